"""State of a loom from how its six vibration sensors move together: correlations of all pairs, then a small net."""

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

STATES = ("normal", "loose belt", "worn reed", "bent shaft")
SENSORS, LENGTH = 6, 64


def windows(n, rng):
    """Two hidden movements reach the sensors differently in each state; now and then a plug is out."""
    mixing = np.random.default_rng(0).normal(size=(len(STATES), SENSORS, 2))
    state = rng.integers(len(STATES), size=n)
    hidden = rng.normal(size=(n, 2, LENGTH))
    strength = mixing[state] + 0.35 * rng.normal(size=(n, SENSORS, 2))
    signal = strength @ hidden + 0.8 * rng.normal(size=(n, SENSORS, LENGTH))
    out = rng.random(n) < 0.02
    signal[out, rng.integers(SENSORS, size=out.sum())] = 0.0
    return signal, state


class Couplings(Dataset):
    """The 15 correlations of a window and its state."""

    pairs = np.triu_indices(SENSORS, k=1)

    def __init__(self, signal, state):
        self.rows = [self.describe(window) for window in signal]
        self.state = state

    def describe(self, window):
        with np.errstate(divide="ignore", invalid="ignore"):
            table = np.corrcoef(window)
        return np.nan_to_num(table[self.pairs]).astype(np.float32)

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        return self.rows[i], int(self.state[i])


def run_epoch(net, loader, optimizer):
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
    return total / len(loader.dataset)


def main():
    torch.manual_seed(621)
    rng = np.random.default_rng(621)
    train = Couplings(*windows(1600, rng))
    test = Couplings(*windows(500, rng))
    net = nn.Sequential(nn.Linear(15, 32), nn.ReLU(), nn.Linear(32, 16), nn.ReLU(), nn.Linear(16, len(STATES)))
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    loader = DataLoader(train, batch_size=32, shuffle=True)
    for epoch in range(12):
        print(f"epoch {epoch + 1:2d}: {run_epoch(net, loader, optimizer):.4f}")
    right = 0
    with torch.no_grad():
        for x, y in DataLoader(test, batch_size=100):
            right += (net(x).argmax(dim=1) == y).sum().item()
    print(f"final: accuracy={right / len(test):.4f}")


if __name__ == "__main__":
    main()
