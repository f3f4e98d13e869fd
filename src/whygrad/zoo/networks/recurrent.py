"""Recurrent networks over sequences: 64 units, then one dense layer over what they say at the last time."""

from __future__ import annotations

from functools import partial

from whygrad.nets.layers import Shape
from whygrad.zoo.networks.network import Builder, Network, plain

_PAPERS = {"rnn": "Elman 1990", "lstm": "Hochreiter & Schmidhuber 1997", "gru": "Cho et al. 2014, arXiv 1406.1078"}
_UNITS = 64


def recurrent(kind: str, shape: Shape | None = None, classes: int | None = None) -> Network:
    """A cell of 64 units. The input (50, 2) and the single output are those of the adding problem."""
    classes = classes or 1
    layers = [{kind: _UNITS}, {"dense": classes}]
    return Network(kind, plain(layers), shape or (50, 2), classes, _PAPERS[kind])


BUILDERS: dict[str, Builder] = {kind: partial(recurrent, kind) for kind in _PAPERS}
