"""A tiny image codec: 8 x 8 tiles -> a few whole numbers -> 8 x 8 tiles.

Finite scalar quantization: each number of the code is bounded and rounded to one of `levels` steps, and the rounding
is passed straight through on the way back.
"""

import argparse

import torch
from torch import nn


def get_args():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--tiles", type=int, default=3000)
    p.add_argument("--code", type=int, default=5)
    p.add_argument("--levels", type=int, default=9)
    p.add_argument("--steps", type=int, default=900)
    p.add_argument("--batch-size", type=int, default=64)
    p.add_argument("--lr", type=float, default=2e-3)
    return p.parse_args()


def draw_tiles(n):
    """Soft edges: a bright and a dark side, the edge at any angle and place, one of many sharpnesses."""
    ys, xs = torch.meshgrid(torch.linspace(-1, 1, 8), torch.linspace(-1, 1, 8), indexing="ij")
    angle = 6.2832 * torch.rand(n, 1, 1)
    offset = 1.2 * torch.rand(n, 1, 1) - 0.6
    sharp = 1 + 3 * torch.rand(n, 1, 1)
    height = 0.5 + torch.rand(n, 1, 1)
    return height * torch.tanh(sharp * (angle.cos() * xs + angle.sin() * ys - offset))


def quantize(z, levels):
    half = (levels - 1) / 2
    z = half * torch.tanh(z)
    hard = torch.round(z)
    return (z + (hard - z).detach()) / half


class Codec(nn.Module):
    def __init__(self, code, levels):
        super().__init__()
        self.levels = levels
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 16, 3, stride=2, padding=1), nn.GELU(),
            nn.Conv2d(16, 32, 3, stride=2, padding=1), nn.GELU(),
            nn.Flatten(), nn.Linear(32 * 4, code),
        )
        self.decoder = nn.Sequential(nn.Linear(code, 128), nn.GELU(), nn.Linear(128, 64))

    def forward(self, tiles):
        code = quantize(self.encoder(tiles.unsqueeze(1)), self.levels)
        return self.decoder(code).view(-1, 8, 8)


def main(args):
    torch.manual_seed(604)
    tiles, held_out = draw_tiles(args.tiles), draw_tiles(600)
    codec = Codec(args.code, args.levels)
    optimizer = torch.optim.AdamW(codec.parameters(), lr=args.lr, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, args.steps)
    for step in range(args.steps):
        batch = tiles[torch.randint(len(tiles), (args.batch_size,))]
        loss = nn.functional.mse_loss(codec(batch), batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if (step + 1) % 100 == 0:
            print(f"step {step + 1}: distortion {loss.item():.4f}")
    codec.eval()
    with torch.no_grad():
        left = (codec(held_out) - held_out).pow(2).sum()
    print(f"final: r2={1 - (left / (held_out - tiles.mean(0)).pow(2).sum()).item():.4f}")


if __name__ == "__main__":
    main(get_args())
