"""Point clouds of five solids, told apart by a small PointNet."""

import math
from dataclasses import dataclass, field

import torch
from torch import nn


@dataclass
class Settings:
    clouds: int = 1500
    points: int = 64
    batch: int = 30
    epochs: int = 15
    lr: float = 0.03
    momentum: float = 0.9
    milestones: list = field(default_factory=lambda: [8, 12])
    gamma: float = 0.1
    seed: int = 541


def on_sphere(n):
    return nn.functional.normalize(torch.randn(n, 3), dim=1)


def on_cube(n):
    p = 2 * torch.rand(n, 3) - 1
    side = torch.randint(3, (n,))
    p[torch.arange(n), side] = torch.sign(torch.randn(n))
    return 0.8 * p


def on_cylinder(n):
    a = 2 * math.pi * torch.rand(n)
    return torch.stack([0.7 * a.cos(), 0.7 * a.sin(), 2 * torch.rand(n) - 1], dim=1)


def on_cone(n):
    a, h = 2 * math.pi * torch.rand(n), torch.rand(n).sqrt()
    return torch.stack([h * a.cos(), h * a.sin(), 1 - 2 * h], dim=1)


def on_torus(n):
    a, b = 2 * math.pi * torch.rand(2, n)
    ring = 0.9 + 0.35 * b.cos()
    return torch.stack([ring * a.cos(), ring * a.sin(), 0.35 * b.sin()], dim=1)


SOLIDS = (on_sphere, on_cube, on_cylinder, on_cone, on_torus)


def scan(kind, n):
    """A noisy scan, turned about the vertical axis, of a solid of any size."""
    a = 2 * math.pi * torch.rand(()).item()
    turn = torch.tensor([[math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0], [0, 0, 1]])
    size = 0.8 + 0.5 * torch.rand(3)
    return (SOLIDS[kind](n) * size) @ turn.t() + 0.05 * torch.randn(n, 3)


class PointNet(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.point = nn.Sequential(nn.Linear(3, 32), nn.ReLU(), nn.Linear(32, 64), nn.ReLU())
        self.cloud = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, classes))

    def forward(self, clouds):
        return self.cloud(self.point(clouds).amax(dim=1))


def train(s):
    torch.manual_seed(s.seed)
    kinds = torch.arange(s.clouds) % len(SOLIDS)
    clouds = torch.stack([scan(int(k), s.points) for k in kinds])
    order = torch.randperm(s.clouds)
    learn, hold = order[: s.clouds * 4 // 5], order[s.clouds * 4 // 5 :]

    net = PointNet(len(SOLIDS))
    opt = torch.optim.SGD(net.parameters(), lr=s.lr, momentum=s.momentum)
    steps = torch.optim.lr_scheduler.MultiStepLR(opt, s.milestones, gamma=s.gamma)
    for epoch in range(1, s.epochs + 1):
        total = 0.0
        for rows in learn[torch.randperm(len(learn))].split(s.batch):
            loss = nn.functional.cross_entropy(net(clouds[rows]), kinds[rows])
            opt.zero_grad()
            loss.backward()
            opt.step()
            total += loss.item() * len(rows) / len(learn)
        steps.step()
        print(f"epoch {epoch:2d}  loss {total:.4f}")
    with torch.no_grad():
        return (net(clouds[hold]).argmax(1) == kinds[hold]).float().mean().item()


if __name__ == "__main__":
    print(f"final: accuracy={train(Settings()):.4f}")
