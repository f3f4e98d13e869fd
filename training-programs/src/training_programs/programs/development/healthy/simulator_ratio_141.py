"""Simulation-based inference: a classifier tells parameters that made the data from parameters that did not.

Its logit is the log of the likelihood-to-evidence ratio (Hermans et al. 2020), so it gives a posterior on a grid.
The simulator: a cannon with unknown speed and drag, seen by a radar at six moments.
"""

import torch
from torch import nn

SEED = 141


def simulate(theta):
    """theta in [-1, 1]^2 -> noisy heights and distances at six moments."""
    speed, drag = 1.5 + 0.6 * theta[:, :1], 0.8 + 0.6 * theta[:, 1:]
    t = torch.tensor([0.15, 0.3, 0.45, 0.6, 0.8, 1.0])
    glide = (1 - torch.exp(-drag * t)) / drag
    x = speed * glide
    y = 1.2 * speed * glide - 0.9 * t**2
    return torch.cat([x, y], dim=1) + 0.04 * torch.randn(len(theta), 12)


class RatioNet(nn.Module):
    def __init__(self, width=64):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(14, width), nn.ELU(), nn.Linear(width, width), nn.ELU(), nn.Linear(width, width), nn.ELU(),
            nn.Linear(width, 1),
        )

    def forward(self, theta, x):
        return self.net(torch.cat([theta, x], dim=-1)).squeeze(-1)


@torch.no_grad()
def posterior_mean(net, x, points=25):
    axis = torch.linspace(-1, 1, points)
    grid = torch.cartesian_prod(axis, axis)
    n, m = len(x), len(grid)
    log_ratio = net(grid.expand(n, m, 2), x.unsqueeze(1).expand(n, m, -1))
    return log_ratio.softmax(dim=1) @ grid


def main():
    torch.manual_seed(SEED)
    theta = torch.rand(4000, 2) * 2 - 1
    x = simulate(theta)
    mean, std = x.mean(0), x.std(0)
    x = (x - mean) / std

    net = RatioNet()
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 30)
    criterion = nn.BCEWithLogitsLoss()
    for epoch in range(30):
        total = 0.0
        for rows in torch.randperm(len(theta)).split(100):
            own, data = theta[rows], x[rows]
            other = own.roll(1, dims=0)
            logits = net(torch.cat([own, other]), torch.cat([data, data]))
            made_it = torch.cat([torch.ones(len(rows)), torch.zeros(len(rows))])
            loss = criterion(logits, made_it)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        scheduler.step()
        if epoch % 5 == 4:
            print(f"epoch {epoch + 1}: {total / len(theta):.4f}")

    true = torch.rand(300, 2) * 2 - 1
    guess = posterior_mean(net, (simulate(true) - mean) / std)
    r2 = 1 - (guess - true).pow(2).sum() / (true - true.mean(0)).pow(2).sum()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
