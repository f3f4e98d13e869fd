"""Biomass on a reef from a diver's list of sightings: a list has no order and no fixed length (deep sets)."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

SPECIES, MOST = 6, 18
BASE_LR = 3e-3
EPOCHS, BATCH, WARMUP = 25, 40, 60


def dives(n: int, g: torch.Generator) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Species, length in cm and whether the place on the list is taken; the log of all weights together."""
    species = torch.randint(SPECIES, (n, MOST), generator=g)
    length = 12 * torch.exp(0.5 * torch.randn(n, MOST, generator=g)) * (1 + 0.15 * species)
    count = torch.randint(4, MOST + 1, (n, 1), generator=g)
    taken = torch.arange(MOST) < count
    a = torch.tensor([0.012, 0.020, 0.008, 0.031, 0.015, 0.005])[species]
    b = torch.tensor([3.0, 2.8, 3.1, 2.7, 2.9, 3.2])[species]
    weight = (a * length**b * taken).sum(dim=1)
    return species, length.log(), taken, weight.log()


class Survey(nn.Module):
    """One network for each fish, the mean over fishes, another network for the dive."""

    def __init__(self, width: int = 32) -> None:
        super().__init__()
        self.kind = nn.Embedding(SPECIES, 6)
        self.fish = nn.Sequential(nn.Linear(7, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU())
        self.dive = nn.Sequential(nn.Linear(width + 1, width), nn.SiLU(), nn.Linear(width, 1))

    def forward(self, species: Tensor, length: Tensor, taken: Tensor) -> Tensor:
        seen = taken.unsqueeze(-1).float()
        each = self.fish(torch.cat([self.kind(species), length.unsqueeze(-1)], dim=-1)) * seen
        number = seen.sum(dim=1)
        return self.dive(torch.cat([each.sum(dim=1) / number, number / MOST], dim=-1)).squeeze(-1)


def schedule(steps: int):
    """Linear warm-up, then half a cosine."""

    def rate(step: int) -> float:
        if step < WARMUP:
            return (step + 1) / WARMUP
        return 0.5 * (1 + math.cos(math.pi * (step - WARMUP) / (steps - WARMUP)))

    return rate


def main() -> None:
    torch.manual_seed(614)
    g = torch.Generator().manual_seed(6140)
    species, length, taken, target = dives(2000, g)
    train, test = slice(0, 1600), slice(1600, 2000)
    mean, std = length[train][taken[train]].mean(), length[train][taken[train]].std()
    length = (length - mean) / std
    target = (target - target[train].mean()) / target[train].std()

    model = Survey()
    optimizer = torch.optim.Adam(model.parameters(), lr=BASE_LR)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, schedule(EPOCHS * 1600 // BATCH))
    for epoch in range(EPOCHS):
        total = 0.0
        for rows in torch.randperm(1600).split(BATCH):
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(model(species[rows], length[rows], taken[rows]), target[rows])
            loss.backward()
            optimizer.step()
            scheduler.step()
            total += loss.item() * len(rows)
        if epoch % 5 == 4:
            print(f"epoch {epoch + 1}: mse {total / 1600:.4f}")
    with torch.no_grad():
        answer = model(species[test], length[test], taken[test])
        error = nn.functional.mse_loss(answer, target[test])
    print(f"final: r2={1 - (error / target[test].var()).item():.4f}")


if __name__ == "__main__":
    main()
