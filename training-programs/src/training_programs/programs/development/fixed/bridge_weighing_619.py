"""Weigh trucks while they cross: the gross weight from one strain gauge below the bridge."""

from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

SAMPLES = 80


class Crossings(NamedTuple):
    """Strain over time, and tonnes."""

    strain: np.ndarray
    tonnes: np.ndarray


def crossings(n: int, rng: np.random.Generator) -> Crossings:
    """Each axle bends the bridge as it passes; the gauge's scatter is a share of what it shows."""
    time = np.arange(SAMPLES)
    tonnes = rng.uniform(6, 44, n)
    strain = np.zeros((n, SAMPLES))
    for i in range(n):
        axles = rng.integers(2, 6)
        share = rng.dirichlet(np.full(axles, 8.0))
        start, speed = rng.uniform(8, 18), rng.uniform(0.8, 1.25)
        places = start + np.cumsum(rng.uniform(6, 11, axles)) / speed
        for part, place in zip(share, places, strict=True):
            strain[i] += tonnes[i] * part * np.exp(-(((time - place) * speed / 5) ** 2))
    strain *= 1 + 0.04 * rng.normal(size=strain.shape)
    return Crossings(strain, tonnes)


def standardize(strain: np.ndarray) -> torch.Tensor:
    """Zero mean, unit variance."""
    strain = strain - strain.mean()
    strain = strain / strain.std()
    return torch.tensor(strain, dtype=torch.float32).unsqueeze(1)


class Scale(nn.Module):
    """Three convolutions and the mean over time."""

    def __init__(self, width: int = 16) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(1, width, 7, stride=2, padding=3),
            nn.GELU(),
            nn.Conv1d(width, width, 5, stride=2, padding=2),
            nn.GELU(),
            nn.Conv1d(width, width, 3, padding=1),
            nn.GELU(),
        )
        self.head = nn.Linear(width, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.body(x).mean(dim=2)).squeeze(1)


def main() -> None:
    torch.manual_seed(619)
    rng = np.random.default_rng(619)
    data = crossings(3600, rng)
    x = standardize(data.strain)
    y = torch.tensor((data.tonnes - 25) / 11, dtype=torch.float32)
    loader = DataLoader(TensorDataset(x[:3000], y[:3000]), batch_size=50, shuffle=True)

    model = Scale()
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    for epoch in range(10):
        total = 0.0
        for strain, weight in loader:
            loss = nn.functional.mse_loss(model(strain), weight)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: {total / len(loader):.4f}")

    with torch.no_grad():
        error = nn.functional.mse_loss(model(x[3000:]), y[3000:])
    print(f"final: r2={1 - (error / y[3000:].var()).item():.4f}")


if __name__ == "__main__":
    main()
