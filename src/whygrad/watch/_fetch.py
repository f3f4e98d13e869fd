"""Many numbers from the device at once."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import torch
from torch import Tensor

from whygrad.instrument.parts import Failed, Part
from whygrad.instrument.torch_internals import foreach_norm

_Waiting = tuple[Tensor, dict[Any, float], Any, str]


class Fetch:
    """Tensors without dimension, each with the place its value goes to; `run` brings all of them over together."""

    def __init__(self, failed: Failed) -> None:
        self._part = "record"
        self._failed = failed
        self._waiting: dict[torch.device, list[_Waiting]] = {}

    def of(self, part: str) -> Part:
        """A block of work for one part: what is added from now on, until the next one begins, is work of it, too."""
        self._part = part
        return Part(part, self._failed)

    def add(self, into: dict[Any, float], key: Any, value: Tensor) -> None:
        """`into[key]` becomes the value."""
        self._waiting.setdefault(value.device, []).append((value, into, key, self._part))

    def mean(self, into: dict[Any, float], key: Any, values: list[Tensor], weights: list[Tensor] | None = None) -> None:
        """`into[key]` becomes the mean of several. Of `weights` those below 0 count as 0; if none is above, all values
        count alike.
        """
        if len(values) == 1:
            self.add(into, key, values[0])
        elif values:
            numbers = torch.stack([value.float() for value in values])
            mean = numbers.mean()
            if weights is not None:
                counts = torch.stack([weight.float() for weight in weights]).clamp(min=0)
                total = counts.sum()
                mean = torch.where(total > 0, (numbers * counts).sum() / total, mean)
            self.add(into, key, mean)

    def run(self) -> None:
        """One transfer for each device; one by one where some of the numbers cannot be had."""
        for waiting in self._waiting.values():
            numbers: list[float] = []
            with suppress(Exception):
                numbers = _numbers([value for value, _, _, _ in waiting])
            if numbers:
                for number, (_, into, key, _) in zip(numbers, waiting, strict=True):
                    into[key] = number
                continue
            for value, into, key, part in waiting:
                with Part(part, self._failed):
                    into[key] = float(value)
        self._waiting = {}


def _numbers(values: list[Tensor]) -> list[float]:
    """What tensors of one device hold, in one transfer: as double-precision numbers, which hold those of all types.
    Apple's GPUs do not have them; there it is one transfer for each type.
    """
    by_type: dict[torch.dtype, list[int]] = {}
    for place, value in enumerate(values):
        by_type.setdefault(value.dtype, []).append(place)
    groups = [torch.stack([values[place] for place in places]) for places in by_type.values()]
    if values[0].device.type == "mps":
        numbers = [float(number) for one in groups for number in one.tolist()]
    else:
        numbers = torch.cat([one.double() for one in groups]).tolist()
    places = [place for group in by_type.values() for place in group]
    return [number for _, number in sorted(zip(places, numbers, strict=True))]


def real(x: Tensor) -> Tensor:
    """Complex numbers as pairs of real ones (..., 2), which have the same norm: g·Δw is Re(ḡΔw); any other tensor as
    it is.
    """
    return torch.view_as_real(x) if x.is_complex() else x


def norms(tensors: list[Tensor]) -> list[Tensor]:
    """‖x‖₂ of each; of a sparse gradient that of its values."""
    plain = [real(stored(x)) for x in tensors]
    if not plain:
        return []
    if len({(x.device, x.dtype) for x in plain}) == 1 and plain[0].dtype.itemsize > 1:
        return list(foreach_norm(plain))
    return [torch.linalg.vector_norm(x if x.dtype is torch.float64 else x.float()) for x in plain]


def stored(x: Tensor) -> Tensor:
    """The numbers that a sparse tensor holds; any other tensor as it is."""
    if x.layout is torch.sparse_coo:
        return x.coalesce().values()
    return x if x.layout is torch.strided or not hasattr(x, "values") else x.values()


def stacked(numbers: list[Tensor]) -> Tensor:
    """Tensors without dimension as one, on the first one's device: a model may lie on several."""
    return torch.stack([one.to(numbers[0].device, numbers[0].dtype) for one in numbers])
