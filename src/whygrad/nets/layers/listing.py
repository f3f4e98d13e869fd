"""The kinds of layers by name, found by listing this folder, and lists of layers as a whole."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from whygrad.experiment.layers import Layer
from whygrad.nets.layers.kind import Kind, Shape

if TYPE_CHECKING:
    from torch import nn


@cache
def kinds() -> dict[str, Kind]:
    """Kind's name -> the kind."""
    found: dict[str, Kind] = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        own = getattr(importlib.import_module(f"{__package__}.{module.name}"), "KIND", ())
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
