"""Rows of tables that meet in products, as those of users and items in a matrix factorization."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import Any

from torch import Tensor

from whygrad.instrument.torch_internals import widest


@dataclass(eq=False)
class Product:
    """Sums over products of two tables' rows, number by number; `spread` is their standard deviation."""

    tables: tuple[weakref.ref[Tensor], weakref.ref[Tensor]]
    spread: Tensor
    place: str


def product(tables: tuple[Tensor, Tensor], sums: Any, place: str) -> Product | None:
    """What is worth remembering of them; `None` if there are not several."""
    if not isinstance(sums, Tensor) or sums.numel() < 2 or not sums.is_floating_point():
        return None
    return Product((weakref.ref(tables[0]), weakref.ref(tables[1])), widest(sums.detach()).std(correction=0), place)
