"""Bayesian regression by stochastic gradient Langevin dynamics (Welling & Teh 2011): a walk through the posterior.

The chain never comes to rest; what it visits after its burn-in is averaged.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import torch
from sklearn.datasets import make_friedman1
from torch import Tensor, nn


class Langevin:
    """x <- x - step/2 * gradient of the energy + noise whose variance is the step."""

    def __init__(self, parameters: Iterable[nn.Parameter], step: float) -> None:
        self.parameters = list(parameters)
        self.now = step

    def zero_grad(self) -> None:
        for p in self.parameters:
            p.grad = None

    @torch.no_grad()
    def step(self) -> None:
        for p in self.parameters:
            p.sub_(0.5 * self.now * p.grad)
            p.add_(torch.randn_like(p), alpha=math.sqrt(self.now))


def energy(net: nn.Module, x: Tensor, y: Tensor, rows: int, noise: float = 0.3) -> Tensor:
    """The negative logarithm of the posterior, up to a constant, of all rows as estimated by some."""
    misfit = (net(x).squeeze(1) - y).square().mean() * rows / (2 * noise**2)
    prior = sum(p.square().sum() for p in net.parameters()) / 2
    return misfit + prior


def main() -> None:
    torch.manual_seed(147)
    x, y = make_friedman1(n_samples=1100, n_features=6, noise=0.5, random_state=147)
    x, y = torch.tensor(x, dtype=torch.float32) * 2 - 1, torch.tensor(y, dtype=torch.float32)
    y = (y - y[:800].mean()) / y[:800].std()
    x_train, y_train, x_new, y_new = x[:800], y[:800], x[800:], y[800:]

    net = nn.Sequential(nn.Linear(6, 40), nn.Tanh(), nn.Linear(40, 1))
    chain = Langevin(net.parameters(), step=2e-4)
    visited: list[Tensor] = []
    burn_in, steps = 1200, 3000
    for step in range(1, steps + 1):
        rows = torch.randint(0, 800, (100,))
        loss = energy(net, x_train[rows], y_train[rows], rows=800)
        chain.zero_grad()
        loss.backward()
        chain.step()
        if step > burn_in and step % 20 == 0:
            with torch.no_grad():
                visited.append(net(x_new).squeeze(1))
        if step % 300 == 0:
            print(f"step {step}: energy {loss.item():.1f}, {len(visited)} kept")

    mean, spread = torch.stack(visited).mean(0), torch.stack(visited).std(0)
    print(f"spread of the posterior {spread.mean().item():.3f}")
    r2 = 1 - (mean - y_new).square().sum() / (y_new - y_new.mean()).square().sum()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
