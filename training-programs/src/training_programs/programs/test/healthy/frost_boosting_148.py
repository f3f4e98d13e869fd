"""Gradient boosting whose weak learners are small networks: each fits what the sum of those before it left over.

A network is done after a few steps and never touched again; its share in the sum is a half.
"""

import numpy as np
import torch
import torch.nn as nn

ROUNDS, STEPS, SHARE = 14, 60, 0.5


def weather(rng, n):
    """Frost's depth (cm) from altitude, latitude, snow, cloud and the week."""
    x = rng.uniform(-1, 1, (n, 5)).astype(np.float32)
    depth = 25 + 12 * np.sin(2 * x[:, 0]) * (1 - x[:, 2]) + 9 * x[:, 1] ** 2 - 8 * x[:, 3] * x[:, 4] + 4 * x[:, 4]
    return torch.from_numpy(x), torch.from_numpy((depth + rng.normal(0, 1, n)).astype(np.float32))


def weak_learner():
    return nn.Sequential(nn.Linear(5, 12), nn.Tanh(), nn.Linear(12, 1))


def boosted(start, learners, x):
    total = torch.full((len(x),), start)
    for scale, learner in learners:
        total = total + SHARE * scale * learner(x).squeeze(1)
    return total


torch.manual_seed(148)
rng = np.random.default_rng(148)
x_train, y_train = weather(rng, 1500)
x_test, y_test = weather(rng, 400)
start = y_train.mean().item()
learners = []

for round_number in range(1, ROUNDS + 1):
    with torch.no_grad():
        left_over = y_train - boosted(start, learners, x_train)
    scale = left_over.std().item()
    learner = weak_learner()
    optimizer = torch.optim.Adam(learner.parameters(), lr=0.02)
    order = torch.randint(0, len(x_train), (STEPS, 100))
    for rows in order:
        loss = ((learner(x_train[rows]).squeeze(1) - left_over[rows] / scale) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    learner.requires_grad_(False)
    learners.append((scale, learner))
    print(f"round {round_number:2d}: its loss {loss.item():.3f}, {scale:.2f} cm were left over")

guess = boosted(start, learners, x_test)
r2 = 1 - ((guess - y_test) ** 2).sum() / ((y_test - y_test.mean()) ** 2).sum()
print(f"final: r2={r2.item():.4f}")
