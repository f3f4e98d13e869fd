"""Radius of the circle behind a set of noisy points.

The sets have different sizes and go through the network one at a time; an update is made after every eighth set.
"""
import math
import random

import torch
from torch import nn


def arc():
    """Between 8 and 40 points on a part of a circle that lies somewhere; the target is the radius."""
    n = random.randint(8, 40)
    radius = random.uniform(0.3, 1.5)
    start, span = random.uniform(0, 2 * math.pi), random.uniform(1.2, 2) * math.pi
    angle = start + span * torch.rand(n)
    points = radius * torch.stack([angle.cos(), angle.sin()], 1) + 0.04 * torch.randn(n, 2)
    return points + torch.randn(2), radius


class SetNet(nn.Module):
    """Centred points, a network for each of them, mean and maximum over the set, a network for the set."""

    def __init__(self, width=48):
        super().__init__()
        self.each = nn.Sequential(nn.Linear(2, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU())
        self.whole = nn.Sequential(nn.Linear(2 * width, width), nn.ReLU(), nn.Linear(width, 1))

    def forward(self, points):
        h = self.each(points - points.mean(0))
        return self.whole(torch.cat([h.mean(0), h.amax(0)]))[0]


def evaluate(net, sets):
    net.eval()
    with torch.no_grad():
        guess = torch.stack([net(points) for points, _ in sets])
    truth = torch.tensor([radius for _, radius in sets])
    return (1 - (guess - truth).square().mean() / truth.var(unbiased=False)).item()


def main():
    random.seed(878)
    torch.manual_seed(878)
    train, test = [arc() for _ in range(1200)], [arc() for _ in range(400)]
    net = SetNet()
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    together = 8
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=7 * len(train) // together)
    optimizer.zero_grad()
    for epoch in range(7):
        net.train()
        random.shuffle(train)
        total = 0.0
        for count, (points, radius) in enumerate(train, 1):
            loss = (net(points) - radius) ** 2
            (loss / together).backward()
            total += loss.item()
            if count % together == 0:
                optimizer.step()
                schedule.step()
                optimizer.zero_grad()
        print(f"epoch {epoch + 1}: train error {total / len(train):.4f}, test r2 {evaluate(net, test):.4f}")
    print(f"final: r2={evaluate(net, test):.4f}")


if __name__ == "__main__":
    main()
