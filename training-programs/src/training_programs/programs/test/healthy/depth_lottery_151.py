"""Stochastic depth (Huang et al. 2016) with SkipInit (De & Smith 2020) on digits: blocks sit out at random.

A branch's scale starts at 0, so that the network is a shallow one at first; what sits out gets no gradient.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import Tensor, nn


@dataclass(frozen=True)
class Recipe:
    channels: int = 12
    blocks: int = 6
    last_survival: float = 0.5
    epochs: int = 8
    batch: int = 48
    lr: float = 0.02
    seed: int = 151


class Branch(nn.Module):
    def __init__(self, channels: int, survival: float) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)
        self.scale = nn.Parameter(torch.zeros(()))
        self.survival = survival

    def forward(self, x: Tensor) -> Tensor:
        if self.training and torch.rand(()).item() >= self.survival:
            return x
        branch = self.conv2(self.conv1(x.relu()).relu()) * self.scale
        return x + (branch / self.survival if self.training else branch)


class LotteryNet(nn.Module):
    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        self.stem = nn.Conv2d(1, recipe.channels, 3, padding=1)
        drop = (1 - recipe.last_survival) / recipe.blocks
        self.blocks = nn.Sequential(*[Branch(recipe.channels, 1 - drop * (i + 1)) for i in range(recipe.blocks)])
        self.head = nn.Sequential(nn.ReLU(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(recipe.channels * 16, 10))

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.blocks(self.stem(x)))


def train(net: LotteryNet, x: Tensor, y: Tensor, recipe: Recipe) -> None:
    optimizer = torch.optim.SGD(net.parameters(), lr=recipe.lr, momentum=0.9, nesterov=True)
    per_epoch = -(-len(x) // recipe.batch)
    schedule = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0=4 * per_epoch)
    for epoch in range(recipe.epochs):
        net.train()
        total, idle = 0.0, 0
        for rows in torch.randperm(len(x)).split(recipe.batch):
            loss = nn.functional.cross_entropy(net(x[rows]), y[rows])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            idle += sum(p.grad is None for p in net.parameters())
            optimizer.step()
            schedule.step()
            total += loss.item() * len(rows)
        print(f"epoch {epoch + 1:2d}: loss {total / len(x):.4f}, {idle / per_epoch:.1f} tensors idle in a step")


def main() -> None:
    recipe = Recipe()
    torch.manual_seed(recipe.seed)
    bunch = load_digits()
    x, x_test, y, y_test = train_test_split(
        bunch.images / 8 - 1, bunch.target, test_size=0.25, stratify=bunch.target, random_state=recipe.seed
    )
    x, x_test = (torch.tensor(part, dtype=torch.float32).unsqueeze(1) for part in (x, x_test))
    net = LotteryNet(recipe)
    train(net, x, torch.from_numpy(y), recipe)
    net.eval()
    with torch.no_grad():
        accuracy = (net(x_test).argmax(dim=1) == torch.from_numpy(y_test)).float().mean().item()
    print(f"scales: {[round(block.scale.item(), 2) for block in net.blocks]}")
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
