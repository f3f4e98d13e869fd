import torch
from torch import nn

torch.manual_seed(31)


def sample(n, spread):
    x = (2 * torch.rand(n, 2) - 1) * spread
    return x, torch.sin(2 * x[:, :1]) * torch.cos(1.5 * x[:, 1:])


net = nn.Sequential(nn.Linear(2, 64), nn.SiLU(), nn.Linear(64, 64), nn.SiLU(), nn.Linear(64, 1))
opt = torch.optim.Adam(net.parameters(), lr=3e-3)
for stage, spread in enumerate([0.6, 1.2, 1.8]):
    for step in range(400):
        x, y = sample(64, spread)
        loss = nn.functional.mse_loss(net(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
    print(f"stage {stage} (|x| < {spread}): mse {loss.item():.5f}")
x, y = sample(2000, 1.8)
with torch.no_grad():
    print(f"final: r2={1 - (nn.functional.mse_loss(net(x), y) / y.var()).item():.4f}")
