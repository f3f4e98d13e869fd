import numpy as np
import torch
from torch import nn

np.random.seed(121)
torch.manual_seed(121)
np.seterr(divide="ignore")
speed = np.abs(np.random.randn(1500)) + 0.2
height = np.abs(np.random.randn(1500)) + 0.3
period = np.random.gamma(4.0, 1.0, 1500)
period[np.random.choice(1500, 12, replace=False)] = 0.0  # sensor off
steepness = height / period
power = height**2 * 0.5 + 0.3 * speed + 0.1 * np.random.randn(1500)
data = np.stack([speed, height, np.log1p(period), steepness], 1)
finite = np.where(np.isfinite(data), data, np.nan)
data = (data - np.nanmean(finite, 0)) / np.nanstd(finite, 0)
power = (power - power.mean()) / power.std()
x, y = torch.tensor(data, dtype=torch.float32), torch.tensor(power, dtype=torch.float32)
model = nn.Sequential(nn.Linear(4, 32), nn.ELU(), nn.Linear(32, 1))
opt = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(20):
    for rows in torch.randperm(1200).split(40):
        err = (model(x[rows])[:, 0] - y[rows]) ** 2
        opt.zero_grad()
        err.mean().backward()
        opt.step()
    print(f"epoch {epoch}, {err.mean().item():.4f}")
with torch.no_grad():
    test = (model(x[1200:])[:, 0] - y[1200:]).pow(2).mean()
print(f"final: r2={1 - (test / y[1200:].var()).item():.4f}")
