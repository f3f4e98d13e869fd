"""Voltages of a small power grid as the fixed point of one layer (a deep equilibrium model).

The iteration runs without a graph; one more step with it gives the gradient (Fung et al. 2022, Jacobian-free).
"""
import torch
from torch import nn


class Equilibrium(nn.Module):
    def __init__(self, n_in, hidden, n_out, tolerance=1e-4, most=40):
        super().__init__()
        self.inject = nn.Linear(n_in, hidden)
        self.inner = nn.Linear(hidden, hidden, bias=False)
        self.out = nn.Linear(hidden, n_out)
        self.tolerance, self.most = tolerance, most
        self.used = 0

    def step(self, z, u):
        w = self.inner.weight
        w = 0.8 * w / torch.clamp(w.detach().norm(), min=0.8)
        return torch.relu(z @ w.T + u)

    def forward(self, x):
        u = self.inject(x)
        with torch.no_grad():
            z = torch.zeros_like(u)
            for self.used in range(1, self.most + 1):
                new = self.step(z, u)
                change = (new - z).abs().max()
                z = new
                if change < self.tolerance:
                    break
        return self.out(self.step(z, u))


def grids(n, buses=8):
    """Loads at the buses of a ring; voltages by a few rounds of the nonlinear power flow."""
    load = torch.rand(n, buses) - 0.3
    voltage = torch.ones(n, buses)
    for _ in range(60):
        around = 0.5 * (voltage.roll(1, 1) + voltage.roll(-1, 1))
        voltage = 0.7 * around + 0.3 - 0.12 * load / voltage
    return (load - 0.2) / 0.29, (voltage - voltage.mean()) / voltage.std()


torch.manual_seed(82)
x, y = grids(1500)
x_train, y_train, x_test, y_test = x[:1200], y[:1200], x[1200:], y[1200:]

model = Equilibrium(8, 48, 8)
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(1, 16):
    total = 0.0
    for rows in torch.randperm(len(x_train)).split(60):
        loss = nn.functional.mse_loss(model(x_train[rows]), y_train[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    if epoch % 3 == 0:
        print(f"epoch {epoch:2d}: mse {total / len(x_train):.4f}, {model.used} iterations to the fixed point")

with torch.no_grad():
    r2 = 1 - nn.functional.mse_loss(model(x_test), y_test) / y_test.var()
print(f"final: r2={r2.item():.4f}")
