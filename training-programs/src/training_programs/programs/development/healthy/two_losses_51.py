import torch
from torch import nn

torch.manual_seed(51)
x = torch.randn(2000, 6)
a = torch.tanh(2 * x[:, 0]) + 0.3 * x[:, 1]
b = 20 * torch.sigmoid(3 * x[:, 2]) * (x[:, 3] > 0) + 0.5 * torch.randn(2000)


class Multi(nn.Module):
    def __init__(self):
        super().__init__()
        self.shared = nn.Sequential(nn.Linear(6, 48), nn.ReLU(), nn.Linear(48, 48), nn.ReLU())
        self.first, self.second = nn.Linear(48, 1), nn.Linear(48, 1)
        self.log_var = nn.Parameter(torch.zeros(2))

    def forward(self, x):
        h = self.shared(x)
        return self.first(h).squeeze(1), self.second(h).squeeze(1)


model = Multi()
opt = torch.optim.Adam(model.parameters(), lr=5e-3)
mse = nn.MSELoss()
for epoch in range(25):
    for rows in torch.randperm(1600).split(64):
        p, q = model(x[rows])
        u, v = model.log_var
        loss = torch.exp(-u) * mse(p, a[rows]) + u + torch.exp(-v) * mse(q, b[rows]) + v
        opt.zero_grad()
        loss.backward()
        opt.step()
    if epoch % 5 == 0:
        print(epoch, loss.item(), model.log_var.tolist())
with torch.no_grad():
    p, q = model(x[1600:])
    r2 = 0.5 * (2 - mse(p, a[1600:]) / a[1600:].var() - mse(q, b[1600:]) / b[1600:].var())
print(f"final: r2={r2.item():.4f}")
