# %%
# Error bars for a small regression: Monte Carlo dropout (Gal & Ghahramani 2016)
import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(71)
torch.manual_seed(71)

# %%
# Heights of water at a gauge: two tides, wind and pressure
n = 1800
t = rng.uniform(0, 700, n)
wind, pressure = rng.normal(size=(2, n))
height = np.cos(2 * np.pi * t / 12.42) + 0.5 * np.cos(2 * np.pi * t / 12.0) + 0.4 * np.tanh(wind) - 0.25 * pressure
height += 0.1 * rng.normal(size=n)
phases = [f(2 * np.pi * t / period) for period in (12.42, 12.0) for f in (np.cos, np.sin)]
X = torch.tensor(np.stack([*phases, wind, pressure], axis=1), dtype=torch.float32)
y = torch.tensor(height, dtype=torch.float32)[:, None]
X_train, X_test, y_train, y_test = X[:1400], X[1400:], y[:1400], y[1400:]

# %%
model = nn.Sequential(
    nn.Linear(6, 128), nn.SiLU(), nn.Dropout(0.1), nn.Linear(128, 128), nn.SiLU(), nn.Dropout(0.1), nn.Linear(128, 1)
)
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=1e-3)
model.train()
for epoch in range(25):
    for rows in torch.randperm(len(X_train)).split(70):
        loss = (model(X_train[rows]) - y_train[rows]).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 5 == 4:
        print(f"{epoch + 1:3d} {loss.item():.4f}")

# %%
# 60 draws per point: the dropout stays on, their mean is the answer and their spread the error bar
with torch.no_grad():
    draws = torch.stack([model(X_test) for _ in range(60)])
mean, spread = draws.mean(0), draws.std(0)
print(f"mean error bar {spread.mean():.3f}")
print(f"final: r2={1 - ((mean - y_test).square().mean() / y_test.var()).item():.4f}")
