"""A small Kolmogorov-Arnold network: a learned curve on every edge, for the range of a thrown ball with wind.

curve(x) = w * silu(x) + sum_k c_k * bump_k(x), the bumps being Gaussians on a grid.
"""
import torch
from torch import nn
from torch.nn import functional as F


class CurveLayer(nn.Module):
    def __init__(self, n_in, n_out, bumps=9, reach=2.0):
        super().__init__()
        self.register_buffer("grid", torch.linspace(-reach, reach, bumps))
        self.width = 2 * reach / (bumps - 1)
        self.base = nn.Linear(n_in, n_out)
        self.coef = nn.Parameter(torch.empty(n_out, n_in, bumps), requires_grad=False)
        for o in range(n_out):
            for i in range(n_in):
                # a gentle random wave for each edge
                phase = 6.28 * torch.rand(1)
                self.coef[o, i] = 0.1 * torch.sin(self.grid + phase) / n_in**0.5

    def forward(self, x):
        bumps = torch.exp(-(((x.unsqueeze(-1) - self.grid) / self.width) ** 2))
        return self.base(F.silu(x)) + torch.einsum("bik,oik->bo", bumps, self.coef)


class KAN(nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.layers = nn.ModuleList(CurveLayer(a, b) for a, b in zip(sizes, sizes[1:]))

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x.squeeze(-1)


def throws(n):
    """Speed, angle, wind and height of the hand in units of their spread -> how far (standardized)."""
    z = (torch.rand(n, 4) * 2 - 1) * 3**0.5
    speed, angle = 14 + 3 * z[:, 0], 0.75 + 0.4 * z[:, 1]
    wind, height = 2.5 * z[:, 2], 1.5 + 0.25 * z[:, 3]
    up, along = speed * torch.sin(angle), speed * torch.cos(angle)
    time = (up + (up**2 + 2 * 9.81 * height).sqrt()) / 9.81
    distance = along * time + wind * time * torch.sin(2 * angle)
    return z, distance


torch.manual_seed(419)
x, distance = throws(2500)
y = (distance - distance[:2000].mean()) / distance[:2000].std()
x_train, y_train, x_test, y_test = x[:2000], y[:2000], x[2000:], y[2000:]

model = KAN(4, 3, 1)
print(f"{sum(p.numel() for p in model.parameters())} parameters")
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2, weight_decay=1e-4)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=40)
for epoch in range(40):
    for rows in torch.randperm(len(x_train)).split(100):
        loss = F.mse_loss(model(x_train[rows]), y_train[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    schedule.step()
    if (epoch + 1) % 10 == 0:
        print(f"epoch {epoch + 1}: {loss.item():.5f}")

with torch.no_grad():
    mse = F.mse_loss(model(x_test), y_test)
print(f"final: r2={1 - (mse / y_test.var()).item():.4f}")
