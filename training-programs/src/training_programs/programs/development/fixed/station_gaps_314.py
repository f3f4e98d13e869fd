"""Fill gaps in a network of weather stations with a denoising autoencoder.

The inputs are dropped at random while it learns; later the gaps of real records are set to 0.
"""
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn


@dataclass
class Config:
    stations: int = 24
    days: int = 2400
    hidden: int = 128
    missing: float = 0.4
    epochs: int = 30
    batch: int = 60
    lr: float = 2e-3
    seed: int = 314


class GapFiller(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.gaps = nn.Dropout(cfg.missing)
        self.encode = nn.Sequential(nn.Linear(cfg.stations, cfg.hidden), nn.GELU())
        self.decode = nn.Linear(cfg.hidden, cfg.stations)

    def forward(self, x):
        return self.decode(self.encode(self.gaps(x)))


def records(cfg):
    """Temperatures are the same few weather patterns everywhere, and something local."""
    rng = np.random.default_rng(cfg.seed)
    patterns = rng.normal(size=(3, cfg.stations))
    weather = rng.normal(size=(cfg.days, 3))
    warmth = weather @ patterns + 0.35 * rng.normal(size=(cfg.days, cfg.stations))
    warmth = (warmth - warmth.mean(0)) / warmth.std(0)
    known = rng.random((cfg.days, cfg.stations)) > cfg.missing
    return torch.tensor(warmth, dtype=torch.float32), torch.tensor(known)


def skill(model, x, known, cfg):
    """R2 over the values that are missing."""
    model.eval()
    with torch.no_grad():
        filled = model(x * known / (1 - cfg.missing))  # scaled as by the dropout
    gap = ~known
    return 1 - ((filled - x)[gap] ** 2).mean().item() / x[gap].var().item()


def train(model, x, known, cfg):
    optimizer = torch.optim.Adam(model.parameters(), lr=cfg.lr)
    x_train, x_test, k_test = x[:2000], x[2000:], known[2000:]
    print(f"before training: {skill(model, x_test, k_test, cfg):.3f}")
    for epoch in range(1, cfg.epochs + 1):
        model.train()
        total = 0.0
        for rows in torch.randperm(len(x_train)).split(cfg.batch):
            loss = nn.functional.mse_loss(model(x_train[rows]), x_train[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        if epoch % 5 == 0:
            print(f"epoch {epoch:2d}: loss {total / len(x_train):.4f}")
    return skill(model, x_test, k_test, cfg)


cfg = Config()
torch.manual_seed(cfg.seed)
x, known = records(cfg)
model = GapFiller(cfg)
print(f"final: r2={train(model, x, known, cfg):.4f}")
