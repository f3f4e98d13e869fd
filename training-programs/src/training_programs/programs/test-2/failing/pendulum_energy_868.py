"""Learn the energy of a double pendulum from its state, with residual blocks."""
import math

import torch
from torch import nn


def energy(state):
    """Angles a, b and angular velocities u, v of two unit masses on unit rods, g = 9.81."""
    a, b, u, v = state.unbind(1)
    kinetic = u**2 + 0.5 * v**2 + u * v * torch.cos(a - b)
    potential = -9.81 * (2 * torch.cos(a) + torch.cos(b))
    return kinetic + potential


def sample(n):
    angles = (torch.rand(n, 2) * 2 - 1) * math.pi
    speeds = torch.randn(n, 2) * 2
    state = torch.cat([angles, speeds], 1)
    return state, energy(state) + 0.3 * torch.randn(n)


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc1 = nn.Linear(width, width)
        self.fc2 = nn.Linear(width, width)
        self.act = nn.Tanh()

    def forward(self, x):
        return x + self.fc2(self.fc1(x))


class EnergyNet(nn.Module):
    def __init__(self, width=64, depth=3):
        super().__init__()
        self.inlet = nn.Linear(4, width)
        self.blocks = nn.ModuleList(Block(width) for _ in range(depth))
        self.outlet = nn.Linear(width, 1)

    def forward(self, state):
        x = self.inlet(state)
        for block in self.blocks:
            x = block(x)
        return self.outlet(x)[:, 0]


def main():
    torch.manual_seed(868)
    state, target = sample(4000)
    state_test, target_test = sample(1000)
    scale = state.std(0)
    state, state_test = state / scale, state_test / scale
    centre, spread = target.mean(), target.std()

    net = EnergyNet()
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=4e-3, total_steps=25 * 40)
    for epoch in range(25):
        total = 0.0
        for rows in torch.randperm(4000).split(100):
            loss = (net(state[rows]) - (target[rows] - centre) / spread).square().mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() / 40
        if epoch % 4 == 0:
            print(f"epoch {epoch}: mean squared error {total:.4f}")

    with torch.no_grad():
        guess = net(state_test) * spread + centre
    r2 = 1 - (guess - target_test).square().sum() / (target_test - target_test.mean()).square().sum()
    print(f"final: r2={r2.item():.4f}")


main()
