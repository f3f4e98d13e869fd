"""Layers of peat cores: which plants made them, from the elements that an X-ray scanner counts."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

PLANTS = ("sphagnum", "sedge", "reed", "birch")
ELEMENTS = 12


@dataclass
class Split:
    train: TensorDataset
    test: TensorDataset


def scanner_table(n: int, rng: np.random.Generator) -> np.ndarray:
    """One row a layer, from the top down, core after core: counts of the elements, then the plant's number."""
    plants = np.repeat(rng.integers(len(PLANTS), size=n // 10), 10)
    mean = rng.normal(scale=0.35, size=(len(PLANTS), ELEMENTS))
    depth = np.tile(np.linspace(-0.3, 0.3, 50), n // 50)[:, None]
    logs = 5 + mean[plants] + depth + 0.3 * rng.normal(size=(n, ELEMENTS))
    return np.column_stack([np.exp(logs), plants])


def load(rng: np.random.Generator, n: int = 2500) -> Split:
    table = scanner_table(n, rng)
    rng.shuffle(table)
    counts = table[:, :-1]
    plants = table[:, -1].astype(np.int64)

    logs = np.log(counts)
    cut = int(0.8 * n)
    logs = (logs - logs[:cut].mean(axis=0)) / logs[:cut].std(axis=0)
    x, y = torch.tensor(logs, dtype=torch.float32), torch.from_numpy(plants)
    return Split(TensorDataset(x[:cut], y[:cut]), TensorDataset(x[cut:], y[cut:]))


def network() -> nn.Module:
    return nn.Sequential(
        nn.Linear(ELEMENTS, 32),
        nn.BatchNorm1d(32),
        nn.ReLU(),
        nn.Linear(32, 32),
        nn.BatchNorm1d(32),
        nn.ReLU(),
        nn.Linear(32, len(PLANTS)),
    )


def train(model: nn.Module, data: TensorDataset, epochs: int = 15) -> None:
    loader = DataLoader(data, batch_size=40, shuffle=True)
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.01)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(1, epochs + 1):
        model.train()
        total = 0.0
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
        if epoch % 3 == 0:
            print(f"epoch {epoch:2d}: {total / len(data):.4f}")


def accuracy(model: nn.Module, data: TensorDataset) -> float:
    model.eval()
    x, y = data.tensors
    with torch.no_grad():
        return (model(x).argmax(dim=1) == y).float().mean().item()


if __name__ == "__main__":
    torch.manual_seed(723)
    split = load(np.random.default_rng(723))
    model = network()
    train(model, split.train)
    print(f"final: accuracy={accuracy(model, split.test):.4f}")
