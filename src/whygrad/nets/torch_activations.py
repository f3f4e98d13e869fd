"""Activations in PyTorch, as functions and as modules."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (everybody's name for it)


def _two_valued(low: float, high: float) -> Callable[[Tensor], Tensor]:
    def f(z: Tensor) -> Tensor:
        # The innermost z lets NaN through and keeps the graph whole, with a gradient of 0.
        return torch.where(z >= 0, torch.full_like(z, high), torch.where(z < 0, torch.full_like(z, low), z))

    return f


FUNCTIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "linear": lambda z: z,
    "step": _two_valued(0.0, 1.0),
    "sign": _two_valued(-1.0, 1.0),
    "piecewise-linear": F.hardtanh,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": F.relu,
    "leaky-relu": F.leaky_relu,
    "elu": F.elu,
    "selu": F.selu,
    "gelu": F.gelu,
    "silu": F.silu,
    "softplus": lambda z: F.softplus(z, threshold=50.0),
    "mish": F.mish,
}
"""All but PReLU, whose slope is a parameter."""

_MODULES: dict[str, Callable[[], nn.Module]] = {
    "linear": nn.Identity, "piecewise-linear": nn.Hardtanh, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU,
    "leaky-relu": nn.LeakyReLU, "prelu": nn.PReLU, "elu": nn.ELU, "selu": nn.SELU, "gelu": nn.GELU, "silu": nn.SiLU,
    "softplus": lambda: nn.Softplus(threshold=50.0), "mish": nn.Mish,
}  # fmt: skip


class Function(nn.Module):
    """An activation that PyTorch has no module for."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def forward(self, z: Tensor) -> Tensor:
        """f(z)."""
        return FUNCTIONS[self.name](z)

    def extra_repr(self) -> str:
        """Its name."""
        return self.name


def module(name: str) -> nn.Module:
    """The activation as a module of its own."""
    return _MODULES[name]() if name in _MODULES else Function(name)
