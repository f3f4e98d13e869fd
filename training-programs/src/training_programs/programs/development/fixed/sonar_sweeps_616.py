"""Which sweep does a buoy send? Dilated convolutions on short recordings: up, down, up-down, two tones, pulsed."""

import argparse

import numpy as np
import torch
from torch import nn
from torch.nn.utils import parametrizations

KINDS = 5


def recordings(n, rng):
    t = np.linspace(0, 1, 96)
    kind = rng.integers(0, KINDS, n)
    x = np.zeros((n, 96))
    for i, k in enumerate(kind):
        low, high = rng.uniform(4, 7), rng.uniform(13, 18)
        if k == 0:
            pitch = low + (high - low) * t
        elif k == 1:
            pitch = high - (high - low) * t
        elif k == 2:
            pitch = low + (high - low) * (1 - np.abs(2 * t - 1))
        else:
            pitch = np.full_like(t, (low + high) / 2)
        wave = np.sin(2 * np.pi * (np.cumsum(pitch) / 96 + rng.random()))
        if k == 3:
            wave = 0.7 * wave + 0.7 * np.sin(2 * np.pi * (1.6 * np.cumsum(pitch) / 96 + rng.random()))
        if k == 4:
            wave *= 1.4 * (np.sin(2 * np.pi * (rng.uniform(3, 5) * t + rng.random())) > 0)
        x[i] = wave + rng.normal(0, 0.2, 96)
    x = (x - x.mean()) / x.std()
    return torch.tensor(x, dtype=torch.float32).unsqueeze(1), torch.tensor(kind)


class Block(nn.Module):
    def __init__(self, width, dilation):
        super().__init__()
        self.conv = nn.Conv1d(width, width, 5, padding=2 * dilation, dilation=dilation)

    def forward(self, x):
        return x + torch.relu(self.conv(x))


class Listener(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.stem = nn.Conv1d(1, width, 7, stride=2, padding=3)
        self.blocks = nn.Sequential(*(Block(width, d) for d in (1, 2, 4)))
        self.head = nn.Linear(2 * width, KINDS)

    def forward(self, x):
        x = self.blocks(torch.relu(self.stem(x)))
        return self.head(torch.cat([x.mean(dim=2), x.amax(dim=2)], dim=1))


def normalize_weights(model):
    for module in model.modules():
        if isinstance(module, nn.Conv1d | nn.Linear):
            parametrizations.weight_norm(module)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--width", type=int, default=20)
    parser.add_argument("--lr", type=float, default=2e-3)
    parser.add_argument("--epochs", type=int, default=7)
    args = parser.parse_args([])
    torch.manual_seed(616)
    rng = np.random.default_rng(616)
    x, y = recordings(2000, rng)
    x_test, y_test = recordings(400, rng)

    model = Listener(args.width)
    normalize_weights(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr)
    for epoch in range(args.epochs):
        losses = []
        for rows in torch.randperm(len(x)).split(32):
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1:2d}  loss {np.mean(losses):.4f}")
    with torch.no_grad():
        accuracy = (model(x_test).argmax(dim=1) == y_test).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
