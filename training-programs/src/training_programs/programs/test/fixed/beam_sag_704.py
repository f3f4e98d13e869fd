"""Physics-informed network for a loaded string: u''(x) = -q(x), u(0) = u(1) = 0.

The load is known at some points only and interpolated in between. There is no data on u: the network learns
from the equation's residual at random points and is compared with finite differences in the end.
"""

import numpy as np
import torch
from torch import nn

KNOTS = np.linspace(0, 1, 41)
LOAD = 30 * np.sin(2 * np.pi * KNOTS) + 18 * np.exp(-(((KNOTS - 0.7) / 0.06) ** 2)) - 8 * KNOTS


def load_at(x: torch.Tensor) -> torch.Tensor:
    """The load at each point, interpolated between the knots."""
    values = np.interp(x.detach().numpy().ravel(), KNOTS, LOAD)
    return torch.as_tensor(values, dtype=torch.float32).reshape(x.shape)


def derivative(y: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    return torch.autograd.grad(y, x, torch.ones_like(y), create_graph=True)[0]


class Sag(nn.Module):
    def __init__(self, width: int = 32):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(1, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh(), nn.Linear(width, 1)
        )

    def forward(self, x):
        # fixed at both ends, whatever the network says
        return x * (1 - x) * 4 * self.net(2 * x - 1)


def finite_differences(points: int = 400):
    x = np.linspace(0, 1, points + 1)
    inner = x[1:-1]
    matrix = (np.eye(points - 1, k=1) + np.eye(points - 1, k=-1) - 2 * np.eye(points - 1)) * points**2
    u = np.zeros(points + 1)
    u[1:-1] = np.linalg.solve(matrix, -np.interp(inner, KNOTS, LOAD))
    return x, u


def main():
    torch.manual_seed(704)
    model = Sag()
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=1000)
    for step in range(1000):
        x = torch.rand(128, 1, requires_grad=True)
        u = model(x)
        curvature = derivative(derivative(u, x), x)
        residual = curvature + load_at(x)
        loss = residual.pow(2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 100 == 0:
            print(f"step {step:4d}  residual {loss.item():.3f}")

    x, true = finite_differences()
    with torch.no_grad():
        guess = model(torch.tensor(x, dtype=torch.float32).unsqueeze(1)).squeeze(1).numpy()
    r2 = 1 - ((guess - true) ** 2).sum() / ((true - true.mean()) ** 2).sum()
    print(f"final: r2={r2:.4f}")


if __name__ == "__main__":
    main()
