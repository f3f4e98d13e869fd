import numpy as np
import torch
from torch import nn

# monthly sales of a shop, 1990 to 2024
rng = np.random.default_rng(47)
torch.manual_seed(47)
year = np.repeat(np.arange(1990, 2025), 12).astype(float)
month = np.tile(np.arange(1, 13), 35).astype(float)
sales = 50 + 2.0 * (year - 1990) + 25 * np.sin((month - 3) / 12 * 2 * np.pi) + rng.normal(0, 3, len(year))

features = np.stack([year, month], axis=1)
target = (sales - sales.mean()) / sales.std()
features = torch.tensor(features, dtype=torch.float32)
target = torch.tensor(target, dtype=torch.float32).reshape(-1, 1)
order = torch.randperm(len(target))
tr, va = order[:340], order[340:]

mlp = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 1))
optimizer = torch.optim.Adam(mlp.parameters(), lr=0.01)
for epoch in range(60):
    for b in tr[torch.randperm(len(tr))].split(34):
        optimizer.zero_grad()
        loss = (mlp(features[b]) - target[b]).square().mean()
        loss.backward()
        optimizer.step()
    if epoch % 10 == 0:
        print(f"epoch {epoch:2d}: mse {loss.item():.4f}")
with torch.no_grad():
    mse = (mlp(features[va]) - target[va]).square().mean()
print(f"final: r2={1 - (mse / target[va].var()).item():.4f}")
