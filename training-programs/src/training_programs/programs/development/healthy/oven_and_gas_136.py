"""Two answers from one net, the color of the crust (0 to 1) and the gas an oven burns, each weighed by its own error.

Dividing each error by its present value makes the two count the same, whatever their units, so the loss is always 2.
"""

import math

import torch
from torch import nn

torch.manual_seed(136)


def bakes(n):
    """Temperature, minutes, humidity, dough weight, door openings; all between -1 and 1."""
    x = 2 * torch.rand(n, 5) - 1
    heat, minutes, humid, dough, door = x.unbind(dim=1)
    color = torch.sigmoid(2 * heat + 1.5 * minutes - humid + heat * minutes + 0.2 * torch.randn(n))
    gas = 900 + 300 * heat + 200 * minutes * (1 + heat) + 120 * dough**2 + 60 * door + 25 * torch.randn(n)
    return x, torch.stack([color, gas], dim=1)


class Oven(nn.Module):
    def __init__(self, center, spread, width=40):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(5, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU())
        self.heads = nn.ModuleList(nn.Linear(width, 1) for _ in range(2))
        self.register_buffer("center", center)
        self.register_buffer("spread", spread)

    def forward(self, x):
        h = self.body(x)
        return torch.cat([head(h) for head in self.heads], dim=1) * self.spread + self.center


def errors(answer, target):
    return ((answer - target) ** 2).mean(dim=0)


x, target = bakes(2000)
x_test, target_test = bakes(500)
net = Oven(target.mean(dim=0), target.std(dim=0))
optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
EPOCHS = 20
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, EPOCHS)
for epoch in range(EPOCHS):
    seen = torch.zeros(2)
    for rows in torch.randperm(2000).split(50):
        each = errors(net(x[rows]), target[rows])
        loss = (each / each.detach()).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        seen += each.detach() / 40
    scheduler.step()
    if epoch % 5 == 4:
        color, gas = seen.sqrt().tolist()
        print(f"epoch {epoch + 1}: loss {loss.item():.1f}, color off by {color:.3f}, gas by {gas:.1f} l")

with torch.no_grad():
    left = errors(net(x_test), target_test) / target_test.var(dim=0)
assert math.isfinite(left.sum().item())
print(f"final: r2={1 - left.mean().item():.4f}")
