# Annual rainfall between the gauges: a coordinate network with random Fourier features
import argparse

import numpy as np
import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("--gauges", type=int, default=250)
parser.add_argument("--features", type=int, default=64)
parser.add_argument("--sigma", type=float, default=10.0, help="spread of the frequencies")
parser.add_argument("--steps", type=int, default=800)
parser.add_argument("--seed", type=int, default=440)
args = parser.parse_args()

torch.manual_seed(args.seed)
rng = np.random.default_rng(args.seed)


def rainfall(east, north):
    """mm a year: a mountain ridge, the sea in the west, a dry basin."""
    ridge = 420 * np.exp(-((north - 0.3 * east - 0.2) ** 2) / 0.08)
    sea = 300 * np.exp(-(east + 1) / 0.7)
    basin = -250 * np.exp(-((east - 0.5) ** 2 + (north + 0.5) ** 2) / 0.15)
    return 700 + ridge + sea + basin


def measured(n):
    place = rng.uniform(-1, 1, (n, 2))
    return place, rainfall(*place.T) + rng.normal(0, 50, n)


place, rain = measured(args.gauges)
elsewhere, rain_elsewhere = measured(500)
center, spread = rain.mean(), rain.std()
to_tensor = lambda a: torch.tensor(a, dtype=torch.float32)
xy, z = to_tensor(place), to_tensor((rain - center) / spread)[:, None]
xy_new, z_new = to_tensor(elsewhere), to_tensor((rain_elsewhere - center) / spread)[:, None]

frequencies = args.sigma * torch.randn(2, args.features)


def waves(at):
    phase = 2 * torch.pi * at @ frequencies
    return torch.cat([phase.sin(), phase.cos()], dim=1)


net = nn.Sequential(nn.Linear(2 * args.features, 48), nn.GELU(), nn.Linear(48, 1))
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
features, features_new = waves(xy), waves(xy_new)
for step in range(args.steps):
    some = torch.randint(args.gauges, (50,))
    loss = nn.functional.mse_loss(net(features[some]), z[some])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 200 == 199:
        with torch.no_grad():
            here = nn.functional.mse_loss(net(features), z).item()
            there = nn.functional.mse_loss(net(features_new), z_new).item()
        print(f"step {step + 1}: at the gauges {here:.4f}, elsewhere {there:.4f}")
print(f"final: r2={1 - there / z_new.var(unbiased=False).item():.4f}")
