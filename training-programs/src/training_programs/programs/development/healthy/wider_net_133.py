"""Tide gauge corrections: start with a small net, then make it wider without losing what it knows (Net2Net, 2016).

New units are copies of old ones; what goes out of a unit is shared out among its copies, so that the answers stay the
same at the moment of widening.
"""

import torch
from torch import nn
from torch.nn.functional import mse_loss

torch.manual_seed(133)


def gauges(n):
    """Wind, wind direction, pressure, moon phase, river flow -> deviation of the water level."""
    wind, pressure, river = torch.randn(3, n)
    direction, moon = 6.2832 * torch.rand(2, n)
    level = wind * torch.cos(direction) - 0.5 * pressure + 0.6 * torch.cos(2 * moon) * (1 + 0.3 * wind)
    level = level + 0.3 * torch.relu(river) ** 2 + 0.15 * torch.randn(n)
    x = torch.stack([wind, direction.sin(), direction.cos(), pressure, (2 * moon).sin(), (2 * moon).cos(), river], dim=1)
    return x, level


def make_net(inputs, width):
    return nn.Sequential(nn.Linear(inputs, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, 1))


@torch.no_grad()
def widen(net, width):
    """A net of `width` units a layer that computes what `net` does."""
    wide = make_net(net[0].in_features, width)
    came_from = torch.arange(net[0].in_features)
    copies = torch.ones(net[0].in_features)
    for i in (0, 2):
        old, new = net[i], wide[i]
        units = torch.cat([torch.arange(old.out_features), torch.randint(old.out_features, (width - old.out_features,))])
        rows = old.weight[units][:, came_from] / copies[came_from]
        new.weight.copy_(rows + 1e-3 * torch.randn_like(rows))
        new.bias.copy_(old.bias[units])
        came_from, copies = units, torch.bincount(units, minlength=old.out_features).float()
    wide[4].weight.copy_(net[4].weight[:, came_from] / copies[came_from])
    wide[4].bias.copy_(net[4].bias)
    return wide


def train(net, x, y, epochs, rate):
    optimizer = torch.optim.Adam(net.parameters(), lr=rate)
    for _ in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(x)).split(50):
            optimizer.zero_grad()
            loss = mse_loss(net(x[rows]).squeeze(1), y[rows])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows) / len(x)
    return total


x, y = gauges(2000)
x_test, y_test = gauges(600)
mean, std = y.mean(), y.std()
y, y_test = (y - mean) / std, (y_test - mean) / std

net = make_net(7, 8)
print(f"  8 units: loss {train(net, x, y, epochs=8, rate=5e-3):.4f}")
for width in (16, 48):
    before = net(x_test).detach()
    net = widen(net, width)
    moved = (net(x_test) - before).abs().max().item()
    print(f"{width:3d} units: answers moved by at most {moved:.4f}, ", end="")
    print(f"loss {train(net, x, y, epochs=8, rate=3e-3):.4f}")

with torch.no_grad():
    r2 = 1 - mse_loss(net(x_test).squeeze(1), y_test) / y_test.var()
print(f"final: r2={r2.item():.4f}")
