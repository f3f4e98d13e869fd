"""Weights and activations by depth: what each layer holds and what it makes of data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from whygrad.zoo.inside.network import AT_ONCE, leaves, module_at, tensor, undisturbed, watched


@dataclass(frozen=True, slots=True)
class Depth:
    """A layer: its weights, and its output over all pictures and places.

    `shape` of one picture's output. `weight_norm` is ‖W‖, the root of the sum of squares, `weight_mean` and
    `weight_std` are of W's numbers; NaN without weights. `mean`, `std` of the output, `zeros` its share of exact zeros.
    """

    path: str
    kind: str
    shape: tuple[int, ...]
    parameters: int
    weight_norm: float
    weight_mean: float
    weight_std: float
    mean: float
    std: float
    zeros: float


@dataclass(slots=True)
class _Sums:
    shape: tuple[int, ...] = ()
    count: int = 0
    total: float = 0.0
    squares: float = 0.0  # of deviations from `total / count`
    zeros: int = 0

    def add(self, value: Tensor) -> None:
        """Merge a batch in (Chan, Golub & LeVeque 1983), in float64: differences of large sums would lose digits."""
        value = value.detach().double()
        count, total = value.numel(), value.sum().item()
        if not count:
            return
        squares = (value - total / count).square().sum().item()
        if self.count:
            gap = total / count - self.total / self.count
            squares += gap * gap * self.count * count / (self.count + count)
        self.shape = tuple(value.shape[1:])
        self.count += count
        self.total += total
        self.squares += squares
        self.zeros += int((value == 0).sum())


def by_depth(network: nn.Module, x: NDArray[np.floating], layers: Sequence[str] | None = None) -> list[Depth]:
    """Every layer (all without children by default) in the order in which it answers to pictures `x` (N, C, H, W).

    A layer that is called several times counts all of its outputs; one that is never called is left out.
    """
    paths = leaves(network) if layers is None else list(layers)
    modules = {path: module_at(network, path) for path in paths}
    sums: dict[str, _Sums] = {}

    def look(path: str, output: Tensor) -> None:
        sums.setdefault(path, _Sums()).add(output)

    with undisturbed(network), torch.no_grad(), watched(network, paths, look):
        for start in range(0, len(x), AT_ONCE):
            network(tensor(network, x[start : start + AT_ONCE]))
    return [_row(path, modules[path], found) for path, found in sums.items()]


def _row(path: str, module: nn.Module, sums: _Sums) -> Depth:
    norm, mean, deviation = _weights(module)
    own = sum(one.numel() for one in module.parameters())
    count = max(sums.count, 1)
    return Depth(
        path, type(module).__name__, sums.shape, own, norm, mean, deviation,
        sums.total / count, sqrt(sums.squares / count), sums.zeros / count,
    )  # fmt: skip


def _weights(module: nn.Module) -> tuple[float, float, float]:
    """Norm, mean and standard deviation of a layer's own `weight…` parameters; NaN if it has none."""
    found = [one for name, one in module.named_parameters(recurse=False) if name.startswith("weight")]
    if not found:
        return nan, nan, nan
    values = torch.cat([one.detach().double().flatten() for one in found])
    return values.norm().item(), values.mean().item(), values.std(correction=0).item()
