"""A wide two-layer network in the mean-field scaling: the output is the mean over all units, the rate grows with them.

The step is 0.6 for each unit, so with 512 of them the optimizer is told a rate of more than 300.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn


class MeanField(nn.Module):
    """f(x) = 1/N sum of a_i tanh(w_i x + b_i): each unit moves the answer by an N-th only."""

    def __init__(self, inputs: int, units: int) -> None:
        super().__init__()
        self.w = nn.Parameter(torch.randn(inputs, units) / inputs**0.5)
        self.b = nn.Parameter(torch.randn(units))
        self.a = nn.Parameter(torch.randn(units))

    def forward(self, x: Tensor) -> Tensor:
        return (torch.tanh(x @ self.w + self.b) * self.a).mean(dim=1)


def potential(n: int) -> tuple[Tensor, Tensor]:
    """Energy of a particle between three wells."""
    x = 2 * torch.randn(n, 2)
    wells = torch.tensor([[1.5, 0.5], [-1.5, 1.0], [0.0, -2.0]])
    distance = (x.unsqueeze(1) - wells).square().sum(dim=2)
    energy = -(torch.tensor([2.0, 1.5, 2.5]) * torch.exp(-distance / 3)).sum(dim=1)
    return x / 2, energy + 0.05 * torch.randn(n)


def main(units: int = 512, per_unit: float = 0.6, epochs: int = 40) -> None:
    """Train on 2,000 points and judge by 500 others."""
    torch.manual_seed(140)
    x, energy = potential(2500)
    energy = (energy - energy[:2000].mean()) / energy[:2000].std()
    net = MeanField(2, units)
    optimizer = torch.optim.SGD(net.parameters(), lr=per_unit * units)
    for epoch in range(epochs):
        total = 0.0
        for rows in torch.randperm(2000).split(50):
            loss = nn.functional.mse_loss(net(x[rows]), energy[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() / 40
        if epoch % 8 == 7:
            print(f"epoch {epoch + 1}: mse {total:.4f}")
    with torch.no_grad():
        error = nn.functional.mse_loss(net(x[2000:]), energy[2000:])
    print(f"final: r2={1 - (error / energy[2000:].var()).item():.4f}")


if __name__ == "__main__":
    main()
