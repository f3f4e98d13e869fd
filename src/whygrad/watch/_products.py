"""Rows of tables that meet in products, as those of users and items in a matrix factorization."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from torch import Tensor

from whygrad.trace.program import ProductFacts


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
    return Product((weakref.ref(tables[0]), weakref.ref(tables[1])), sums.detach().double().std(correction=0), place)


def products_among(products: Iterable[Product], own: set[int]) -> dict[tuple[int, int], ProductFacts]:
    """Facts by the tables' ids, of the `own` ones; what the tables are called is not known yet. Of several products of
    the same tables the first one counts.
    """
    found: dict[tuple[int, int], ProductFacts] = {}
    for one in products:
        first, second = (table() for table in one.tables)
        if first is not None and second is not None and {id(first), id(second)} <= own:
            facts = ProductFacts((), int(first.shape[-1]), float(one.spread), one.place)
            found.setdefault((id(first), id(second)), facts)
    return found


def named(
    products: Mapping[tuple[int, int], ProductFacts], names: Mapping[int, list[str]], order: list[int]
) -> tuple[ProductFacts, ...]:
    """With the tables' paths in the models; what no model owns has its number among the parameters, in their order."""

    def called(key: int) -> str:
        return names[key][0] if names.get(key) else f"parameter {order.index(key)}"

    return tuple(replace(one, names=tuple(map(called, dict.fromkeys(keys)))) for keys, one in products.items())
