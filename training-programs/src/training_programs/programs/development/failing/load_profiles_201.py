"""Compress a household's daily load curve (48 half hours) into six numbers."""
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import nn


@dataclass
class Config:
    widths: list = field(default_factory=lambda: [48, 40, 32, 24, 16, 6])
    lr: float = 1e-3
    batch: int = 64
    epochs: int = 16
    seed: int = 2016


def simulate(n, rng):
    hour = np.arange(48) / 2
    bump = lambda center, width: np.exp(-0.5 * ((hour - center[:, None]) / width[:, None]) ** 2)
    base = rng.uniform(0.2, 0.6, (n, 1))
    morning = rng.uniform(0.2, 1.5, (n, 1)) * bump(rng.normal(7.5, 0.7, n), np.full(n, 1.2))
    evening = rng.uniform(0.5, 2.5, (n, 1)) * bump(rng.normal(19.5, 1.0, n), np.full(n, 2.0))
    solar = rng.uniform(0.0, 1.2, (n, 1)) * bump(np.full(n, 13.0), np.full(n, 2.5))
    return base + morning + evening - solar + rng.normal(0, 0.05, (n, 48))


class AutoEncoder(nn.Module):
    def __init__(self, widths):
        super().__init__()
        layers = []
        for a, b in zip(widths, widths[1:]):
            layers += [nn.Linear(a, b), nn.Sigmoid()]
        self.encoder = nn.Sequential(*layers)
        layers = []
        back = widths[::-1]
        for a, b in zip(back[:-2], back[1:-1]):
            layers += [nn.Linear(a, b), nn.Sigmoid()]
        self.decoder = nn.Sequential(*layers, nn.Linear(back[-2], back[-1]))

    def forward(self, x):
        return self.decoder(self.encoder(x))


def main(cfg=Config()):
    rng = np.random.default_rng(cfg.seed)
    torch.manual_seed(cfg.seed)
    curves = simulate(2600, rng)
    mean, std = curves[:2000].mean(), curves[:2000].std()
    data = torch.tensor((curves - mean) / std, dtype=torch.float32)
    train, test = data[:2000], data[2000:]

    net = AutoEncoder(cfg.widths)
    optimizer = torch.optim.Adam(net.parameters(), lr=cfg.lr)
    for epoch in range(1, cfg.epochs + 1):
        total = 0.0
        for batch in train[torch.randperm(len(train))].split(cfg.batch):
            loss = nn.functional.mse_loss(net(batch), batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
        print(f"[{epoch:02d}/{cfg.epochs}] reconstruction {total / len(train):.4f}")

    with torch.no_grad():
        rest = (net(test) - test).square().sum() / (test - train.mean(0)).square().sum()
    print(f"final: r2={1 - rest.item():.4f}")


if __name__ == "__main__":
    main()
