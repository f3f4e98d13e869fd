"""Homework 4: two-layer network without torch.nn or torch.optim.

Sink rate of a glider (m/s) from airspeed, wing loading, bank angle, flap setting and bugs on the wing.
"""

import math

import torch

torch.manual_seed(537)


def flights(n):
    speed = 70 + 130 * torch.rand(n)  # km/h
    loading = 30 + 20 * torch.rand(n)  # kg/m2
    bank = torch.randn(n) * 15  # degrees
    flap = torch.randint(-1, 3, (n,)).float()
    bugs = torch.rand(n)
    v = speed / (90 * (loading / 38).sqrt()) * torch.cos(bank * math.pi / 180).sqrt()
    best = 1.05 - 0.08 * flap
    sink = (0.55 + 0.5 * (v - best) ** 2 + 0.15 * (v - best).clamp(min=0) ** 3) * (1 + 0.4 * bugs * v)
    sink = sink * (loading / 38).sqrt() + 0.02 * torch.randn(n)
    return torch.stack([speed, loading, bank, flap, bugs], dim=1), sink


X, sink = flights(1500)
X_mean, X_std = X[:1200].mean(0), X[:1200].std(0)
X = (X - X_mean) / X_std
s_mean, s_std = sink[:1200].mean(), sink[:1200].std()
t = (sink - s_mean) / s_std


def parameter(*shape, scale):
    p = torch.randn(*shape) * scale
    p.requires_grad_()
    return p


H = 40
W1, b1 = parameter(5, H, scale=1 / math.sqrt(5)), parameter(H, scale=0.1)
W2, b2 = parameter(H, 1, scale=1 / math.sqrt(H)), parameter(1, scale=0.0)
params = [W1, b1, W2, b2]


def network(x):
    hidden = torch.tanh(x @ W1 + b1)
    return (hidden @ W2 + b2)[:, 0]


def squared_error(x, target):
    return ((network(x) - target) ** 2).mean()


lr = 0.05
for epoch in range(60):
    order = torch.randperm(1200)
    for k in range(0, 1200, 40):
        batch = order[k : k + 40]
        loss = squared_error(X[batch], t[batch])
        loss.backward()
        with torch.no_grad():
            for p in params:
                p -= lr * p.grad
                p.grad.zero_()
    if epoch % 10 == 9:
        with torch.no_grad():
            print(f"epoch {epoch + 1:3d}: training error {squared_error(X[:1200], t[:1200]):.4f}")

with torch.no_grad():
    r2 = 1 - squared_error(X[1200:], t[1200:]) / t[1200:].var(unbiased=False)
print(f"final: r2={r2.item():.4f}")
