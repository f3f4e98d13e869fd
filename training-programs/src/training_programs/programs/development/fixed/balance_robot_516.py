"""Balance controller for the two-wheeled robot, trained by backpropagating through the simulator."""

import math

import torch
from torch import nn

torch.manual_seed(516)

DT = 0.05
STEPS = 50
G_OVER_L = 9.81 / 1.1


class Controller(nn.Module):
    def __init__(self, hidden=32):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(2, hidden), nn.Tanh(), nn.Linear(hidden, hidden), nn.Tanh(), nn.Linear(hidden, 1))

    def forward(self, state):
        return 4.0 * self.net(state)


def simulate(policy, state, steps=STEPS):
    """Linearized around the upright position, semi-implicit Euler. Returns the mean cost per step."""
    angle, speed = state[:, 0:1], state[:, 1:2]
    cost = 0.0
    for _ in range(steps):
        torque = policy(torch.cat([angle, speed], dim=1))
        accel = G_OVER_L * angle - 0.1 * speed + torque
        speed = speed + DT * accel
        angle = angle + DT * speed
        cost = cost + angle.pow(2) + 0.05 * speed.pow(2) + 0.002 * torque.pow(2)
    return (cost / steps).mean()


def sample_states(n, gen=None):
    angle = (torch.rand(n, 1, generator=gen) - 0.5) * math.radians(24)
    speed = (torch.rand(n, 1, generator=gen) - 0.5) * 0.6
    return torch.cat([angle, speed], dim=1)


policy = Controller()
optimizer = torch.optim.SGD(policy.parameters(), lr=0.05, momentum=0.9)
test_states = sample_states(256, torch.Generator().manual_seed(1))

for it in range(140):
    optimizer.zero_grad()
    cost = simulate(policy, sample_states(48))
    cost.backward()
    nn.utils.clip_grad_norm_(policy.parameters(), 0.5)
    optimizer.step()
    if it % 20 == 0:
        print(f"iter {it:4d}  cost {cost.item():.4f}")

with torch.no_grad():
    final = simulate(policy, test_states)
print(f"final: loss={final.item():.4f}")
