"""Steady temperatures of 20 linked rooms, from heaters and windows: a layer that is iterated until nothing moves.

The fixed point is found without a graph, and gradients go through one more round only (Jacobian-free backpropagation).
"""
import torch
from torch import nn

ROOMS = 20
torch.manual_seed(91)
walls = torch.rand(ROOMS, ROOMS) * (torch.rand(ROOMS, ROOMS) < 0.15)
walls = walls + walls.t()
walls.fill_diagonal_(0)


def buildings(n):
    """Heat that flows between rooms, out of windows (more the colder outside) and from heaters (limited)."""
    heater = torch.rand(n, ROOMS) * (torch.rand(n, ROOMS) < 0.4) * 3
    window = torch.rand(n, ROOMS) * 0.8 + 0.2
    warmth = torch.zeros(n, ROOMS)
    for _ in range(200):
        flow = heater * torch.sigmoid(2 - warmth) + warmth @ walls
        warmth = flow / (window + walls.sum(0))
    inputs = torch.cat([heater - 0.6, (window - 0.6) * 3], dim=1)
    return inputs, warmth


class Equilibrium(nn.Module):
    def __init__(self, n_in, width):
        super().__init__()
        self.inject = nn.Linear(n_in, width)
        self.again = nn.Linear(width, width, bias=False)
        nn.init.normal_(self.again.weight, std=0.4 / width**0.5)
        self.rounds = 20

    def step(self, z, x):
        return torch.tanh(self.again(z) + x)

    def forward(self, inputs):
        x = self.inject(inputs)
        with torch.no_grad():
            z = torch.zeros_like(x)
            for _ in range(self.rounds):
                z = self.step(z, x)
        return self.step(z, x)


inputs, warmth = buildings(2500)
mean, std = warmth[:2000].mean(0), warmth[:2000].std(0)
target = (warmth - mean) / std
model = nn.Sequential(Equilibrium(2 * ROOMS, 80), nn.Linear(80, ROOMS))
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
for epoch in range(12):
    for rows in torch.randperm(2000).split(50):
        loss = nn.functional.mse_loss(model(inputs[rows]), target[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 3 == 2:
        print(f"epoch {epoch + 1}: {loss.item():.4f}")

with torch.no_grad():
    error = nn.functional.mse_loss(model(inputs[2000:]), target[2000:]).item()
print(f"final: r2={1 - error / target[2000:].var(unbiased=False).item():.4f}")
