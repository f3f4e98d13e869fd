import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(43)
N = 1200
x = torch.randn(N, 8)
w = torch.tensor([1.0, -0.8, 0.6, 0.4, -0.3, 0.2, 0.0, 0.0])
clean = torch.tanh(x @ w)
y = clean + 1.2 * torch.randn(N)
x_test = torch.randn(1000, 8)
y_test = torch.tanh(x_test @ w)

loader = DataLoader(TensorDataset(x, y), batch_size=1, shuffle=True)
model = nn.Sequential(nn.Linear(8, 16), nn.Tanh(), nn.Linear(16, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.03)
for epoch in range(12):
    epoch_loss = 0.0
    for xb, yb in loader:
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(xb).squeeze(1), yb)
        loss.backward()
        optimizer.step()
        epoch_loss += loss.item()
    if epoch % 3 == 0:
        print(f"epoch {epoch} loss {epoch_loss / len(loader):.4f}")

with torch.no_grad():
    mse = nn.functional.mse_loss(model(x_test).squeeze(1), y_test)
print(f"final: r2={1 - (mse / y_test.var()).item():.4f}")
