"""Layers that begin as copies of each other."""

from __future__ import annotations

import torch
from torch import Tensor

from whygrad.watch._masters import is_constant, same_numbers


def copies_among(layers: list[tuple[int, Tensor]]) -> dict[int, int]:
    """Which layers, by key, have the same numbers: the same key for all of a group. Numbers that are all one are
    another matter.
    """
    found: dict[int, int] = {}
    kept: list[tuple[int, Tensor]] = []
    for key, weight in layers:
        first = next((first for first, one in kept if is_copy(weight, one)), None)
        if first is not None:
            found[first] = found[key] = first
        elif not is_constant(weight):
            kept.append((key, weight))
    return found


def is_copy(p: Tensor, other: Tensor) -> bool:
    """Whether two parameters hold the same numbers, each for itself."""
    kind = (p.dtype, p.device) == (other.dtype, other.device) and p.data_ptr() != other.data_ptr()
    return kind and same_numbers(p, other) and torch.equal(p, other)


def is_of_one_number(weight: Tensor) -> bool:
    """Whether all numbers of a layer's weights, two at least, are the same."""
    can_tell = weight.numel() > 1 and not weight.is_meta and weight.layout == torch.strided
    return can_tell and is_constant(weight) and bool((weight == weight.flatten()[0]).all())


def twin_of(copies: dict[int, int], keys: list[int], place: int) -> int:
    """The place of the first layer that began as a copy of the same one; -1 if that is the layer itself, or of none."""
    group = copies.get(keys[place])
    earliest = next((at for at, key in enumerate(keys) if copies.get(key) == group), place)
    return earliest if group is not None and earliest < place else -1
