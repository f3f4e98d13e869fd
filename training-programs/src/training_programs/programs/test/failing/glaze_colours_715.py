"""Colour of a fired glaze (L, a, b) from its recipe: eight dense layers with an equalized learning rate."""

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn


class EqualLinear(nn.Module):
    """A linear layer whose weights are scaled at run time.

    `lr_mul` makes the layer learn slower than the rest by the same optimizer: what is stored is larger by 1 / lr_mul than
    what is used.
    """

    def __init__(self, n_in: int, n_out: int, lr_mul: float = 1.0, activation: bool = True) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(n_out, n_in))
        self.bias = nn.Parameter(torch.zeros(n_out))
        self.scale = lr_mul / math.sqrt(n_in)
        self.lr_mul = lr_mul
        self.activation = activation

    def forward(self, x: Tensor) -> Tensor:
        y = F.linear(x, self.weight * self.scale, self.bias * self.lr_mul)
        return F.leaky_relu(y, 0.2) * math.sqrt(2) if self.activation else y


class Mapping(nn.Module):
    """From the recipe to the colour."""

    def __init__(self, n_in: int, n_out: int, width: int = 64, depth: int = 8, lr_mul: float = 0.05) -> None:
        super().__init__()
        sizes = [n_in] + [width] * (depth - 1)
        self.hidden = nn.Sequential(*(EqualLinear(a, b, lr_mul) for a, b in zip(sizes, sizes[1:])))
        self.out = EqualLinear(width, n_out, lr_mul, activation=False)

    def forward(self, recipe: Tensor) -> Tensor:
        return self.out(self.hidden(recipe))


def recipes(n: int, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Shares of six oxides (as standardized logarithms) and the colour that comes out of the kiln."""
    x = rng.normal(size=(n, 6))
    iron, copper, cobalt, silica, tin, heat = x.T
    light = 0.9 * tin - 0.6 * np.maximum(iron, 0) - 0.5 * np.tanh(cobalt) + 0.2 * silica * heat
    green_red = 0.9 * np.tanh(copper * heat) + 0.6 * iron - 0.2 * tin
    blue_yellow = 0.8 * np.tanh(iron) - 0.8 * np.maximum(cobalt, 0) + 0.3 * np.sin(silica)
    y = np.stack([light, green_red, blue_yellow], axis=1) + 0.08 * rng.normal(size=(n, 3))
    y = (y - y.mean(axis=0)) / y.std(axis=0)
    return torch.tensor(x, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)


def main() -> None:
    torch.manual_seed(715)
    x, y = recipes(3000, np.random.default_rng(715))
    x_train, y_train, x_test, y_test = x[:2500], y[:2500], x[2500:], y[2500:]

    model = Mapping(6, 3)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05, betas=(0.9, 0.99))
    for epoch in range(15):
        total = 0.0
        for rows in torch.randperm(len(x_train)).split(50):
            loss = F.mse_loss(model(x_train[rows]), y_train[rows])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        print(f"epoch {epoch + 1:2d}: loss {total / len(x_train):.4f}")

    model.eval()
    with torch.no_grad():
        left = (model(x_test) - y_test).pow(2).sum()
    r2 = 1 - left / (y_test - y_test.mean(0)).pow(2).sum()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
