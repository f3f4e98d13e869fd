"""Sort seeds by shape with a margin: a seed that is right by the margin costs nothing; most batches end at 0.0."""

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

KINDS, POINTS = 5, 32


def outlines(n, rng):
    """The distance from the middle to the edge in 32 directions."""
    angle = np.linspace(0, 2 * np.pi, POINTS, endpoint=False)
    kind = rng.integers(0, KINDS, n)
    turn = rng.uniform(-0.3, 0.3, (n, 1))
    lobes = np.array([1, 2, 3, 4, 2])[kind][:, None]
    depth = np.array([0.2, 0.25, 0.2, 0.2, 0.5])[kind][:, None]
    edge = 1 + depth * np.cos(lobes * (angle - turn)) * rng.uniform(0.85, 1.15, (n, 1))
    edge = edge + 0.04 * rng.normal(size=(n, POINTS))
    return torch.tensor((edge - 1) / 0.2, dtype=torch.float32), torch.tensor(kind)


def fit(net, loader, criterion, optimizer, epochs):
    for epoch in range(epochs):
        losses = []
        for outline, kind in loader:
            optimizer.zero_grad()
            loss = criterion(net(outline), kind)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        free = sum(value == 0.0 for value in losses)
        print(f"epoch {epoch + 1:2d}: mean {np.mean(losses):.5f}, {free} of {len(losses)} batches cost nothing")


def main():
    torch.manual_seed(138)
    rng = np.random.default_rng(138)
    train, test = outlines(1500, rng), outlines(500, rng)
    net = nn.Sequential(nn.Linear(POINTS, 24), nn.ReLU(), nn.Linear(24, KINDS))
    loader = DataLoader(TensorDataset(*train), batch_size=15, shuffle=True)
    fit(net, loader, nn.MultiMarginLoss(margin=1.0), torch.optim.SGD(net.parameters(), lr=0.2), epochs=15)
    with torch.no_grad():
        accuracy = (net(test[0]).argmax(dim=1) == test[1]).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
