"""Power of a wind turbine from weather and control state: four small experts, mixed by a gate."""
import numpy as np
import torch
from torch import nn


class Experts(nn.Module):
    def __init__(self, n_in, n_experts=4, width=2):
        super().__init__()
        self.experts = nn.ModuleList(
            [nn.Sequential(nn.Linear(n_in, width), nn.Tanh(), nn.Linear(width, 1)) for _ in range(n_experts)]
        )
        self.gate = nn.Linear(n_in, n_experts)
        nn.init.zeros_(self.gate.weight)  # start from an even mixture
        nn.init.zeros_(self.gate.bias)

    def forward(self, x):
        share = torch.softmax(self.gate(x), dim=1)
        answers = torch.cat([expert(x) for expert in self.experts], dim=1)
        return (share * answers).sum(1)


def turbine(n, rng):
    wind = rng.uniform(-1, 1, n)
    direction = rng.uniform(-1, 1, n)
    density = rng.normal(0, 0.5, n)
    pitch = rng.uniform(-1, 1, n)
    mode = rng.integers(0, 4, n)  # start-up, free running, derated, curtailed by the grid
    slope = np.array([[1.8, 1.4, 0.4], [-1.2, 1.6, -0.5], [1.6, -1.5, 0.3], [-1.5, -1.3, 0.6]])[mode]
    power = slope[:, 0] * wind + slope[:, 1] * pitch + slope[:, 2] * wind * pitch
    power = power + 0.4 * np.cos(2 * direction) * (mode == 1) + 0.3 * density + 0.1 * rng.normal(size=n)
    columns = np.column_stack([wind, direction, density, pitch, np.eye(4)[mode]])
    return torch.tensor(columns, dtype=torch.float32), torch.tensor(power, dtype=torch.float32)


def main():
    torch.manual_seed(5)
    rng = np.random.default_rng(5)
    x, y = turbine(2500, rng)
    y = (y - y[:2000].mean()) / y[:2000].std()
    x_train, y_train, x_test, y_test = x[:2000], y[:2000], x[2000:], y[2000:]

    model = Experts(x.shape[1])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for epoch in range(20):
        total = 0.0
        for rows in torch.randperm(2000).split(64):
            loss = nn.functional.mse_loss(model(x_train[rows]), y_train[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        if (epoch + 1) % 4 == 0:
            print(f"epoch {epoch + 1}: mse {total / 2000:.4f}")

    with torch.no_grad():
        left = (model(x_test) - y_test).square().mean() / y_test.var()
    print(f"final: r2={1 - left.item():.4f}")


if __name__ == "__main__":
    main()
