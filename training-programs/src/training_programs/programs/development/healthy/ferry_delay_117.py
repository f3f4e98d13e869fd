"""Ferry crossing times with uncertainty: nine quantiles at once, pinball loss."""

import numpy as np
import torch
from torch import nn

QUANTILES = torch.tensor([0.02, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.98])


def crossings(n, rng):
    wind = rng.gamma(2.5, 2.2, n)
    against = rng.uniform(-1, 1, n)
    cars = rng.integers(5, 140, n)
    tide = rng.uniform(-1, 1, n)
    minutes = 42 + 0.9 * wind * np.clip(against, -0.3, 1) + 0.06 * cars + 3 * tide * against + 2 * (cars > 110)
    minutes = minutes + rng.gamma(1.5, 0.3 + 0.08 * wind, n)
    x = np.stack([(wind - 5.5) / 3.5, against, (cars - 70) / 40, tide], axis=1)
    return torch.tensor(x, dtype=torch.float32), torch.tensor(minutes, dtype=torch.float32)


class QuantileNet(nn.Module):
    """The lowest quantile and positive steps up from it, so that quantiles cannot cross."""

    def __init__(self, n_in, n_out):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(n_in, 64), nn.SiLU(), nn.Linear(64, 64), nn.SiLU())
        self.base = nn.Linear(64, 1)
        self.steps = nn.Linear(64, n_out - 1)

    def forward(self, x):
        h = self.body(x)
        base = self.base(h)
        return torch.cat([base, base + nn.functional.softplus(self.steps(h)).cumsum(1)], dim=1)


def pinball(pred, target):
    diff = target - pred  # (N, 1) - (N, 9): each row's time against all its quantiles
    return torch.maximum(QUANTILES * diff, (QUANTILES - 1) * diff).mean()


def main():
    torch.manual_seed(117)
    rng = np.random.default_rng(117)
    x, y = crossings(2500, rng)
    x_test, y_test = crossings(800, rng)
    center, scale = y.mean(), y.std()
    target = ((y - center) / scale).unsqueeze(1)

    net = QuantileNet(4, len(QUANTILES))
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    for epoch in range(15):
        for rows in torch.randperm(len(x)).split(50):
            optimizer.zero_grad()
            loss = pinball(net(x[rows]), target[rows])
            loss.backward()
            optimizer.step()
        if epoch % 3 == 2:
            print(f"epoch {epoch + 1}: pinball {loss.item():.4f}")

    with torch.no_grad():
        pred = net(x_test) * scale + center
    inside = ((y_test >= pred[:, 1]) & (y_test <= pred[:, 7])).float().mean()
    print(f"80 % interval holds {100 * inside:.1f} % of the crossings")
    median = pred[:, 4]
    r2 = 1 - (median - y_test).pow(2).mean() / y_test.var(unbiased=False)
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
