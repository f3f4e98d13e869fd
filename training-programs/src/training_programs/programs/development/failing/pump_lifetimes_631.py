"""How long does a slurry pump live? Weibull survival regression: some pumps were still running when the survey ended."""

import math

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

rng = np.random.default_rng(631)
torch.manual_seed(631)


def pumps(n):
    grit, speed, temperature, ph, seals = rng.normal(size=(5, n))
    log_scale = -0.5 * grit - 0.6 * np.maximum(speed, 0) - 0.35 * np.abs(ph) + 0.3 * grit * speed + 0.2 * seals
    log_scale += 0.4 * np.sin(1.5 * temperature)
    years = np.exp(log_scale) * rng.weibull(4.0, size=n)
    return np.stack([grit, speed, temperature, ph, seals], axis=1), years


def as_tensor(a):
    return torch.tensor(a, dtype=torch.float32)


x, years = pumps(2400)
survey = rng.uniform(0.3, 3.0, size=len(years))
seen, broke = np.minimum(years, survey), years <= survey
print(f"{broke.mean():.0%} of the pumps broke within the survey")
loader = DataLoader(TensorDataset(as_tensor(x), as_tensor(seen), as_tensor(broke)), batch_size=60, shuffle=True)


class Weibull(nn.Module):
    """A network gives the logarithm of the scale; the shape is one number for all pumps."""

    def __init__(self, width=40):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(5, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, 1)
        )
        self.log_shape = nn.Parameter(torch.tensor(0.3))

    def forward(self, x):
        return self.net(x)

    def negative_log_likelihood(self, x, time, event):
        k = self.log_shape.exp()
        z = k * (time.log() - self(x))
        hazard = self.log_shape + z - time.log()
        return (z.exp() - event * hazard).mean()

    def log_median(self, x):
        return self(x).flatten() + math.log(math.log(2)) / self.log_shape.exp()


model = Weibull()
optimizer = torch.optim.Adam(
    [
        {"params": model.net.parameters(), "weight_decay": 1e-4},
        {"params": [model.log_shape], "lr": 1e-2},
    ],
    lr=2e-3,
)

for epoch in range(20):
    total = 0.0
    for features, time, event in loader:
        loss = model.negative_log_likelihood(features, time, event)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        total += loss.item() * len(time)
    if epoch % 4 == 3:
        print(f"epoch {epoch + 1}: {total / len(seen):.4f}, shape {model.log_shape.exp().item():.2f}")

# These pumps ran on a rig until they broke.
x, years = pumps(800)
model.eval()
with torch.no_grad():
    error = model.log_median(as_tensor(x)).numpy() - np.log(years)
print(f"final: r2={1 - (error**2).mean() / np.log(years).var():.4f}")
