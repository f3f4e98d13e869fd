"""What is recorded of a layer beyond single numbers, if the settings ask for it: histograms, and numbers for each unit.

Everything is computed on the tensor's own device and brought over at once (`fetched`).
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from whygrad.trace import HISTOGRAM_BINS, HISTOGRAM_RANGES

Details: TypeAlias = dict[str, Tensor]
"""Channel -> numbers of one layer: (bins,) or (units,)."""

Waiting: TypeAlias = list[tuple[dict[str, NDArray[np.float32]], str, Tensor]]
"""Numbers on a device, each with the place where they are to go."""

MOST_COUNTED = 1 << 18  # weights or gradients in a histogram; of more every k-th


def histogram(x: Tensor, name: str) -> Tensor:
    """The share of x in each bin of a channel's range, ends open: (bins,). NaN is in none."""
    low, high = HISTOGRAM_RANGES[name]
    place = ((x - low) * (HISTOGRAM_BINS / (high - low))).floor_().clamp_(0, HISTOGRAM_BINS - 1)
    place = place.nan_to_num_(HISTOGRAM_BINS).to(torch.int32).reshape(-1)
    return torch.bincount(place, minlength=HISTOGRAM_BINS + 1)[:HISTOGRAM_BINS] / max(x.numel(), 1)


def magnitudes(x: Tensor, name: str) -> Tensor:
    """The same of log₁₀|x|, of weights or their gradients."""
    x = (x.coalesce().values() if x.is_sparse else x).detach().reshape(-1)
    return histogram(x[:: max(1, x.numel() // MOST_COUNTED)].abs().float().log10_(), name)


def mean(several: list[Details]) -> Details:
    """The mean over a layer's calls of what all of them have."""
    if len(several) == 1:
        return several[0]
    names = set(several[0]).intersection(*several[1:])
    return {name: torch.stack([one[name].float() for one in several]).mean(0) for name in names}


def fetched(waiting: Waiting) -> None:
    """Bring all of them over, in one transfer for each device."""
    devices: dict[torch.device, Waiting] = {}
    for one in waiting:
        devices.setdefault(one[2].device, []).append(one)
    for group in devices.values():
        numbers = torch.cat([values.float() for _, _, values in group]).cpu().numpy()
        ends = np.cumsum([len(values) for _, _, values in group])
        for (into, name, values), end in zip(group, ends.tolist(), strict=True):
            into[name] = numbers[end - len(values) : end]
