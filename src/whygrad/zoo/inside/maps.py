"""Feature maps: what a layer makes of pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from whygrad.errors import InputError
from whygrad.zoo.inside.network import AT_ONCE, Array, module_at, tensor, undisturbed, watched


def feature_maps(network: nn.Module, x: NDArray[np.floating], layer: str) -> Array:
    """What a layer gives for pictures `x` (N, C, H, W): (N, K, H', W'), or (N, K) behind the last picture."""
    return all_maps(network, x, [layer])[layer]


def all_maps(network: nn.Module, x: NDArray[np.floating], layers: Sequence[str]) -> dict[str, Array]:
    """`feature_maps` of several layers in one pass. Raises `InputError` for a layer that is not there or not called."""
    for path in layers:
        module_at(network, path)
    parts: dict[str, list[Array]] = {path: [] for path in layers}
    latest: dict[str, Tensor] = {}
    with undisturbed(network), torch.no_grad(), watched(network, layers, latest.__setitem__):
        for start in range(0, len(x), AT_ONCE):
            latest.clear()
            network(tensor(network, x[start : start + AT_ONCE]))
            for path, found in parts.items():
                if path not in latest:
                    raise InputError("inside-not-called", name=path)
                found.append(latest[path].float().cpu().numpy().copy())
    return {path: np.concatenate(found) for path, found in parts.items()}
