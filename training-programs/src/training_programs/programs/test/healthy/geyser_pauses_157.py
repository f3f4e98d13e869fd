"""When does the geyser blow next? After short and after long eruptions the pause differs: a mixture density network."""

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, TensorDataset


@dataclass
class Mixture:
    """Logits, means and log deviations, each (batch, parts)."""

    logits: Tensor
    mean: Tensor
    log_std: Tensor

    def log_prob(self, y: Tensor) -> Tensor:
        z = (y.unsqueeze(1) - self.mean) * torch.exp(-self.log_std)
        parts = -0.5 * z**2 - self.log_std - 0.5 * math.log(2 * math.pi)
        return torch.logsumexp(torch.log_softmax(self.logits, dim=1) + parts, dim=1)

    def expected(self) -> Tensor:
        return (torch.softmax(self.logits, dim=1) * self.mean).sum(dim=1)


class MixtureNet(nn.Module):
    def __init__(self, n_in: int, parts: int = 3, width: int = 48) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Linear(n_in, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh())
        self.heads = nn.Linear(width, 3 * parts)

    def forward(self, x: Tensor) -> Mixture:
        logits, mean, log_std = self.heads(self.body(x)).chunk(3, dim=1)
        return Mixture(logits, mean, log_std.clamp(min=-4))


def eruptions(n: int, rng: np.random.Generator) -> TensorDataset:
    """Duration, height, water level and temperature, standardized; the pause in hours."""
    x = rng.normal(size=(n, 4))
    duration, height, level, heat = x.T
    long = rng.random(n) < 1 / (1 + np.exp(-5 * duration))
    pause = np.where(long, 1.45 + 0.10 * level + 0.06 * np.tanh(heat), 0.85 - 0.08 * height * np.tanh(level))
    pause = pause + np.where(long, 0.05, 0.02) * rng.normal(size=n)
    return TensorDataset(torch.tensor(x, dtype=torch.float32), torch.tensor(pause, dtype=torch.float32))


def main() -> None:
    torch.manual_seed(157)
    rng = np.random.default_rng(157)
    train, test = eruptions(2400, rng), eruptions(800, rng)
    model = MixtureNet(4)
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=12)
    for epoch in range(12):
        total = 0.0
        for x, pause in DataLoader(train, batch_size=40, shuffle=True):
            loss = -model(x).log_prob(pause).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            total += loss.item() * len(x)
        schedule.step()
        print(f"epoch {epoch + 1:2d}: {total / len(train):+.4f}")

    x, pause = test.tensors
    with torch.no_grad():
        left = (model(x).expected() - pause).pow(2).mean()
    print(f"final: r2={1 - (left / pause.var(unbiased=False)).item():.4f}")


if __name__ == "__main__":
    main()
