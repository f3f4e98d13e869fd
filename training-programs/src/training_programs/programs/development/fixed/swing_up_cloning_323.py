"""Behaviour cloning: copy an energy-shaping controller that swings up and balances a pendulum.

The actor is the one from our TD3 code, so that the clone can be fine-tuned later.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

G, MASS, LENGTH, DT = 9.81, 1.0, 1.0, 0.05
MAX_TORQUE = 5.0


def expert(theta, omega):
    """Pump energy while hanging; a PD controller around the top (theta = 0)."""
    energy = 0.5 * omega**2 + G * (torch.cos(theta) - 1)
    pump = -1.5 * energy * torch.tanh(4 * omega)
    balance = -22 * torch.sin(theta) - 6 * omega
    near_top = torch.sigmoid(12 * (torch.cos(theta) - 0.8))
    return (near_top * balance + (1 - near_top) * pump).clamp(-MAX_TORQUE, MAX_TORQUE)


def rollouts(count, steps, generator):
    theta = math.pi + 2.5 * torch.randn(count, generator=generator)
    omega = torch.randn(count, generator=generator)
    states, torques = [], []
    for _ in range(steps):
        torque = expert(theta, omega)
        states.append(torch.stack([torch.cos(theta), torch.sin(theta), omega / 4], dim=1))
        torques.append(torque)
        push = 1.5 * torch.randn(count, generator=generator)
        omega = omega + DT * (G / LENGTH * torch.sin(theta) + (torque + push) / (MASS * LENGTH**2) - 0.2 * omega)
        theta = theta + DT * omega
    return torch.cat(states), torch.cat(torques).unsqueeze(1)


class Actor(nn.Module):
    def __init__(self, state_dim, action_dim, max_action):
        super().__init__()
        self.l1 = nn.Linear(state_dim, 96)
        self.l2 = nn.Linear(96, 96)
        self.l3 = nn.Linear(96, action_dim)
        self.max_action = max_action

    def forward(self, state):
        a = F.relu(self.l1(state))
        a = F.relu(self.l2(a))
        return self.max_action * torch.tanh(self.l3(a))


generator = torch.Generator().manual_seed(323)
torch.manual_seed(323)
train_s, train_a = rollouts(120, 80, generator)
test_s, test_a = rollouts(40, 80, generator)
print(f"{len(train_s)} steps of the expert, torques {train_a.min():.2f} to {train_a.max():.2f}")

actor = Actor(3, 1, MAX_TORQUE)
optimizer = torch.optim.Adam(actor.parameters(), lr=1e-3)
for step in range(1, 1201):
    batch = torch.randint(len(train_s), (128,))
    loss = F.mse_loss(actor(train_s[batch]), train_a[batch])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 300 == 0:
        print(f"step {step}: loss {loss.item():.4f}")

with torch.no_grad():
    error = F.mse_loss(actor(test_s), test_a)
print(f"final: r2={1 - (error / test_a.var(unbiased=False)).item():.4f}")
