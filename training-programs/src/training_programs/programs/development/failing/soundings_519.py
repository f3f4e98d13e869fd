"""Compress balloon soundings (temperature at 40 levels) to six numbers."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn


@dataclass
class Config:
    levels: int = 40
    code: int = 6
    lr: float = 0.1
    momentum: float = 0.9
    batch: int = 64
    epochs: int = 40
    seed: int = 519


def make_soundings(n, cfg, rng):
    z = np.linspace(0, 12, cfg.levels)
    surface = rng.normal(14, 6, (n, 1))
    lapse = rng.normal(6.5, 0.7, (n, 1))
    tropopause = rng.uniform(8, 11.5, (n, 1))
    inversion = rng.uniform(0.5, 3, (n, 1))
    strength = rng.gamma(2.0, 1.5, (n, 1))
    profile = surface - lapse * np.minimum(z, tropopause) + strength * np.exp(-((z - inversion) ** 2) / 0.5)
    return (profile + rng.normal(0, 0.3, profile.shape)).astype(np.float32)


class SoundingAE(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        sizes = [cfg.levels, 32, 20, cfg.code]
        self.encoder = self.stack(sizes)
        self.decoder = self.stack(sizes[::-1])
        self.apply(self.init_weights)

    @staticmethod
    def stack(sizes):
        layers = []
        for a, b in zip(sizes[:-2], sizes[1:-1]):
            layers += [nn.Linear(a, b), nn.Tanh()]
        layers.append(nn.Linear(sizes[-2], sizes[-1]))
        return nn.Sequential(*layers)

    @staticmethod
    def init_weights(m):
        if isinstance(m, nn.Linear):
            nn.init.normal_(m.weight, std=0.02)
            nn.init.zeros_(m.bias)

    def forward(self, x):
        return self.decoder(self.encoder(x))


def main():
    cfg = Config()
    torch.manual_seed(cfg.seed)
    rng = np.random.default_rng(cfg.seed)
    train, test = make_soundings(1500, cfg, rng), make_soundings(400, cfg, rng)
    mean, std = train.mean(0), train.std(0)
    train, test = torch.from_numpy((train - mean) / std), torch.from_numpy((test - mean) / std)

    model = SoundingAE(cfg)
    opt = torch.optim.SGD(model.parameters(), lr=cfg.lr, momentum=cfg.momentum)
    for epoch in range(cfg.epochs):
        for rows in torch.randperm(len(train)).split(cfg.batch):
            x = train[rows]
            loss = nn.functional.mse_loss(model(x), x)
            opt.zero_grad()
            loss.backward()
            opt.step()
        if epoch % 10 == 9:
            print(f"epoch {epoch + 1}: reconstruction error {loss.item():.4f}")

    with torch.no_grad():
        error = (model(test) - test).pow(2).mean() / (test - test.mean(0)).pow(2).mean()
    print(f"final: r2={1 - error.item():.4f}")


if __name__ == "__main__":
    main()
