"""An image as a function: a sine network maps (x, y) to the height of a terrain.

Half of the pixels are seen in training, the other half measures the reconstruction.
"""
import math

import torch
from torch import nn

torch.manual_seed(938)
SIZE = 64


def terrain():
    axis = torch.linspace(-1, 1, SIZE)
    y, x = torch.meshgrid(axis, axis, indexing="ij")
    z = torch.zeros(SIZE, SIZE)
    for _ in range(24):
        k = torch.randn(2) * 6
        z += torch.sin(k[0] * x + k[1] * y + 6.28 * torch.rand(())) / (1 + k.norm() / 4)
    return torch.stack([x, y], -1).reshape(-1, 2), ((z - z.mean()) / z.std()).reshape(-1, 1)


class Sine(nn.Module):
    def __init__(self, d_in, d_out, omega, first=False):
        super().__init__()
        self.omega = omega
        self.linear = nn.Linear(d_in, d_out)
        bound = 1 / d_in if first else math.sqrt(6 / d_in) / omega
        nn.init.uniform_(self.linear.weight, -bound, bound)

    def forward(self, x):
        return torch.sin(self.omega * self.linear(x))


class Siren(nn.Module):
    def __init__(self, width=64, omega=15.0):
        super().__init__()
        self.body = nn.Sequential(Sine(2, width, omega, first=True), Sine(width, width, omega), Sine(width, width, omega))
        self.last = nn.Linear(width, 1)
        bound = math.sqrt(6 / width) / omega
        nn.init.uniform_(self.last.weight, -bound, bound)

    def forward(self, xy):
        return self.last(self.body(xy))


xy, height = terrain()
order = torch.randperm(len(xy))
seen, unseen = order[: len(xy) // 2], order[len(xy) // 2 :]
field = Siren()
optimizer = torch.optim.Adam(field.parameters(), lr=5e-4)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=600)

for step in range(600):
    rows = seen[torch.randint(0, len(seen), (512,))]
    loss = (field(xy[rows]) - height[rows]).square().mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    scheduler.step()
    if step % 100 == 99:
        print(f"step {step + 1}: mse {loss.item():.5f}")

with torch.no_grad():
    residual = (field(xy[unseen]) - height[unseen]).square().mean()
print(f"final: r2={1 - residual.item() / height[unseen].var(unbiased=False).item():.4f}")
