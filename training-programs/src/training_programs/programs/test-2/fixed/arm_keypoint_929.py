"""Keypoint regression: where are the elbow and the hand of a drawn arm?"""
import math

import torch
from torch import nn
from torch.optim.lr_scheduler import ExponentialLR

SIDE = 20
GEN = torch.Generator().manual_seed(929)


def draw_arms(n):
    """Images (n, 1, 20, 20) and keypoints (n, 4) scaled to about [-1, 1]."""
    angle1 = torch.rand(n, generator=GEN) * math.pi
    angle2 = angle1 + (torch.rand(n, generator=GEN) - 0.5) * 2.4
    shoulder = torch.tensor([SIDE / 2, SIDE / 2])
    elbow = shoulder + 5.0 * torch.stack([angle1.cos(), angle1.sin()], 1) - torch.tensor([0.0, 3.0])
    hand = elbow + 4.0 * torch.stack([angle2.cos(), angle2.sin()], 1)
    ticks = torch.arange(SIDE) + 0.5
    grid = torch.stack(torch.meshgrid(ticks, ticks, indexing="xy"), -1)
    image = torch.randn(n, SIDE, SIDE, generator=GEN) * 0.05
    for start, end in ((shoulder.expand(n, 2), elbow), (elbow, hand)):
        for t in torch.linspace(0, 1, 6):
            dot = start + t * (end - start)
            distance = (grid[None] - dot[:, None, None]).pow(2).sum(-1)
            image = torch.maximum(image, torch.exp(-distance / 1.5))
    return image[:, None], (torch.cat([elbow, hand], 1) - SIDE / 2) / (SIDE / 2)


class KeypointNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 12, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(12, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(16 * 25, 64), nn.ReLU(), nn.Linear(64, 4),
        )

    def forward(self, x):
        return self.layers(x)


def train_epoch(net, optimizer, scheduler, x, y, batch=32):
    net.train()
    total = 0.0
    for rows in torch.randperm(len(x)).split(batch):
        loss = nn.functional.mse_loss(net(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    scheduler.step()
    return total / len(x)


def r2_score(net, x, y):
    net.eval()
    with torch.no_grad():
        residual = (net(x) - y).pow(2).sum(0)
    return (1 - residual / (y - y.mean(0)).pow(2).sum(0)).mean().item()


def main():
    torch.manual_seed(929)
    x, y = draw_arms(1600)
    x_test, y_test = draw_arms(400)
    net = KeypointNet()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.03, momentum=0.9)
    scheduler = ExponentialLR(optimizer, gamma=0.9)
    for epoch in range(25):
        mse = train_epoch(net, optimizer, scheduler, x, y)
        if epoch % 5 == 4:
            print(f"epoch {epoch + 1:2d}: train mse {mse:.5f}, test r2 {r2_score(net, x_test, y_test):.4f}")
    print(f"final: r2={r2_score(net, x_test, y_test):.4f}")


if __name__ == "__main__":
    main()
