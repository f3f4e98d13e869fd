"""A network for a microcontroller: activations are 5-bit numbers, so it is trained with them.

Force on a lever from the readings of six strain gauges (R2 on later readings).
"""

from typing import Callable

import torch
from torch import Tensor, nn

LEVELS = 15  # 5 bits with sign


def quantize(x: Tensor) -> Tensor:
    """Nearest of the numbers -15/15 ... 15/15."""
    q = torch.round(x * LEVELS) / LEVELS
    return x + (q - x).detach()


class ChipLayer(nn.Module):
    """Linear layer with the chip's activation: tanh from a table, rounded to 5 bits."""

    def __init__(self, fan_in: int, fan_out: int, rounding: Callable[[Tensor], Tensor] = quantize) -> None:
        super().__init__()
        self.linear = nn.Linear(fan_in, fan_out)
        self.rounding = rounding
        nn.init.xavier_uniform_(self.linear.weight, gain=5 / 3)
        nn.init.zeros_(self.linear.bias)

    def forward(self, x: Tensor) -> Tensor:
        return self.rounding(torch.tanh(self.linear(x)))


class ChipNet(nn.Module):
    def __init__(self, gauges: int = 6, width: int = 24) -> None:
        super().__init__()
        self.hidden = nn.Sequential(ChipLayer(gauges, width), ChipLayer(width, width), ChipLayer(width, width))
        self.force = nn.Linear(width, 1)  # in full precision, on the host

    def forward(self, x: Tensor) -> Tensor:
        return self.force(self.hidden(x)).squeeze(-1)


def gauge_readings(n: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    g = torch.randn(n, 6, generator=generator)
    force = g[:, 0] * g[:, 1] + torch.sin(2 * g[:, 2]) + 0.7 * g[:, 3] * torch.sign(g[:, 4]) + 0.4 * g[:, 5]
    return g, force / 1.6 + 0.05 * torch.randn(n, generator=generator)


def fit(net: nn.Module, x: Tensor, y: Tensor, epochs: int = 30, batch: int = 50) -> None:
    optimizer = torch.optim.Adam(net.parameters(), lr=4e-3)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=epochs, eta_min=2e-4)
    for epoch in range(1, epochs + 1):
        squares = 0.0
        for rows in torch.randperm(len(x)).split(batch):
            loss = nn.functional.mse_loss(net(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            squares += loss.item() * len(rows)
        scheduler.step()
        if epoch % 5 == 0:
            print(f"epoch {epoch:2d}: mean squared error {squares / len(x):.4f}")


def main() -> None:
    torch.manual_seed(635)
    generator = torch.Generator().manual_seed(635)
    x, y = gauge_readings(3000, generator)
    net = ChipNet()
    fit(net, x, y)
    x, y = gauge_readings(1000, generator)
    with torch.no_grad():
        r2 = 1 - (net(x) - y).pow(2).mean() / y.var(unbiased=False)
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
