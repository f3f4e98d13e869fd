import torch
from sklearn.datasets import make_friedman1
from torch import nn

torch.manual_seed(90)
x, y = make_friedman1(1200, n_features=12, noise=0.5, random_state=90)
x = torch.tensor((x - 0.5) * 12**0.5, dtype=torch.float32)
y = torch.tensor((y - y.mean()) / y.std(), dtype=torch.float32).unsqueeze(1)


class SparseRegressor(nn.Module):
    def __init__(self, penalty=1e-4):
        super().__init__()
        self.penalty = penalty
        self.net = nn.Sequential(nn.Linear(12, 32), nn.Tanh(), nn.Linear(32, 1))

    def forward(self, x):
        return self.net(x)

    def loss(self, x, y):
        fit = nn.functional.mse_loss(self(x), y)
        l1 = sum(p.abs().sum() for name, p in self.named_parameters() if "weight" in name)
        return fit + self.penalty * l1


model = SparseRegressor()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(20):
    for rows in torch.randperm(1000).split(50):
        loss = model.loss(x[rows], y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 4 == 0:
        print("epoch", epoch, "objective", round(loss.item(), 4))
with torch.no_grad():
    mse = nn.functional.mse_loss(model(x[1000:]), y[1000:])
print(f"final: r2={1 - (mse / y[1000:].var()).item():.4f}")
