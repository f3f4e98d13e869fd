"""Height map from scattered soundings: a fixed bank of random waves, and a small trained head.

The bank is drawn once and stays as it is; only the layers behind it learn.
"""
import math

import torch
from torch import nn


def seabed(p):
    """Depth of the sea floor at points p in the unit square."""
    x, y = p.unbind(1)
    ridge = torch.exp(-((x - 0.3 - 0.2 * torch.sin(5 * y)) ** 2) / 0.02)
    ripples = 0.35 * torch.sin(22 * x + 9 * y) * torch.cos(13 * y)
    hole = -1.2 * torch.exp(-((x - 0.75) ** 2 + (y - 0.6) ** 2) / 0.015)
    return ridge + ripples + hole


class WaveBank(nn.Module):
    """Sine and cosine of random projections of the coordinates."""

    def __init__(self, waves, scale):
        super().__init__()
        self.project = nn.Linear(2, waves)
        nn.init.normal_(self.project.weight, std=scale)
        nn.init.uniform_(self.project.bias, 0, 2 * math.pi)
        self.project.requires_grad_(False)

    def forward(self, p):
        phase = self.project(p)
        return torch.cat([phase.sin(), phase.cos()], 1)


class SeabedModel(nn.Module):
    def __init__(self, waves=96, scale=9.0):
        super().__init__()
        self.bank = WaveBank(waves, scale)
        self.head = nn.Sequential(nn.Linear(2 * waves, 64), nn.GELU(), nn.Linear(64, 1))

    def forward(self, p):
        return self.head(self.bank(p)).squeeze(1)


def main():
    torch.manual_seed(816)
    points = torch.rand(4000, 2)
    depths = seabed(points) + 0.05 * torch.randn(4000)
    new_points = torch.rand(1500, 2)
    new_depths = seabed(new_points)
    centre, spread = depths.mean(), depths.std()

    model = SeabedModel()
    trained = [p for p in model.parameters() if p.requires_grad]
    print("trained parameters:", sum(p.numel() for p in trained), "fixed:", sum(p.numel() for p in model.bank.parameters()))
    optimizer = torch.optim.AdamW(trained, lr=3e-3, weight_decay=0.1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=6e-3, total_steps=1800)
    for step in range(1800):
        rows = torch.randint(len(points), (100,))
        loss = nn.functional.mse_loss(model(points[rows]), (depths[rows] - centre) / spread)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 300 == 299:
            print(f"step {step + 1}: loss {loss.item():.4f}")

    model.eval()
    with torch.no_grad():
        guess = model(new_points) * spread + centre
    r2 = 1 - ((guess - new_depths).square().mean() / new_depths.var(unbiased=False)).item()
    print(f"final: r2={r2:.4f}")


if __name__ == "__main__":
    main()
