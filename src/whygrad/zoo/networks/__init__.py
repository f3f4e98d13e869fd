"""Networks that everybody knows, as lists of layers, one file a family.

A family is a module with `BUILDERS`: name -> function of an input shape and a number of classes. `networks()` lists the
names, `network(name)` builds one; everything else about it (sizes, parameters, cost) follows from its layers.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from whygrad.errors import ExperimentError, InputError, nearest
from whygrad.nets.layers import Shape, rows, written
from whygrad.zoo.networks.network import Builder, Network

__all__ = ["Network", "network", "networks"]

_FAMILIES = ("linear", "mlp", "lenet", "alexnet", "vgg", "resnet", "cifar", "recurrent")  # by age and size, as listed


@cache
def _builders() -> dict[str, Builder]:
    """Every family of the folder, those named above first and in that order."""
    found = [module.name for module in pkgutil.iter_modules(__path__) if module.name != "network"]
    found.sort(key=lambda name: (_FAMILIES.index(name) if name in _FAMILIES else len(_FAMILIES), name))
    builders: dict[str, Builder] = {}
    for name in found:
        builders |= importlib.import_module(f"{__name__}.{name}").BUILDERS
    return builders


def networks() -> tuple[str, ...]:
    """The names of all networks."""
    return tuple(_builders())


def network(name: str, shape: Shape | None = None, classes: int | None = None) -> Network:
    """A network by its name; for another input (C, H, W) or number of classes than its paper's, if asked for.

    Raises `InputError` for a name that is unknown, and for an input that it cannot take.
    """
    builders = _builders()
    if name not in builders:
        close = nearest(name, builders)
        message = "error-network-nearest" if close else "error-network"
        raise InputError(message, name=name, nearest=close, known=", ".join(builders))
    made = builders[name](shape, classes)
    try:
        rows(made.layers, made.shape)
    except ExperimentError as error:
        raise InputError("error-network-input", name=name, shape=written(made.shape), problem=str(error)) from None
    return made
