"""Detect damaged bearings from short vibration recordings with a small 1-D convolutional network."""
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

SEED = 821
LENGTH = 128


def record(rng, damaged):
    """One recording: shaft rotation, noise and, on a damaged bearing, a train of decaying clicks."""
    t = np.arange(LENGTH)
    wave = rng.uniform(0.5, 1.0) * np.sin(2 * np.pi * t / rng.uniform(18, 40) + rng.uniform(0, 6.28))
    wave += rng.normal(0, 0.35, LENGTH)
    if damaged:
        period = rng.integers(20, 32)
        ring = np.exp(-np.arange(10) / 3.0) * np.cos(np.arange(10) * 2.4)
        for start in range(rng.integers(0, period), LENGTH - 10, period):
            wave[start : start + 10] += rng.uniform(1.2, 2.0) * ring
    return wave


def make_data(n):
    rng = np.random.default_rng(SEED)
    state = rng.integers(0, 2, n)
    waves = np.stack([record(rng, s == 1) for s in state])
    waves = (waves - waves.mean()) / waves.std()
    return torch.tensor(waves, dtype=torch.float32)[:, None], torch.tensor(state, dtype=torch.float32)[:, None]


class FaultNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv1d(1, 12, 9, padding=4),
            nn.ReLU(),
            nn.MaxPool1d(2),
            nn.Conv1d(12, 24, 5, padding=2),
            nn.ReLU(),
            nn.AdaptiveMaxPool1d(4),
            nn.Flatten(),
        )
        self.classify = nn.Sequential(
            nn.Linear(96, 32),
            nn.ReLU(),
            nn.Linear(32, 1),
            nn.Softmax(dim=1),
        )

    def forward(self, x):
        return self.classify(self.features(x))


def accuracy(model, x, y):
    model.eval()
    with torch.no_grad():
        return ((model(x) > 0.5).float() == y).float().mean().item()


def main():
    torch.manual_seed(SEED)
    x, y = make_data(1600)
    train = DataLoader(TensorDataset(x[:1200], y[:1200]), batch_size=32, shuffle=True)
    model = FaultNet()
    criterion = nn.BCELoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for epoch in range(1, 13):
        model.train()
        total = 0.0
        for xb, yb in train:
            optimizer.zero_grad()
            loss = criterion(model(xb), yb)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(xb)
        print(f"epoch {epoch:2d}  loss {total / 1200:.4f}  test accuracy {accuracy(model, x[1200:], y[1200:]):.3f}")
    print(f"final: accuracy={accuracy(model, x[1200:], y[1200:]):.4f}")


if __name__ == "__main__":
    main()
