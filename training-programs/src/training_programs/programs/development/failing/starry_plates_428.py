"""Sharpen pictures of stars taken through unsteady air: a small convolutional net from blurred to sharp plates."""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

SIDE = 16


def gaussian(width):
    t = torch.arange(-3, 4).float()
    line = torch.exp(-((t / width) ** 2))
    kernel = line[:, None] * line[None]
    return (kernel / kernel.sum())[None, None]


def plates(n, rng):
    """Sharp plates with two to five stars, and what is seen of them."""
    sharp = np.zeros((n, 1, SIDE, SIDE), dtype=np.float32)
    for plate in sharp:
        for _ in range(rng.integers(2, 6)):
            r, c = rng.integers(2, SIDE - 2, 2)
            plate[0, r, c] += rng.uniform(3, 8)
    sharp = F.conv2d(torch.from_numpy(sharp), gaussian(1.0), padding=3)
    blurred = F.conv2d(sharp, gaussian(2.2), padding=3)
    return blurred + 0.01 * torch.randn(blurred.shape), sharp


class Sharpener(nn.Module):
    def __init__(self, width=10):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(1, width, 5, padding=2), nn.ReLU(),
            nn.Conv2d(width, width, 5, padding=2), nn.ReLU(),
            nn.Conv2d(width, 1, 5, padding=2),
        )  # fmt: skip

    def forward(self, x):
        return self.body(x)


def main():
    torch.manual_seed(428)
    rng = np.random.default_rng(428)
    blurred, sharp = plates(1100, rng)
    mean, std = blurred[:800].mean(), blurred[:800].std()
    blurred = (blurred - mean) / std
    sharp = (sharp - sharp[:800].mean()) / sharp[:800].std()

    seen = DataLoader(TensorDataset(blurred[:800]), batch_size=20, shuffle=True)
    wanted = DataLoader(TensorDataset(sharp[:800]), batch_size=20, shuffle=True)
    net = Sharpener()
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    for epoch in range(6):
        losses = []
        for (x,), (y,) in zip(seen, wanted):
            loss = F.mse_loss(net(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: {np.mean(losses):.4f}")

    net.eval()
    with torch.no_grad():
        error = F.mse_loss(net(blurred[800:]), sharp[800:]).item()
    print(f"final: r2={1 - error / sharp[800:].var().item():.4f}")


main()
