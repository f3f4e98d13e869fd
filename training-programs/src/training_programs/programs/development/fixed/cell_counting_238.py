"""Count cells in microscope crops from rough counts by volunteers (everyone is off by a few)."""
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn


@dataclass
class TrainConfig:
    size: int = 20
    n_train: int = 2000
    n_test: int = 500
    batch_size: int = 32
    learning_rate: float = 0.015
    steps: int = 700
    log_every: int = 100
    seed: int = 5


def crops(n, cfg, rng):
    yy, xx = np.mgrid[: cfg.size, : cfg.size]
    counts = rng.integers(0, 13, n)
    pictures = np.zeros((n, 1, cfg.size, cfg.size), dtype=np.float32)
    for i, count in enumerate(counts):
        for cy, cx in rng.uniform(2, cfg.size - 2, (count, 2)):
            pictures[i, 0] += np.exp(-((yy - cy) ** 2 + (xx - cx) ** 2) / 2.5)
    pictures += 0.1 * rng.normal(size=pictures.shape)
    return pictures, counts


class Counter(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 12, 3, padding=1), nn.SiLU(), nn.AvgPool2d(2),
            nn.Conv2d(12, 16, 3, padding=1), nn.SiLU(), nn.AvgPool2d(5),
        )
        self.head = nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.SiLU(), nn.Linear(32, 1))

    def forward(self, x):
        return self.head(self.features(x)).squeeze(1)


def train(cfg):
    torch.manual_seed(cfg.seed)
    rng = np.random.default_rng(cfg.seed)
    x, true = crops(cfg.n_train + cfg.n_test, cfg, rng)
    x = torch.from_numpy((x - x.mean()) / x.std())
    volunteers = true + 5.0 * rng.normal(size=len(true))
    y = torch.tensor((volunteers - 6) / 3.7, dtype=torch.float32)
    expert = torch.tensor((true[cfg.n_train :] - 6) / 3.7, dtype=torch.float32)

    model = Counter()
    optimizer = torch.optim.AdamW(model.parameters(), lr=cfg.learning_rate)
    smooth = None
    for step in range(1, cfg.steps + 1):
        rows = torch.randint(0, cfg.n_train, (cfg.batch_size,))
        loss = nn.functional.mse_loss(model(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        smooth = loss.item() if smooth is None else 0.98 * smooth + 0.02 * loss.item()
        if step % cfg.log_every == 0:
            print(f"step {step}: smoothed loss {smooth:.3f}")
    with torch.no_grad():
        error = nn.functional.mse_loss(model(x[cfg.n_train :]), expert)
    return 1 - (error / expert.var()).item()


if __name__ == "__main__":
    r2 = train(TrainConfig())
    print(f"final: r2={r2:.4f}")
