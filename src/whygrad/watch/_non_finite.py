"""Where a record's numbers stopped being finite."""

from __future__ import annotations

import math
from collections.abc import Set
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whygrad.watch.snapshot import Record


def first_non_finite(record: Record, broken: Set[str]) -> tuple[int, int, str] | None:
    """The update, the layer by its weight's key (-1: none) and what of it is not finite: a weight, an activation or the
    loss in the order of the forward pass, or a gradient in that of the backward pass; `None` if all is finite. What
    `broken` parts would tell is not known.
    """
    for key, values in record.layers.items():
        if "weights" not in broken and not math.isfinite(values["weight_rms"]):
            return record.step, key, "weight"
    for key, values in record.layers.items():
        if not math.isfinite(values.get("activation_mean", 0.0)):
            return record.step, key, "activation"
    if not math.isfinite(record.run.get("loss_train", 0.0)):
        return record.step, -1, "loss"
    if "gradient_norm" not in record.run:  # nothing came back since the last update
        return None
    for key, values in reversed(record.layers.items()):  # a gradient comes from the output
        if math.isinf(values["gradient_l2"]):
            return record.step, key, "gradient"
    # Maybe of a parameter that is no layer's weight.
    return (record.step, -1, "gradient") if math.isinf(record.run["gradient_norm"]) else None
