"""A picture made to excite a channel: gradient ascent on the input (Erhan, Bengio, Courville & Vincent 2009)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from whygrad.errors import InputError
from whygrad.zoo.inside.exciting import chosen_channels, excitation
from whygrad.zoo.inside.network import AT_ONCE, Array, gradient, module_at, tensor, undisturbed, watched


@dataclass(frozen=True, eq=False)
class Ascent:
    """Pictures made for K channels: `pictures` (K, C, H, W) as the network sees them, and each channel's excitation by
    the noise that it began with and by the picture at the end, both (K,).
    """

    channels: tuple[int, ...]
    pictures: Array
    start: Array
    end: Array


def ascend(
    network: nn.Module,
    shape: tuple[int, int, int],
    layer: str,
    channels: Sequence[int],
    *,
    steps: int = 96,
    rate: float = 0.1,
    jitter: int = 2,
    decay: float = 0.01,
    center: NDArray[np.floating] | float = 0.0,
    blur: float = 0.8,
    low: NDArray[np.floating] | float | None = None,
    high: NDArray[np.floating] | float | None = None,
    seed: int = 0,
    progress: Callable[[float], None] | None = None,
) -> Ascent:
    """Gradient ascent on the input, x ← x + rate·g/rms(g), g = d excitation/dx, from noise (Erhan et al. 2009).

    `shape` is (C, H, W); the noise, of deviation `rate`, lies around `center`. What keeps it a picture (Yosinski et al.
    2015, Olah et al. 2017): it is moved by up to `jitter` pixels before each step and back after it, its distance from
    `center` then shrinks by the share `decay`, every fourth step it is blurred by a Gaussian of `blur` pixels
    (not in the last quarter), and it stays between `low` and `high`. Each regularizer is off at 0 or `None`; `center`,
    `low` and `high` are numbers or arrays that fit (C, H, W). A channel that no step reaches, because a rectifier is
    off everywhere, keeps its noise. Equal seeds give equal pictures.
    """
    module_at(network, layer)
    random = np.random.default_rng(seed)
    noise = random.normal(0.0, rate, (1, *shape))  # the same for all channels
    middle = tensor(network, np.broadcast_to(np.asarray(center, np.float32), shape))
    x = middle + tensor(network, np.repeat(noise, len(channels), axis=0))
    bounds = [None if one is None else tensor(network, np.asarray(one)) for one in (low, high)]
    x = _within(x, bounds)
    latest: dict[str, Tensor] = {}
    with undisturbed(network), watched(network, [layer], latest.__setitem__):
        start = _own(network, x, layer, channels, latest)
        for step in range(steps):
            shift = [int(random.integers(-jitter, jitter + 1)) for _ in range(2)] if jitter else [0, 0]
            slope = _slopes(network, torch.roll(x, shift, dims=(2, 3)), layer, channels, latest)
            slope = torch.roll(slope, [-one for one in shift], dims=(2, 3))
            size = slope.square().mean(dim=(1, 2, 3), keepdim=True).sqrt()
            moved = torch.where(size > 0, rate * slope / size.clamp(min=torch.finfo(size.dtype).tiny), 0)
            x = middle + (x + moved - middle) * torch.where(size > 0, 1 - decay, 1.0)
            if blur and step % 4 == 3 and step < 0.75 * steps:
                x = blurred(x, blur)
            x = _within(x, bounds)
            if progress is not None:
                progress((step + 1) / steps)
        end = _own(network, x, layer, channels, latest)
    return Ascent(tuple(channels), x.float().cpu().numpy(), start, end)


def _within(x: Tensor, bounds: Sequence[Tensor | None]) -> Tensor:
    low, high = bounds
    x = x if low is None else torch.maximum(x, low)
    return x if high is None else torch.minimum(x, high)


def _own(network: nn.Module, x: Tensor, layer: str, channels: Sequence[int], latest: dict[str, Tensor]) -> Array:
    """The excitation of each picture's own channel, (K,)."""
    parts: list[Array] = []
    with torch.no_grad():
        for begin in range(0, len(x), AT_ONCE):
            part = slice(begin, begin + AT_ONCE)
            parts.append(_excited(network, x[part], layer, channels[part], latest).float().cpu().numpy())
    return np.concatenate(parts)


def _excited(network: nn.Module, x: Tensor, layer: str, channels: Sequence[int], latest: dict[str, Tensor]) -> Tensor:
    latest.clear()
    network(x)
    if layer not in latest:
        raise InputError("inside-not-called", name=layer)
    found = excitation(latest[layer])
    chosen_channels(channels, found.shape[1], layer)
    return found[torch.arange(len(x), device=x.device), torch.tensor(list(channels), device=x.device)]


def _slopes(network: nn.Module, x: Tensor, layer: str, channels: Sequence[int], latest: dict[str, Tensor]) -> Tensor:
    """The gradient of each picture's excitation, (K, C, H, W); of its plain mean where a channel is off everywhere."""
    parts: list[Tensor] = []
    for begin in range(0, len(x), AT_ONCE):
        part = slice(begin, begin + AT_ONCE)
        with torch.enable_grad():
            own = x[part].detach().requires_grad_(True)
            excited = _excited(network, own, layer, channels[part], latest)
            maps = latest[layer]
            numbers = torch.tensor(list(channels[part]), device=x.device)
            plain = maps.flatten(2).mean(dim=2) if maps.ndim == 4 else maps
            plain = plain[torch.arange(len(own), device=x.device), numbers]
            goal = torch.where((excited > 0) | (maps.ndim == 2), excited, plain).sum()
            parts.append(gradient(goal, own))
    return torch.cat(parts)


def blurred(x: Tensor, deviation: float) -> Tensor:
    """Pictures (N, C, H, W), each channel by itself, under a Gaussian of so many pixels; edges are reflected."""
    reach = min(max(int(3 * deviation + 0.5), 1), min(x.shape[2:]) - 1)
    if reach < 1:
        return x
    places = torch.arange(-reach, reach + 1, dtype=x.dtype, device=x.device)
    weights = torch.exp(-0.5 * (places / deviation) ** 2)
    weights = (weights / weights.sum()).expand(x.shape[1], 1, -1)
    x = functional.pad(x, (reach, reach, reach, reach), mode="reflect")
    x = functional.conv2d(x, weights[:, :, None, :], groups=x.shape[1])
    return functional.conv2d(x, weights[:, :, :, None], groups=x.shape[1])
