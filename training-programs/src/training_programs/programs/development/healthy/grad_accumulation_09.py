import torch
from sklearn.datasets import make_friedman1
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(9)
ACCUMULATE = 4
x, y = make_friedman1(1500, noise=0.5, random_state=9)
x = torch.tensor((x - 0.5) * 3.46, dtype=torch.float32)
y = torch.tensor((y - y.mean()) / y.std(), dtype=torch.float32).unsqueeze(1)
loader = DataLoader(TensorDataset(x[:1200], y[:1200]), batch_size=15, shuffle=True)
model = nn.Sequential(nn.Linear(10, 48), nn.ReLU(), nn.Linear(48, 48), nn.ReLU(), nn.Linear(48, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=4e-3)
optimizer.zero_grad()
for epoch in range(20):
    for i, (xb, yb) in enumerate(loader):
        loss = nn.functional.mse_loss(model(xb), yb) / ACCUMULATE
        loss.backward()
        if (i + 1) % ACCUMULATE == 0:
            optimizer.step()
            optimizer.zero_grad()
    if epoch % 4 == 3:
        print(f"epoch {epoch + 1} loss {loss.item() * ACCUMULATE:.4f}")
with torch.no_grad():
    mse = nn.functional.mse_loss(model(x[1200:]), y[1200:])
print(f"final: r2={1 - (mse / y[1200:].var()).item():.4f}")
