"""Depth of water above a reef from four bands of a satellite picture. Memory is short: a layer's gradient is used at once."""

import numpy as np
import torch
from torch import nn


def pixels(n, rng):
    """Light that comes back from the bottom fades with depth, in each band at its own speed."""
    depth = rng.uniform(0.5, 15, n)
    bottom = rng.uniform(0.2, 0.6, (n, 1)) * np.array([1.0, 1.1, 1.2, 1.15])
    fading = np.array([0.06, 0.09, 0.2, 0.4])
    water = np.array([0.08, 0.06, 0.03, 0.01])
    light = water + bottom * np.exp(-2 * fading * depth[:, None] * rng.uniform(0.9, 1.1, (n, 1)))
    light = light * (1 + 0.03 * rng.normal(size=light.shape))
    return np.log(light), (depth - 7.75) / 4.2


def step_in_backward(model, lr):
    """An optimizer for each parameter, which steps and forgets as soon as backward has filled in the gradient."""
    optimizers = {p: torch.optim.Adam([p], lr=lr) for p in model.parameters()}

    def update(p):
        optimizers[p].step()
        optimizers[p].zero_grad()

    for p in model.parameters():
        p.register_post_accumulate_grad_hook(update)


torch.manual_seed(152)
rng = np.random.default_rng(152)
light, depth = pixels(3600, rng)
light = (light - light[:3000].mean(axis=0)) / light[:3000].std(axis=0)
x, y = torch.tensor(light, dtype=torch.float32), torch.tensor(depth, dtype=torch.float32).unsqueeze(1)

model = nn.Sequential(
    nn.Linear(4, 64), nn.SiLU(),
    nn.Linear(64, 64), nn.SiLU(),
    nn.Linear(64, 1),
)
step_in_backward(model, lr=2e-3)

for epoch in range(10):
    losses = []
    for rows in torch.randperm(3000).split(50):
        loss = nn.functional.mse_loss(model(x[rows]), y[rows])
        loss.backward()
        losses.append(loss.item())
    print(f"epoch {epoch + 1:2d}: {np.mean(losses):.4f}")

with torch.no_grad():
    left = nn.functional.mse_loss(model(x[3000:]), y[3000:]) / y[3000:].var()
print(f"final: r2={1 - left.item():.4f}")
