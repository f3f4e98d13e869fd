import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

rng = np.random.default_rng(36)
torch.manual_seed(36)
answers = rng.integers(0, 5, (1200, 8))
weights = np.array([3, 2, 2, 1, 1, 0.5, 0.5, 0])
grade = np.clip(np.round(answers @ weights / 8 + 0.3 * rng.standard_normal(1200)), 0, 5)
x = torch.tensor(answers - 2.0, dtype=torch.float32)
y = torch.tensor(grade - 2.5, dtype=torch.float32).unsqueeze(1)
loader = DataLoader(TensorDataset(x[:900], y[:900]), batch_size=30, shuffle=True)
model = nn.Sequential(nn.Linear(8, 24), nn.ReLU(), nn.Linear(24, 1))
opt = torch.optim.SGD(model.parameters(), lr=0.02)
huber = nn.HuberLoss()
for epoch in range(15):
    for xb, yb in loader:
        opt.zero_grad()
        loss = huber(model(xb), yb)
        loss.backward()
        opt.step()
    if epoch % 3 == 0:
        print(f"epoch {epoch:2d} huber {loss.item():.4f}")
with torch.no_grad():
    mse = ((model(x[900:]) - y[900:]) ** 2).mean()
print(f"final: r2={1 - (mse / y[900:].var()).item():.4f}")
