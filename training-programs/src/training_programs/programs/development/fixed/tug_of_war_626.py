"""Which of two crews wins a tug of war? One encoder for both crews, one head for the pair."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class Config:
    seed: int = 626
    train_pairs: int = 3000
    test_pairs: int = 1000
    batch: int = 60
    epochs: int = 14
    width: int = 32
    rate: float = 3e-3


def crews(n: int, g: torch.Generator) -> Tensor:
    """Mean weight, spread of weights, years together, grip, shoes, share of beginners; all standardized."""
    return torch.randn(n, 6, generator=g)


def strength(crew: Tensor) -> Tensor:
    weight, spread, years, grip, shoes, beginners = crew.unbind(1)
    pull = 1.2 * weight - 0.4 * spread.abs() + 0.7 * torch.tanh(years) * (1 - 0.5 * beginners)
    return pull + 0.8 * torch.minimum(grip, shoes + 0.5)


def season(n: int, g: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    first, second = crews(n, g), crews(n, g)
    edge = strength(first) - strength(second) + 0.25 * torch.randn(n, generator=g)
    return first, second, (edge > 0).float()


class PairNet(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(6, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU())
        self.head = nn.Sequential(nn.Linear(2 * width, width), nn.ReLU(), nn.Linear(width, 1))

    def forward(self, first: Tensor, second: Tensor) -> Tensor:
        # One pass for both crews is faster than two.
        codes = self.encoder(torch.cat([first, second]))
        a, b = codes.view(2, len(first), -1).unbind(0)
        return self.head(torch.cat([a, b], dim=1)).squeeze(1)


class Experiment:
    def __init__(self, config: Config) -> None:
        self.config = config
        torch.manual_seed(config.seed)
        g = torch.Generator().manual_seed(config.seed)
        self.train_set = season(config.train_pairs, g)
        self.test_set = season(config.test_pairs, g)
        self.net = PairNet(config.width)
        self.optimizer = torch.optim.Adam(self.net.parameters(), lr=config.rate, weight_decay=1e-4)
        self.criterion = nn.BCEWithLogitsLoss()

    def epoch(self) -> float:
        first, second, won = self.train_set
        order = torch.randperm(len(won))
        total = 0.0
        for rows in order.split(self.config.batch):
            loss = self.criterion(self.net(first[rows], second[rows]), won[rows])
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            self.optimizer.step()
            total += loss.item() * len(rows)
        return total / len(won)

    @torch.no_grad()
    def accuracy(self) -> float:
        first, second, won = self.test_set
        return ((self.net(first, second) > 0) == won.bool()).float().mean().item()

    def run(self) -> None:
        for n in range(self.config.epochs):
            loss = self.epoch()
            if n % 2:
                print(f"epoch {n + 1:2d}: loss {loss:.4f}")
        print(f"final: accuracy={self.accuracy():.4f}")


if __name__ == "__main__":
    Experiment(Config()).run()
