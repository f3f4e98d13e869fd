"""Names moths of a light trap from five measurements; the catch differs much in numbers from species to species."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from sklearn.metrics import balanced_accuracy_score, confusion_matrix
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler

SPECIES = ("yellow underwing", "setaceous hebrew character", "silver y")


@dataclass(frozen=True)
class Settings:
    caught: tuple[int, ...] = (1400, 500, 300)
    epochs: int = 15
    batch_size: int = 64
    lr: float = 2e-3
    seed: int = 708


def catch(settings: Settings) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(settings.seed)
    centres = np.array([[0.0, 0.0, 0.0, 0.0, 0.0], [1.2, -0.6, 0.5, 0.0, 0.6], [-0.5, 1.2, 0.8, 0.7, 0.0]])
    rows, names = [], []
    for species, count in enumerate(settings.caught):
        size = rng.normal(0, 0.5, (count, 1))
        rows.append(centres[species] + size + rng.normal(0, 0.8, (count, 5)))
        names.append(np.full(count, species))
    return np.concatenate(rows), np.concatenate(names)


def make_loader(x: torch.Tensor, y: torch.Tensor, settings: Settings) -> DataLoader:
    """Draws with replacement, an epoch as long as the data."""
    counts = torch.bincount(y).double()
    weights = (counts / counts.sum())[y]
    sampler = WeightedRandomSampler(weights, num_samples=len(y), replacement=True)
    return DataLoader(TensorDataset(x, y), batch_size=settings.batch_size, sampler=sampler)


def fit(net: nn.Module, loader: DataLoader, settings: Settings) -> None:
    optimizer = torch.optim.AdamW(net.parameters(), lr=settings.lr, weight_decay=1e-3)
    for epoch in range(settings.epochs):
        net.train()
        total, seen = 0.0, 0
        for x, y in loader:
            loss = nn.functional.cross_entropy(net(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total, seen = total + loss.item() * len(y), seen + len(y)
        print(f"epoch {epoch + 1:2d}  loss {total / seen:.4f}")


def main(settings: Settings) -> None:
    torch.manual_seed(settings.seed)
    x, y = catch(settings)
    x, x_test, y, y_test = train_test_split(x, y, test_size=0.3, stratify=y, random_state=settings.seed)
    mean, std = x.mean(axis=0), x.std(axis=0)
    x, x_test = (torch.tensor((part - mean) / std, dtype=torch.float32) for part in (x, x_test))
    net = nn.Sequential(nn.Linear(5, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, len(SPECIES)))
    fit(net, make_loader(x, torch.from_numpy(y), settings), settings)
    net.eval()
    with torch.no_grad():
        guess = net(x_test).argmax(dim=1).numpy()
    print(confusion_matrix(y_test, guess))
    print(f"final: balanced_accuracy={balanced_accuracy_score(y_test, guess):.4f}")


if __name__ == "__main__":
    main(Settings())
