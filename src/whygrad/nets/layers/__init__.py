"""Kinds of layers: shapes, parameters, cost and PyTorch modules, one file a family; networks as lists of them.

`KINDS` is found by listing this folder: every module's `KIND` is a kind or several. `rows(layers, shape)` walks a
list of `experiment.layers.Layer` and says for each layer what comes out of it and what it costs.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, cast

from whygrad.experiment.layers import Layer
from whygrad.nets.layers.kind import Kind, Parameter, Shape, Unfit, Window, written
from whygrad.nets.layers.summary import Field, Row, rows

if TYPE_CHECKING:
    from torch import nn

__all__ = [
    "Field", "Kind", "Parameter", "Row", "Shape", "Unfit", "Window", "after", "kind_of", "kinds", "rows", "sequential",
    "written",
]  # fmt: skip


@cache
def kinds() -> dict[str, Kind]:
    """Kind's name -> the kind."""
    found: dict[str, Kind] = {}
    for module in pkgutil.iter_modules(__path__):
        own = getattr(importlib.import_module(f"{__name__}.{module.name}"), "KIND", ())
        for kind in cast("tuple[Kind, ...]", own if isinstance(own, tuple) else (own,)):
            found |= dict.fromkeys(kind.kinds, kind)
    return found


def kind_of(layer: Layer) -> Kind:
    """The kind of a layer."""
    return kinds()[layer.kind]


def after(layers: Sequence[Layer], shape: Shape) -> Shape:
    """The shape of what comes out of a list of layers; raises `Unfit`."""
    for layer in layers:
        shape = kind_of(layer).output(layer, shape)
    return shape


def sequential(layers: Sequence[Layer], shape: Shape) -> nn.Sequential:
    """The PyTorch modules of a list of layers, children "0", "1", …"""
    from torch import nn

    made: list[nn.Module] = []
    for layer in layers:
        made.append(kind_of(layer).module(layer, shape))
        shape = kind_of(layer).output(layer, shape)
    return nn.Sequential(*made)
