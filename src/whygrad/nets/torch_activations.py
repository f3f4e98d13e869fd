"""Activations in PyTorch, as functions and as modules, from the table's spelling of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812  (everybody's name for it)

from whygrad.activations import ACTIVATIONS

_NAMES: dict[str, Any] = {"torch": torch, "F": F, "nn": nn}


def _function(expression: str) -> Callable[[Tensor], Tensor]:
    """The function of z that an expression of the table stands for: the same code that exported scripts contain."""
    return eval(f"lambda z: {expression}", _NAMES)


FUNCTIONS: dict[str, Callable[[Tensor], Tensor]] = {
    name: _function(row.code.pytorch_helper or row.code.pytorch.format("z"))
    for name, row in ACTIVATIONS.items()
    if row.code is not None and row.code.pytorch
}
"""All but PReLU, whose slope is a parameter."""

_MODULES: dict[str, str] = {name: row.code.module for name, row in ACTIVATIONS.items() if row.code and row.code.module}


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
    return eval(_MODULES[name], _NAMES) if name in _MODULES else Function(name)
