# DP-SGD (Abadi et al. 2016): every patient's gradient is clipped by itself, then noise is added to their sum.
import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.func import functional_call, grad, vmap

torch.manual_seed(97)
rng = np.random.default_rng(97)

CLIP, NOISE, LOT, STEPS = 1.0, 0.8, 200, 300


def records(n):
    age, pressure, sugar, weight = rng.normal(size=(4, n))
    smoker = rng.random(n) < 0.3
    score = 1.2 * np.abs(pressure) + 1.5 * sugar * (weight > 0) + 1.0 * smoker * age + 0.4 * age - 0.9
    ill = rng.random(n) < 1 / (1 + np.exp(-3 * score))
    x = np.column_stack([age, pressure, sugar, weight, 2 * smoker - 1.0, rng.normal(size=(n, 3))])
    return torch.tensor(x, dtype=torch.float32), torch.tensor(ill, dtype=torch.long)


x, y = records(4000)
x_test, y_test = records(1000)
print("ill:", y.float().mean().item())

model = nn.Sequential(nn.Linear(8, 32), nn.Tanh(), nn.Linear(32, 2))
parameters = dict(model.named_parameters())


def loss_of_one(weights, record, label):
    return F.cross_entropy(functional_call(model, weights, (record[None],)), label[None])


gradients = vmap(grad(loss_of_one), in_dims=(None, 0, 0))
optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.9)

for step in range(1, STEPS + 1):
    lot = torch.rand(len(x)) < LOT / len(x)
    each = gradients({name: p.detach() for name, p in parameters.items()}, x[lot], y[lot])
    norms = torch.stack([g.flatten(1).norm(dim=1) for g in each.values()]).norm(dim=0)
    factor = (CLIP / norms).clamp(max=1.0)
    for name, p in parameters.items():
        clipped = torch.einsum("n,n...->...", factor, each[name])
        p.grad = (clipped + NOISE * CLIP * torch.randn_like(p)) / LOT
    optimizer.step()
    if step % 50 == 0:
        with torch.no_grad():
            loss = F.cross_entropy(model(x), y).item()
        print(f"step {step}: loss {loss:.4f}, clipped {(norms > CLIP).float().mean():.0%}, median norm {norms.median():.2f}")

with torch.no_grad():
    accuracy = (model(x_test).argmax(1) == y_test).float().mean().item()
epsilon = math.sqrt(2 * STEPS * math.log(1e5)) * LOT / len(x) / NOISE
print(f"epsilon about {epsilon:.1f}")
print(f"final: accuracy={accuracy:.4f}")
