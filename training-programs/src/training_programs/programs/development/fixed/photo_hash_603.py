"""Learned binary codes for picture search: similar pictures should get the same bits.

The bits are tanh(beta * h) while training; beta grows, so that they come ever closer to -1 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from sklearn.datasets import load_digits
from torch import Tensor, nn


@dataclass(frozen=True)
class HashConfig:
    bits: int = 8
    hidden: int = 96
    epochs: int = 16
    batch: int = 40
    lr: float = 1.5e-3
    beta: float = 1.0
    growth: float = 1.25
    most: float = 1000.0
    seed: int = 603


class HashNet(nn.Module):
    def __init__(self, config: HashConfig) -> None:
        super().__init__()
        self.beta = config.beta
        self.body = nn.Sequential(nn.Linear(64, config.hidden), nn.ReLU(), nn.Linear(config.hidden, config.bits))
        self.squash = nn.Tanh()
        self.classes = nn.Linear(config.bits, 10)

    def codes(self, x: Tensor) -> Tensor:
        return self.squash(self.beta * self.body(x))

    def forward(self, x: Tensor) -> Tensor:
        return self.classes(self.codes(x))


class Trainer:
    def __init__(self, config: HashConfig) -> None:
        self.config = config
        torch.manual_seed(config.seed)
        bunch = load_digits()
        x = torch.tensor(bunch.data, dtype=torch.float32)
        x = (x - x.mean()) / x.std()
        y = torch.tensor(bunch.target)
        order = torch.randperm(len(x))
        x, y = x[order], y[order]
        self.x, self.y, self.x_query, self.y_query = x[:1400], y[:1400], x[1400:], y[1400:]
        self.net = HashNet(config)
        self.optimizer = torch.optim.Adam(self.net.parameters(), lr=config.lr)

    def sharpen(self) -> None:
        self.net.beta = min(self.net.beta * self.config.growth, self.config.most)

    def epoch(self) -> float:
        total = 0.0
        for rows in torch.randperm(len(self.x)).split(self.config.batch):
            loss = nn.functional.cross_entropy(self.net(self.x[rows]), self.y[rows])
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            total += loss.item() * len(rows)
        return total / len(self.x)

    def fit(self) -> None:
        for epoch in range(self.config.epochs):
            loss = self.epoch()
            self.sharpen()
            print(f"epoch {epoch + 1:2d}: loss {loss:.4f}, beta {self.net.beta:.2f}")

    @torch.no_grad()
    def search(self) -> float:
        """Each query takes the class that most of the ten nearest codes (Hamming) have."""
        base, query = self.net.codes(self.x).sign(), self.net.codes(self.x_query).sign()
        nearest = (query @ base.T).topk(10, dim=1).indices
        votes = nn.functional.one_hot(self.y[nearest], 10).sum(dim=1)
        return (votes.argmax(dim=1) == self.y_query).float().mean().item()


if __name__ == "__main__":
    trainer = Trainer(HashConfig())
    trainer.fit()
    print(f"final: accuracy={trainer.search():.4f}")
