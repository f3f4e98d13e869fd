"""Facts about tables whose rows meet in products, as those of users and items in a matrix factorization."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from whygrad.instrument.products import Product
from whygrad.trace.program import ProductFacts


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
