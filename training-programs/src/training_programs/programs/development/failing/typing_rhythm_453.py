"""Who is typing? Ten people, told by how long they hold each key and how long they pause between keys."""
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn


@dataclass
class Settings:
    people: int = 10
    keys: int = 11
    samples: int = 300
    hidden: int = 64
    batch: int = 32
    epochs: int = 8
    lr: float = 0.05
    momentum: float = 0.9
    seed: int = 453


def record(s):
    """Two ways of typing per person: fresh and tired."""
    rng = np.random.default_rng(s.seed)
    hold = np.log(0.09) + 0.16 * rng.normal(size=(s.people, 2, s.keys))
    pause = np.log(0.15) + 0.22 * rng.normal(size=(s.people, 2, s.keys - 1))
    rows, who = [], []
    for person in range(s.people):
        for _ in range(s.samples):
            way = rng.integers(2)
            pace = 0.12 * rng.normal()
            held = hold[person, way] + pace + 0.13 * rng.normal(size=s.keys)
            paused = pause[person, way] + pace + 0.2 * rng.normal(size=s.keys - 1)
            rows.append(np.concatenate([held, paused]))
            who.append(person)
    x, y = np.array(rows, dtype=np.float32), np.array(who)
    order = rng.permutation(len(y))
    return torch.from_numpy(x[order]), torch.from_numpy(y[order])


class Trainer:
    def __init__(self, s):
        self.s = s
        self.model = nn.Sequential(
            nn.Linear(2 * s.keys - 1, s.hidden), nn.ReLU(), nn.Linear(s.hidden, s.hidden), nn.ReLU(), nn.Linear(s.hidden, s.people)
        )
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=s.lr, momentum=s.momentum, weight_decay=1e-4)
        self.criterion = nn.CrossEntropyLoss(reduction="sum")

    def epoch(self, x, y):
        self.model.train()
        total = 0.0
        for rows in torch.randperm(len(y)).split(self.s.batch):
            self.optimizer.zero_grad()
            loss = self.criterion(self.model(x[rows]), y[rows])
            loss.backward()
            self.optimizer.step()
            total += loss.item()
        return total / len(y)

    @torch.no_grad()
    def score(self, x, y):
        self.model.eval()
        return (self.model(x).argmax(1) == y).float().mean().item()


def main():
    s = Settings()
    torch.manual_seed(s.seed)
    x, y = record(s)
    cut = int(0.8 * len(y))
    mean, std = x[:cut].mean(0), x[:cut].std(0)
    x = (x - mean) / std
    trainer = Trainer(s)
    for epoch in range(1, s.epochs + 1):
        loss = trainer.epoch(x[:cut], y[:cut])
        if epoch % 2 == 0:
            print(f"epoch {epoch:2d}: loss {loss:.4f}, train accuracy {trainer.score(x[:cut], y[:cut]):.3f}")
    print(f"final: accuracy={trainer.score(x[cut:], y[cut:]):.4f}")


if __name__ == "__main__":
    main()
