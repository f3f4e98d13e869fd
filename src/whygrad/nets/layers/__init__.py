"""Kinds of layers: shapes, parameters, cost and PyTorch modules, one file a family; networks as lists of them.

`kinds()` lists this folder: a module's `KIND` is a kind or several. `rows(layers, shape)` walks a
list of `experiment.layers.Layer` and says for each layer what comes out of it and what it costs.
"""

from __future__ import annotations

from whygrad.nets.layers.kind import Kind, Parameter, Shape, Unfit, Window, written
from whygrad.nets.layers.listing import after, kind_of, kinds, sequential
from whygrad.nets.layers.summary import Field, Row, rows

__all__ = [
    "Field", "Kind", "Parameter", "Row", "Shape", "Unfit", "Window", "after", "kind_of", "kinds", "rows", "sequential",
    "written",
]  # fmt: skip
