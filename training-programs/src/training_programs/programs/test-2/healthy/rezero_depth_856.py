"""A residual network of 20 blocks whose branches all start switched off (gain 0), on two interleaved spirals."""
import math

import torch
from torch import nn

torch.manual_seed(856)


def spirals(n):
    arm = torch.randint(0, 2, (n,))
    r = torch.rand(n).sqrt()
    angle = r * 3 * math.pi + arm * math.pi
    points = torch.stack([r * angle.cos(), r * angle.sin()], 1) + 0.015 * torch.randn(n, 2)
    return points * 2, arm


class Branch(nn.Module):
    """x + gain * f(x); the gain is learned and begins at zero, so the network begins as the identity."""

    def __init__(self, width):
        super().__init__()
        self.f = nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, width))
        self.gain = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        return x + self.gain * self.f(x)


class DeepSpiral(nn.Module):
    def __init__(self, width=32, depth=20):
        super().__init__()
        self.lift = nn.Linear(2, width)
        self.branches = nn.ModuleList(Branch(width) for _ in range(depth))
        self.out = nn.Linear(width, 2)

    def forward(self, x):
        x = self.lift(x)
        for branch in self.branches:
            x = branch(x)
        return self.out(x)


x, y = spirals(1200)
x_test, y_test = spirals(500)
net = DeepSpiral()
gains = [p for name, p in net.named_parameters() if name.endswith("gain")]
weights = [p for name, p in net.named_parameters() if not name.endswith("gain")]
optimizer = torch.optim.Adam([{"params": weights, "lr": 1e-3}, {"params": gains, "lr": 5e-3}])
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=25)
for epoch in range(25):
    total = 0.0
    for rows in torch.randperm(len(x)).split(50):
        loss = nn.functional.cross_entropy(net(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        total += loss.item()
    schedule.step()
    with torch.no_grad():
        accuracy = (net(x_test).argmax(1) == y_test).float().mean().item()
        size = torch.stack(gains).abs().mean().item()
    print(f"epoch {epoch:2d} loss {total / 24:.4f} test {accuracy:.3f} mean gain {size:.3f}")
print(f"final: accuracy={accuracy:.4f}")
