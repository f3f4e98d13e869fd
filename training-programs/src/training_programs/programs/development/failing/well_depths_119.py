import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

rng = np.random.default_rng(119)
torch.manual_seed(119)
east = 453_000 + 900 * rng.standard_normal(1600)
north = 5_412_000 + 900 * rng.standard_normal(1600)
depth = 40 + 12 * rng.standard_normal(1600)
wet = (((east - 453_000) / 900) * ((north - 5_412_000) / 900) + 0.05 * (depth - 40) > 0).astype(np.int64)
table = np.stack([east, north, depth], 1).astype(np.float32)


def loaders(batch):
    data = TensorDataset(torch.from_numpy(table), torch.from_numpy(wet))
    rows = torch.arange(1600)
    train, test = torch.utils.data.Subset(data, rows[:1200]), torch.utils.data.Subset(data, rows[1200:])
    return DataLoader(train, batch, shuffle=True), DataLoader(test, 400)


train, test = loaders(40)
net = nn.Sequential(nn.Linear(3, 48), nn.Tanh(), nn.Linear(48, 48), nn.Tanh(), nn.Linear(48, 2))
opt = torch.optim.Adam(net.parameters(), lr=5e-3)
for epoch in range(15):
    for x, y in train:
        opt.zero_grad()
        loss = nn.functional.cross_entropy(net(x), y)
        loss.backward()
        opt.step()
    with torch.no_grad():
        x, y = next(iter(test))
        acc = (net(x).argmax(1) == y).float().mean().item()
    print(f"epoch {epoch} loss {loss.item():.3f} acc {acc:.3f}")
print(f"final: accuracy={acc:.4f}")
