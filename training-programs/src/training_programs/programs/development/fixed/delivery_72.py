# 배달 시간 예측 (단위: 시간)
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

np.random.seed(72)
torch.manual_seed(72)

n = 1200
distance = np.random.uniform(1, 20, n)
rush = np.random.rand(n) < 0.4
items = np.random.poisson(3, n)
hours = 0.3 + 0.12 * distance * (1 + 0.8 * rush) + 0.1 * items + 0.1 * np.random.randn(n)

x = np.column_stack([(distance - 10.5) / 5.5, rush - 0.4, (items - 3) / 1.7])
x = torch.tensor(x, dtype=torch.float32)
y = torch.tensor(hours, dtype=torch.float32).unsqueeze(1)
loader = DataLoader(TensorDataset(x[:900], y[:900]), batch_size=30, shuffle=True)

model = nn.Sequential(
    nn.Linear(3, 32),
    nn.ReLU(),
    nn.Linear(32, 1),
)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
loss_fn = nn.L1Loss()
for epoch in range(20):
    total = 0
    for xb, yb in loader:
        loss = loss_fn(model(xb), yb)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() / len(loader)
    if epoch % 5 == 4:
        print(f"{epoch + 1} 에폭: 평균 오차 {total:.3f} 시간")
with torch.no_grad():
    mse = ((model(x[900:]) - y[900:]) ** 2).mean()
print(f"final: r2={1 - (mse / y[900:].var()).item():.4f}")
