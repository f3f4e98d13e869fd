"""Which of six gestures did the hand make? Three axes of a watch's accelerometer, 30 samples per gesture."""
import argparse

import numpy as np
import torch
from torch import nn
from torch.optim.lr_scheduler import ReduceLROnPlateau

GESTURES = ["circle left", "circle right", "up", "down", "shake", "twist"]


def record(kind, rng, length=30):
    t = np.linspace(0, 1, length)
    speed, phase = rng.uniform(0.8, 1.25), rng.uniform(-0.12, 0.12)
    s = np.clip(t * speed + phase, 0, 1)
    bump, wave = np.sin(np.pi * s), np.sin(2 * np.pi * s)
    zero = np.zeros(length)
    axes = {
        0: (np.cos(2 * np.pi * s), wave, zero),
        1: (np.cos(2 * np.pi * s), -wave, zero),
        2: (zero, bump - 0.5, wave),
        3: (zero, bump - 0.5, -wave),
        4: (np.sin(6 * np.pi * s), 0.3 * wave, zero),
        5: (0.4 * wave, zero, np.sin(4 * np.pi * s)),
    }[kind]
    return rng.uniform(0.7, 1.4) * np.stack(axes, 1) + rng.normal(0, 0.3, (length, 3))


def make_split(n, rng):
    kinds = rng.integers(0, 6, n)
    x = np.stack([record(k, rng) for k in kinds])
    return torch.tensor(x, dtype=torch.float32), torch.tensor(kinds)


class GestureNet(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.rnn = nn.GRU(3, hidden, batch_first=True)
        self.head = nn.Sequential(nn.Linear(hidden, 24), nn.ReLU(), nn.Linear(24, len(GESTURES)))

    def forward(self, x):
        states, _ = self.rnn(x)
        return self.head(states[:, -1])


def accuracy(model, x, y):
    model.eval()
    with torch.no_grad():
        return (model(x).argmax(1) == y).float().mean().item()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=25)
    parser.add_argument("--batch-size", type=int, default=100)
    parser.add_argument("--lr", type=float, default=0.1)
    parser.add_argument("--momentum", type=float, default=0.9)
    parser.add_argument("--hidden", type=int, default=24)
    parser.add_argument("--seed", type=int, default=4)
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    x_train, y_train = make_split(600, rng)
    x_val, y_val = make_split(300, rng)
    x_test, y_test = make_split(500, rng)

    model = GestureNet(args.hidden)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=args.lr, momentum=args.momentum)
    scheduler = ReduceLROnPlateau(optimizer, mode="max", factor=0.1, patience=3)

    for epoch in range(1, args.epochs + 1):
        model.train()
        losses = []
        for rows in torch.randperm(len(x_train)).split(args.batch_size):
            optimizer.zero_grad()
            loss = criterion(model(x_train[rows]), y_train[rows])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        val_acc = accuracy(model, x_val, y_val)
        scheduler.step(val_acc)
        if epoch % 5 == 0:
            print(f"epoch {epoch:2d}  train loss {np.mean(losses):.4f}  val acc {val_acc:.3f}")

    print(f"final: accuracy={accuracy(model, x_test, y_test):.4f}")


if __name__ == "__main__":
    main()
