"""The weights of a convolution as pictures."""

from __future__ import annotations

import torch
from torch import nn

from whygrad.errors import InputError
from whygrad.zoo.inside.network import Array, leaves, module_at


def filters(network: nn.Module, layer: str | None = None, shape: tuple[int, int, int] | None = None) -> Array:
    """The filters of a layer, of the network's first with weights by default: (K, C, h, w), C of its own input.

    What a dense layer that sees a picture of `shape` (C, H, W) multiplies it with counts as one filter a unit,
    (K, C, H, W). Raises `InputError` for a layer that has no such weights.
    """
    path = layer if layer is not None else _first(network)
    module = module_at(network, path)
    weight = getattr(module, "weight", None)
    if not isinstance(module, nn.Conv2d | nn.Linear) or not isinstance(weight, torch.Tensor):
        raise InputError("inside-no-filters", name=path, known=", ".join(_with_filters(network)))
    values = weight.detach().float().cpu().numpy().copy()
    if isinstance(module, nn.Conv2d):
        return values
    if shape is None or values.shape[1] != shape[0] * shape[1] * shape[2]:
        raise InputError("inside-no-filters", name=path, known=", ".join(_with_filters(network, dense=False)))
    return values.reshape(-1, *shape)


def _with_filters(network: nn.Module, *, dense: bool = True) -> list[str]:
    kinds = (nn.Conv2d, nn.Linear) if dense else (nn.Conv2d,)
    modules = dict(network.named_modules())
    return [path for path in leaves(network) if isinstance(modules[path], kinds)]


def _first(network: nn.Module) -> str:
    found = _with_filters(network)
    if not found:
        raise InputError("inside-no-weights")
    return found[0]
