"""Which metre does a drum loop have (3, 4, 5 or 7 beats)? Fourier layers take the place of attention."""
import argparse

import numpy as np
import torch
from torch import nn

METRES = (3, 4, 5, 7)
SOUNDS, STEPS = 8, 42


def loop(metre, rng):
    """A pattern of sounds that is repeated; some beats are played otherwise."""
    pattern = rng.integers(SOUNDS, size=metre)
    beats = pattern[(np.arange(STEPS) + rng.integers(metre)) % metre]
    other = rng.random(STEPS) < 0.1
    return np.where(other, rng.integers(SOUNDS, size=STEPS), beats)


def loops(n, rng):
    kinds = rng.integers(len(METRES), size=n)
    beats = np.stack([loop(METRES[k], rng) for k in kinds])
    return torch.from_numpy(beats), torch.from_numpy(kinds)


class FourierMix(nn.Module):
    """Mixes the beats without any weights: the real part of the Fourier transform along time and features."""

    def forward(self, x):
        return torch.fft.fftn(x, norm="ortho").real


class Block(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.mix, self.norm1 = FourierMix(), nn.LayerNorm(dim)
        self.feed = nn.Sequential(nn.Linear(dim, 2 * dim), nn.GELU(), nn.Linear(2 * dim, dim))
        self.norm2 = nn.LayerNorm(dim)

    def forward(self, x):
        x = self.norm1(x + self.mix(x))
        return self.norm2(x + self.feed(x))


class MetreNet(nn.Module):
    def __init__(self, dim=32, depth=2):
        super().__init__()
        self.sound = nn.Embedding(SOUNDS, dim)
        self.place = nn.Parameter(0.1 * torch.randn(STEPS, dim))
        self.blocks = nn.Sequential(*(Block(dim) for _ in range(depth)))
        self.head = nn.Linear(STEPS * dim, len(METRES))

    def forward(self, beats):
        x = self.sound(beats) + self.place
        return self.head(self.blocks(x).flatten(1))


def accuracy(model, beats, kinds, batch):
    model.eval()
    right = 0
    with torch.no_grad():
        for b, k in zip(beats.split(batch), kinds.split(batch)):
            right += (model(b).argmax(dim=1) == k).sum().item()
    return right / len(kinds)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--lr", type=float, default=2e-3)
    args, _ = parser.parse_known_args()

    torch.manual_seed(716)
    rng = np.random.default_rng(716)
    beats, kinds = loops(3000, rng)
    test_beats, test_kinds = loops(800, rng)

    model = MetreNet()
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr)
    for epoch in range(args.epochs):
        model.train()
        total = 0.0
        for rows in torch.randperm(len(beats)).split(args.batch):
            loss = nn.functional.cross_entropy(model(beats[rows]), kinds[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        print(f"epoch {epoch + 1}: loss {total / len(beats):.4f}")
    print(f"final: accuracy={accuracy(model, test_beats, test_kinds, args.batch):.4f}")


if __name__ == "__main__":
    main()
