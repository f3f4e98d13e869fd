# Terrain as a function of position: a sine network fitted to half of the grid's heights, tested on the rest.
import math

import torch
from torch import nn

torch.manual_seed(57)
W0 = 15.0


class Sine(nn.Module):
    def __init__(self, n_in, n_out, first=False):
        super().__init__()
        self.linear = nn.Linear(n_in, n_out)
        bound = 1 / n_in if first else math.sqrt(6 / n_in) / W0
        nn.init.uniform_(self.linear.weight, -bound, bound)

    def forward(self, x):
        return torch.sin(W0 * self.linear(x))


side = 48
axis = torch.linspace(-1, 1, side)
yy, xx = torch.meshgrid(axis, axis, indexing="ij")
height = torch.sin(7 * xx + 2 * yy) * torch.exp(-(xx**2)) + 0.6 * torch.cos(9 * yy - 3 * xx * yy) + 0.3 * torch.sin(14 * xx * yy)
coords = torch.stack([xx, yy], -1).reshape(-1, 2)
height = (height / height.std()).reshape(-1, 1)
p = torch.randperm(len(coords))
train, test = p[: len(p) // 2], p[len(p) // 2 :]

net = nn.Sequential(Sine(2, 64, first=True), Sine(64, 64), Sine(64, 64), nn.Linear(64, 1))
nn.init.uniform_(net[-1].weight, -math.sqrt(6 / 64) / W0, math.sqrt(6 / 64) / W0)
opt = torch.optim.Adam(net.parameters(), lr=5e-4)

for epoch in range(30):
    for rows in train[torch.randperm(len(train))].split(96):
        loss = (net(coords[rows]) - height[rows]).square().mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
    if epoch % 6 == 5:
        print(f"epoch {epoch + 1}: {loss.item():.5f}")

with torch.no_grad():
    r2 = 1 - (net(coords[test]) - height[test]).square().mean() / height[test].var()
print(f"final: r2={r2.item():.4f}")
