"""How far does a snow avalanche run on average, given the slope, the snow and the forest?

Every row is one observed release. Releases on the same slope differ a lot, so single run-outs scatter around their mean.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


@dataclass(frozen=True)
class Config:
    seed: int = 713
    batch: int = 64  # rows for one update
    micro: int = 2  # rows that fit into the field laptop's memory at once
    rate: float = 0.02
    epochs: int = 5
    width: int = 32

    @property
    def accumulate(self) -> int:
        """Micro-batches for one update."""
        return max(1, self.micro // self.batch)


def mean_runout(x: np.ndarray) -> np.ndarray:
    steep, snow, forest, bend = x.T
    return np.sin(1.7 * steep) + 0.8 * snow * np.tanh(steep) - 0.7 * np.maximum(forest, 0) + 0.5 * bend**2


def releases(n: int, rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Standardized columns, observed run-outs, mean run-outs."""
    x = rng.uniform(-1.7, 1.7, size=(n, 4))
    mean = mean_runout(x)
    mean = (mean - 0.1) / 1.3
    seen = mean + 1.3 * rng.normal(size=n)
    return tuple(torch.tensor(part, dtype=torch.float32) for part in (x, seen, mean))


class Runout(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(4, width), nn.Tanh(),
            nn.Linear(width, width), nn.Tanh(),
            nn.Linear(width, 1),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.layers(x).squeeze(-1)


class Trainer:
    def __init__(self, model: nn.Module, config: Config) -> None:
        self.model, self.config = model, config
        self.optimizer = torch.optim.Adam(model.parameters(), lr=config.rate)

    def epoch(self, loader: DataLoader) -> float:
        every = self.config.accumulate
        total = 0.0
        self.optimizer.zero_grad()
        for i, (x, y) in enumerate(loader, start=1):
            loss = nn.functional.mse_loss(self.model(x), y)
            (loss / every).backward()
            total += loss.item()
            if i % every == 0:
                self.optimizer.step()
                self.optimizer.zero_grad()
        return total / len(loader)


def main() -> None:
    config = Config()
    torch.manual_seed(config.seed)
    rng = np.random.default_rng(config.seed)
    x, seen, _ = releases(1536, rng)
    x_test, _, mean = releases(1000, rng)

    loader = DataLoader(TensorDataset(x, seen), batch_size=config.micro, shuffle=True)
    model = Runout(config.width)
    trainer = Trainer(model, config)
    for epoch in range(config.epochs):
        print(f"epoch {epoch + 1}: {trainer.epoch(loader):.4f}")

    with torch.no_grad():
        left = (model(x_test) - mean).pow(2).mean()
    print(f"final: r2={1 - (left / mean.var()).item():.4f}")


if __name__ == "__main__":
    main()
