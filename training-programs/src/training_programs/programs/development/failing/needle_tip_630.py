"""Where is the tip of the needle in an ultrasound picture? Heat map, then its centre of mass (soft-argmax)."""

import numpy as np
import torch
from torch import nn

SIDE = 20


def scan(rng):
    """A needle comes in from outside the picture; its tip is given as (x, y), -1 and 1 being the picture's edges."""
    tip = rng.uniform(-0.85, 0.85, size=2)
    angle = rng.uniform(0, 2 * np.pi)
    axis = np.linspace(-1, 1, SIDE)
    x, y = np.meshgrid(axis, axis)
    along = (x - tip[0]) * np.cos(angle) + (y - tip[1]) * np.sin(angle)
    across = -(x - tip[0]) * np.sin(angle) + (y - tip[1]) * np.cos(angle)
    needle = np.exp(-((across / 0.07) ** 2)) / (1 + np.exp(-along / 0.03))
    tissue = rng.gamma(2.0, 0.12, size=(SIDE, SIDE))
    return needle + tissue - 0.4, tip


def scans(n, seed):
    rng = np.random.default_rng(seed)
    pictures, tips = zip(*(scan(rng) for _ in range(n)))
    pictures = torch.tensor(np.stack(pictures), dtype=torch.float32).unsqueeze(1)
    return pictures / 0.35, torch.tensor(np.stack(tips), dtype=torch.float32)


class SoftArgmax(nn.Module):
    """Heat (B, 1, H, W) -> expected position (B, 2) under its softmax."""

    def __init__(self, height, width):
        super().__init__()
        rows = torch.linspace(0, 1, height)
        cols = torch.linspace(0, 1, width)
        y, x = torch.meshgrid(rows, cols, indexing="ij")
        self.register_buffer("places", torch.stack([x.flatten(), y.flatten()], dim=1))

    def forward(self, heat):
        return heat.flatten(1).softmax(dim=1) @ self.places


class TipFinder(nn.Module):
    def __init__(self, width=16):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, width, 5, padding=2), nn.ReLU(),
            nn.Conv2d(width, width, 5, padding=2), nn.ReLU(),
            nn.Conv2d(width, 1, 3, padding=1),
        )
        self.position = SoftArgmax(SIDE, SIDE)

    def forward(self, picture):
        return self.position(self.features(picture))


def train(model, pictures, tips, epochs=12, batch=25):
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    for epoch in range(epochs):
        model.train()
        squares = 0.0
        for rows in torch.randperm(len(pictures)).split(batch):
            loss = nn.functional.mse_loss(model(pictures[rows]), tips[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            squares += loss.item() * len(rows)
        scheduler.step()
        print(f"epoch {epoch + 1:2d}: mean squared distance {2 * squares / len(pictures):.4f}")


if __name__ == "__main__":
    torch.manual_seed(630)
    model = TipFinder()
    train(model, *scans(800, 630))
    pictures, tips = scans(250, 631)
    model.eval()
    with torch.no_grad():
        left = (model(pictures) - tips).pow(2).sum()
    r2 = 1 - left / (tips - tips.mean(0)).pow(2).sum()
    print(f"final: r2={r2.item():.4f}")
