"""What excites a channel: the pictures of a data set that do so most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from whygrad.errors import InputError
from whygrad.zoo.inside.network import AT_ONCE, Array, module_at, tensor, undisturbed, watched


def excitation(maps: Tensor) -> Tensor:
    """How much each channel is excited, (N, K): the mean of max(A, 0) over its places; of a flat layer A itself.

    The positive part, because what comes behind a channel is usually a rectifier, and because the plain mean of what an
    edge filter answers is about 0 for every picture.
    """
    if maps.ndim == 2:
        return maps
    if maps.ndim != 4:
        raise InputError("inside-not-channels", shape="×".join(map(str, maps.shape[1:])))
    return maps.clamp(min=0).mean(dim=(2, 3))


@dataclass(frozen=True, eq=False)
class Exciting:
    """The pictures that excite each of K channels most, best first.

    `index` (K, count) numbers of pictures, `values` (K, count) their excitation, `mean` (K,) over all pictures.
    """

    channels: tuple[int, ...]
    index: NDArray[np.int64]
    values: Array
    mean: Array


def most_exciting(
    network: nn.Module, x: NDArray[np.floating], layer: str, channels: Sequence[int] | None = None, count: int = 8
) -> Exciting:
    """Rank pictures `x` (N, C, H, W) by `excitation` of each channel of a layer, of all channels by default.

    Of pictures that excite alike the first counts.
    """
    found = _excitations(network, x, layer)  # (N, K)
    chosen = chosen_channels(channels, found.shape[1], layer)
    own = found[:, list(chosen)].T  # (K, N)
    order = np.argsort(-own, axis=1, kind="stable")[:, :count]
    return Exciting(chosen, order.astype(np.int64), np.take_along_axis(own, order, axis=1), own.mean(axis=1))


def _excitations(network: nn.Module, x: NDArray[np.floating], layer: str) -> Array:
    """(N, K), without keeping the maps of all pictures."""
    module_at(network, layer)
    latest: dict[str, Tensor] = {}
    parts: list[Array] = []
    with undisturbed(network), torch.no_grad(), watched(network, [layer], latest.__setitem__):
        for start in range(0, len(x), AT_ONCE):
            latest.clear()
            network(tensor(network, x[start : start + AT_ONCE]))
            if layer not in latest:
                raise InputError("inside-not-called", name=layer)
            parts.append(excitation(latest[layer]).float().cpu().numpy())
    return np.concatenate(parts)


def chosen_channels(wanted: Sequence[int] | None, count: int, layer: str) -> tuple[int, ...]:
    """Those asked for, or all; raises `InputError` for one that there is not."""
    chosen = tuple(range(count)) if wanted is None else tuple(wanted)
    bad = next((one for one in chosen if not 0 <= one < count), None)
    if bad is not None:
        raise InputError("inside-channel", name=layer, number=str(bad), last=str(count - 1))
    return chosen
