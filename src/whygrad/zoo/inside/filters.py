"""The weights of a convolution as pictures."""

from __future__ import annotations

from math import prod

import torch
from torch import nn

from whygrad.errors import InputError
from whygrad.zoo.inside.network import Array, module_at


def filters(network: nn.Module, layer: str | None = None, shape: tuple[int, int, int] | None = None) -> Array:
    """The filters of a layer, of the first that has some by default: (K, C, h, w), C of its own input.

    What a dense layer that has as many inputs as a picture of `shape` (C, H, W) has values multiplies it with counts
    as a filter, too. Raises `InputError` for a layer that has no such weights.
    """
    found = _with_filters(network, shape)
    if not found:
        raise InputError("inside-no-weights")
    path = next(iter(found)) if layer is None else layer
    module_at(network, path)
    if path not in found:
        raise InputError("inside-no-filters", name=path, known=", ".join(found))
    values = found[path].detach().float().cpu().numpy().copy()
    return values if values.ndim == 4 or shape is None else values.reshape(-1, *shape)


def _with_filters(network: nn.Module, shape: tuple[int, int, int] | None) -> dict[str, torch.Tensor]:
    """Path -> weights of the convolutions, and of dense layers that may see the whole picture."""
    found: dict[str, torch.Tensor] = {}
    for path, module in network.named_modules():
        whole = isinstance(module, nn.Linear) and shape is not None and module.in_features == prod(shape)
        if isinstance(module, nn.Conv2d) or whole:
            found[path] = module.get_parameter("weight")
    return found
