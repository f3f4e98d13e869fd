"""The weight decay of an optimizer."""

from __future__ import annotations

import math

from torch.optim import Optimizer

from whygrad.instrument.by_hand import ByHand


def added_decay(optimizer: Optimizer | ByHand) -> float:
    """The weight decay λ of most of the numbers that an optimizer of PyTorch trains, where it steps along g + λ w.

    NaN where it shrinks the weights beside the step (AdamW), and of an optimizer whose formula is not known.
    """
    if not type(optimizer).__module__.startswith("torch.optim"):
        return math.nan
    numbers: dict[float | None, int] = {}
    for group in optimizer.param_groups:
        decay = None if group.get("decoupled_weight_decay") else group.get("weight_decay")
        numbers[decay] = numbers.get(decay, 0) + sum(p.numel() for p in group["params"])
    most = max(numbers, key=lambda decay: numbers[decay], default=None)
    return math.nan if most is None else float(most)
