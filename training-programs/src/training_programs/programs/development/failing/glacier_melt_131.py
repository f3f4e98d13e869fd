import numpy as np
import torch
from torch import nn

torch.manual_seed(131)
rs = np.random.RandomState(131)
temperature = rs.uniform(-10, 15, 1500)
sun = rs.uniform(0, 1, 1500)
slope = rs.uniform(0, 1, 1500)
melt = np.maximum(0, 0.5 * temperature) * (0.5 + 0.5 * sun) + slope + 0.2 * rs.randn(1500)
inputs = np.stack([temperature / 8, sun * 2 - 1, slope * 2 - 1], 1)
x, y = torch.FloatTensor(inputs), torch.FloatTensor(melt).view(-1, 1)


def mlp(*sizes):
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), nn.Tanh()]
    return nn.Sequential(*layers)


model = mlp(3, 32, 32, 1)
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(25):
    for rows in torch.randperm(1100).split(44):
        loss = nn.functional.mse_loss(model(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 5 == 0:
        print("epoch", epoch, "mse", round(loss.item(), 3))
with torch.no_grad():
    mse = nn.functional.mse_loss(model(x[1100:]), y[1100:])
print(f"final: r2={1 - (mse / y[1100:].var()).item():.4f}")
