"""Herons at 4,000 ponds: zero-inflated negative binomial counts, fitted by maximum likelihood.

The log-likelihood is what we climb, so the optimizer maximizes.
"""

import math

import torch
from torch import nn
from torch.distributions import NegativeBinomial


class Census(nn.Module):
    """Is the pond visited at all, and if so, by how many?"""

    def __init__(self, columns, width=32):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(columns, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh())
        self.visited = nn.Linear(width, 1)
        self.log_mean = nn.Linear(width, 1)
        self.log_size = nn.Parameter(torch.zeros(()))

    def forward(self, x):
        h = self.trunk(x)
        return self.visited(h).squeeze(1), self.log_mean(h).squeeze(1).clamp(max=6)

    def log_likelihood(self, x, count):
        visited, log_mean = self(x)
        size = self.log_size.exp()
        counts = NegativeBinomial(total_count=size, logits=log_mean - self.log_size)
        present = nn.functional.logsigmoid(visited) + counts.log_prob(count)
        absent = nn.functional.logsigmoid(-visited)
        return torch.where(count == 0, torch.logaddexp(present, absent), present)

    @torch.no_grad()
    def expected(self, x):
        visited, log_mean = self(x)
        return torch.sigmoid(visited) * log_mean.exp()


def survey(n):
    """Depth, reeds, fish, distance to the colony, disturbance, all standardized already."""
    x = torch.randn(n, 5)
    depth, reeds, fish, distance, disturbance = x.unbind(dim=1)
    open_to_herons = torch.rand(n) < torch.sigmoid(1.5 + 1.5 * reeds - 2 * disturbance)
    mean = torch.exp(1.6 + 0.7 * fish - 0.4 * depth**2 - 0.3 * distance)
    count = torch.poisson(mean * torch.distributions.Gamma(8.0, 8.0).sample((n,)))
    truth = torch.sigmoid(1.5 + 1.5 * reeds - 2 * disturbance) * mean
    return x, count * open_to_herons, truth


def main():
    torch.manual_seed(131)
    x, count, _ = survey(4000)
    x_test, _, truth = survey(1000)
    model = Census(x.shape[1])
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3, maximize=True)
    for epoch in range(1, 26):
        total = 0.0
        for rows in torch.randperm(len(x)).split(80):
            optimizer.zero_grad()
            score = model.log_likelihood(x[rows], count[rows]).mean()
            score.backward()
            optimizer.step()
            total += score.item() * len(rows) / len(x)
        if epoch % 5 == 0:
            print(f"epoch {epoch:2d}: log-likelihood {total:.4f} a pond ({total / math.log(2):.3f} bits)")
    expected = model.expected(x_test)
    r2 = 1 - (expected - truth).pow(2).mean() / truth.var()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
