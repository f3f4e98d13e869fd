"""Strength of concrete-like mixtures with a network that is thinned out on the way to 10 % of its weights."""
import numpy as np
import torch
from sklearn.preprocessing import StandardScaler
from torch import nn
from torch.nn.utils import prune

rng = np.random.default_rng(93)
torch.manual_seed(93)


def mixtures(n):
    cement, slag, water = rng.uniform(150, 500, n), rng.uniform(0, 200, n) * (rng.random(n) < 0.6), rng.uniform(140, 220, n)
    plasticizer, coarse, age = rng.uniform(0, 15, n), rng.uniform(800, 1100, n), rng.choice([3, 7, 14, 28, 56, 90], n)
    ratio = water * (1 - 0.012 * plasticizer) / (cement + 0.7 * slag)
    strength = 110 / 5.5**ratio * np.log1p(age) / np.log(29) + 0.01 * (coarse - 950) + rng.normal(0, 2.0, n)
    return np.stack([cement, slag, water, plasticizer, coarse, np.log(age)], 1), strength[:, None]


table, strength = mixtures(3000)
x = StandardScaler().fit(table[:2400]).transform(table)
y = StandardScaler().fit(strength[:2400]).transform(strength)
x, y = torch.tensor(x, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)

net = nn.Sequential(nn.Linear(6, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, 1))
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
layers = [(net[0], "weight"), (net[2], "weight")]


def epoch_of_training():
    for rows in torch.randperm(2400).split(60):
        loss = nn.functional.huber_loss(net(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return loss.item()


for round_ in range(5):
    for _ in range(3):
        last = epoch_of_training()
    if round_ < 4:
        prune.global_unstructured(layers, pruning_method=prune.L1Unstructured, amount=0.44)
    zeros = sum((layer.weight == 0).sum().item() for layer, _ in layers)
    print(f"round {round_}: loss {last:.4f}, zeros {zeros / (6 * 128 + 128 * 128):.2f}")

with torch.no_grad():
    error = (net(x[2400:]) - y[2400:]).pow(2).mean()
print(f"final: r2={1 - (error / y[2400:].var(unbiased=False)).item():.4f}")
