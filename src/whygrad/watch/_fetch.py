"""Many numbers from the device at once."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from whygrad.watch._torch import foreach_norm


class Fetch:
    """Tensors without dimension, each with the place its value goes to; `run` brings all of them over together."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[torch.device, torch.dtype], list[tuple[Tensor, dict[Any, float], Any]]] = {}

    def add(self, into: dict[Any, float], key: Any, value: Tensor) -> None:
        """`into[key]` becomes the value."""
        self._waiting.setdefault((value.device, value.dtype), []).append((value, into, key))

    def mean(self, into: dict[Any, float], key: Any, values: list[Tensor]) -> None:
        """`into[key]` becomes the mean of several."""
        if len(values) == 1:
            self.add(into, key, values[0])
        elif values:
            self.add(into, key, torch.stack([value.float() for value in values]).mean())

    def run(self) -> None:
        """One transfer for each device and type of number."""
        for waiting in self._waiting.values():
            numbers = torch.stack([value for value, _, _ in waiting]).tolist()
            for number, (_, into, key) in zip(numbers, waiting, strict=True):
                into[key] = float(number)
        self._waiting = {}


def real(x: Tensor) -> Tensor:
    """Complex numbers as pairs of real ones (..., 2), which have the same norm: g·Δw is Re(ḡΔw); any other tensor as
    it is.
    """
    return torch.view_as_real(x) if x.is_complex() else x


def norms(tensors: list[Tensor]) -> list[Tensor]:
    """‖x‖₂ of each; of a sparse gradient that of its values."""
    plain = [real(x.coalesce().values() if x.is_sparse else x) for x in tensors]
    if not plain:
        return []
    if len({(x.device, x.dtype) for x in plain}) == 1:
        return list(foreach_norm(plain))
    return [torch.linalg.vector_norm(x.float()) for x in plain]
