"""Behavior cloning: a pilot docks boats at different berths, a network learns to steer as he does.

A log per berth was recorded; observations are position, speed and wind, the answer is rudder and thrust.
"""
import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(316)
torch.manual_seed(316)

BERTHS = 10
PER_LOG = 300


def pilot(obs):
    x, y, vx, vy, wind = obs.T
    rudder = np.tanh(1.5 * np.sin(2 * x) * y - 0.8 * vy) + 0.4 * wind
    thrust = np.cos(1.7 * x) - 0.7 * vx + 0.5 * y**2
    return np.stack([rudder, thrust], axis=1)


def record(berth):
    """One log: the boat stays in the neighborhood of its berth."""
    angle = 2 * np.pi * berth / BERTHS
    center = 1.6 * np.array([np.cos(angle), np.sin(angle)])
    near = center + 0.35 * rng.normal(size=(PER_LOG, 2))
    speed = 0.5 * rng.normal(size=(PER_LOG, 2))
    wind = rng.normal(size=(PER_LOG, 1))
    obs = np.concatenate([near, speed, wind], axis=1)
    return obs, pilot(obs) + 0.05 * rng.normal(size=(PER_LOG, 2))


logs = [record(b) for b in range(BERTHS)]
obs = np.concatenate([o for o, _ in logs])
act = np.concatenate([a for _, a in logs])

held = rng.random(len(obs)) < 0.2
mu, sd = obs[~held].mean(0), obs[~held].std(0)
obs = ((obs - mu) / sd).astype("float32")
act = ((act - act[~held].mean(0)) / act[~held].std(0)).astype("float32")
x_train, a_train = torch.from_numpy(obs[~held]), torch.from_numpy(act[~held])
x_test, a_test = torch.from_numpy(obs[held]), torch.from_numpy(act[held])

policy = nn.Sequential(nn.Linear(5, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 2))
optimizer = torch.optim.SGD(policy.parameters(), lr=0.05, momentum=0.9)
order = np.arange(len(x_train))


def minibatches(size):
    rng.permutation(order)
    for start in range(0, len(order), size):
        yield order[start : start + size]


for epoch in range(24):
    total = 0.0
    for rows in minibatches(20):
        optimizer.zero_grad()
        loss = ((policy(x_train[rows]) - a_train[rows]) ** 2).mean()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    if (epoch + 1) % 8 == 0:
        print(f"epoch {epoch + 1:2d}: mean squared error {total / len(order):.4f}")

with torch.no_grad():
    wrong = (policy(x_test) - a_test).square().mean()
print(f"final: r2={1 - (wrong / a_test.var(0).mean()).item():.4f}")
