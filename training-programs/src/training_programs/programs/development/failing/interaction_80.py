import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(80)


class InteractionNet(nn.Module):
    def __init__(self, n_features=5, width=40):
        super().__init__()
        self.lin_in = nn.Linear(n_features, width)
        self.lin_mid = nn.Linear(width, width)
        self.lin_out = nn.Linear(width, 1)

    def forward(self, x):
        x = self.lin_in(x)
        F.relu(x)
        x = self.lin_mid(x)
        F.relu(x)
        return self.lin_out(x)


def sample(n):
    x = torch.randn(n, 5)
    y = x[:, 0] * x[:, 1] + torch.cos(2 * x[:, 2]) + 0.3 * x[:, 3]
    return x, (y / 1.25).unsqueeze(1)


model = InteractionNet()
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
x_val, y_val = sample(1000)
for step in range(1, 1001):
    x, y = sample(64)
    loss = F.mse_loss(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 200 == 0:
        with torch.no_grad():
            print(f"{step}: train {loss.item():.4f} val {F.mse_loss(model(x_val), y_val).item():.4f}")
with torch.no_grad():
    r2 = 1 - F.mse_loss(model(x_val), y_val) / y_val.var()
print(f"final: r2={r2.item():.4f}")
