"""Which of ten letters did the tablet pen draw? A highway network on resampled strokes."""

import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(501)
rng = np.random.default_rng(501)

POINTS, LETTERS = 24, 10


def make_strokes(count):
    t = np.linspace(0, 1, POINTS)
    waves = np.stack([np.cos(math.pi * k * t) for k in range(1, 5)])
    templates = np.random.default_rng(7).normal(size=(LETTERS, 2, 4))
    letters = rng.integers(LETTERS, size=count)
    coefs = templates[letters] + 0.35 * rng.normal(size=(count, 2, 4))
    curve = coefs @ waves
    tilt = 0.2 * rng.normal(size=count)
    rot = np.stack([np.cos(tilt), -np.sin(tilt), np.sin(tilt), np.cos(tilt)], 1).reshape(-1, 2, 2)
    curve = rot @ curve + 0.05 * rng.normal(size=(count, 2, POINTS))
    return curve.reshape(count, -1), letters


class HighwayLayer(nn.Module):
    """y = T(x) * H(x) + (1 - T(x)) * x  (Srivastava et al. 2015)"""

    def __init__(self, size):
        super().__init__()
        self.transform = nn.Linear(size, size)
        self.gate = nn.Linear(size, size)
        nn.init.constant_(self.gate.bias, -2.0)

    def forward(self, x):
        t = torch.sigmoid(self.gate(x))
        return t * torch.tanh(self.transform(x)) + (1 - t) * x


class StrokeReader(nn.Module):
    def __init__(self, size=40, depth=16):
        super().__init__()
        self.inp = nn.Linear(2 * POINTS, size)
        self.highway = nn.Sequential(*[HighwayLayer(size) for _ in range(depth)])
        self.out = nn.Linear(size, LETTERS)

    def forward(self, x):
        return self.out(self.highway(torch.tanh(self.inp(x))))


def main():
    x, y = make_strokes(2400)
    x = (x - x[:1800].mean(0)) / x[:1800].std(0)
    x, y = torch.tensor(x, dtype=torch.float32), torch.tensor(y)
    x_train, y_train, x_val, y_val = x[:1800], y[:1800], x[1800:], y[1800:]

    model = StrokeReader()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    for epoch in range(7):
        model.train()
        running = 0.0
        order = torch.randperm(len(x_train))
        for rows in order.split(60):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x_train[rows]), y_train[rows])
            loss.backward()
            optimizer.step()
            running += loss.item() * len(rows)
        print(f"epoch {epoch:2d}  train loss {running / len(x_train):.4f}")

    model.eval()
    with torch.no_grad():
        hits = (model(x_val).argmax(1) == y_val).float().mean().item()
    print(f"final: accuracy={hits:.4f}")


if __name__ == "__main__":
    main()
