"""Batches that a model or a layer is given: the tensors of a call, and statistics of their columns or channels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, is_dataclass
from typing import Any

import torch
from torch import Tensor
from torch.distributions import Distribution
from torch.utils._pytree import tree_flatten, tree_leaves

from whygrad.instrument.settings import Settings
from whygrad.instrument.torch_internals import widest

CallOf = tuple[tuple[Any, ...], dict[str, Any]]  # what a model was called with


@dataclass(eq=False)
class Columns:
    """Running sums over the columns (or channels) of some inputs; tensors stay where the inputs are."""

    pictures: bool = False
    batches: int = 0
    count: int = 0
    sums: list[Tensor] = field(default_factory=list)  # total, squares, what is not finite
    low: Tensor | None = None
    high: Tensor | None = None

    def see(self, x: Tensor, axis: int, settings: Settings) -> Tensor | None:
        """A batch whose columns lie along this axis; how many of its values are not finite, if it is one of them."""
        # Whole numbers may be names; bytes with places, as those of pictures, are quantities.
        quantities = x.is_floating_point() or (x.dtype == torch.uint8 and x.ndim > 2)
        if not quantities or x.ndim < 2 or not x.numel() or x.shape[axis] > settings.columns:
            return None
        x = x.detach().float().movedim(axis, -1)
        if x.numel() > settings.elements:
            x = x[: max(1, settings.elements * len(x) // x.numel())]
        rows = x.reshape(-1, x.shape[-1])
        finite = rows.isfinite()
        bad = (~finite).sum(0)
        clean = widest(torch.where(finite, rows, torch.zeros_like(rows)))
        seen = Columns(
            self.pictures, 1, len(rows), [clean.sum(0), clean.square().sum(0), bad], rows.amin(0), rows.amax(0)
        )
        return bad.sum() if self.join(seen) else None

    def join(self, other: Columns) -> bool:
        """Take in what was seen of others; whether they are as many columns."""
        if self.low is None or self.high is None:
            self.sums, self.low, self.high = other.sums, other.low, other.high
        elif other.low is None or other.high is None or len(other.low) != len(self.low):
            return False
        else:
            self.sums = [one + two for one, two in zip(self.sums, other.sums, strict=True)]
            self.low, self.high = torch.minimum(self.low, other.low), torch.maximum(self.high, other.high)
        self.batches, self.count, self.pictures = self.batches + other.batches, self.count + other.count, other.pictures
        return True

    @property
    def bad(self) -> Tensor:
        """How many values were not finite."""
        return self.sums[2].sum()

    def summary(self) -> dict[str, list[Any]]:
        """mean, std, bad, constant as lists over the columns; empty if no numbers were seen."""
        if self.low is None or self.high is None:
            return {}
        total, squares, bad = self.sums
        mean = total / self.count
        std = (squares / self.count - mean.square()).clamp_min(0).sqrt()
        same = self.low == self.high
        std = torch.where(same, torch.zeros_like(std), std)
        return {"mean": mean.tolist(), "std": std.tolist(), "bad": bad.tolist(), "constant": same.tolist()}


def leaf_tensors(call: CallOf) -> list[Tensor]:
    """Every tensor among a model's arguments."""
    return [one for one in tree_flatten(call)[0] if isinstance(one, Tensor)]


def output_values(output: object) -> list[Any]:
    """The values of a network's output, also those that a distribution or a dataclass holds."""
    return [value for one in tree_leaves(output) for value in _values_of(one)]


def _values_of(one: Any) -> list[Any]:
    if isinstance(one, Distribution) or (is_dataclass(one) and not isinstance(one, type)):
        return output_values(list(vars(one).values()) if hasattr(one, "__dict__") else [])
    return [one]


def first_tensor(values: object) -> Tensor | None:
    """The batch among a model's arguments: the first tensor with samples, also in tuples, lists and dictionaries."""
    if isinstance(values, Tensor):
        return values if values.ndim else None
    if isinstance(values, Mapping):
        values = tuple(values.values())
    if isinstance(values, tuple | list):
        return next((found for one in values if (found := first_tensor(one)) is not None), None)
    return None
