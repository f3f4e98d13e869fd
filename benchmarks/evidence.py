"""Whether the evidence that a diagnosis prints bears out its findings: beyond the threshold, on the bad side.

Written apart from the rules, so that it can contradict them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Quantities that are bad when they are small, of all findings or of these; all others are bad when they are large.
SMALL_IS_BAD: dict[str, tuple[str, ...] | None] = {
    "answers_lost_renumbered": None,
    "copy_difference": None,
    "different_batches": None,
    "different_outputs": None,
    "distance_traveled": None,
    "epochs_seen": None,
    "final_progress": None,
    "gradient_agreement": None,
    "gradient_fade": None,
    "gradient_ratio": ("vanishing-gradient",),
    "init_scale": ("init-too-small",),
    "input_norm": None,
    "late_gain": None,
    "loss_fall": None,
    "neighbor_agreement": None,
    "one_batch_progress": None,
    "progress_so_far": None,
    "rare_weight": None,
    "rate_left": None,
    "rate_reached": None,
    "return_gain": None,
    "rounded_step": None,
    "single_class": None,
    "skill": None,
    "test_progress": None,
    "test_skill": None,
    "unit_difference": None,
    "units_apart": None,
    "updates_left": None,
    "updates_made": None,
    "way_to_targets": None,
    "weights_left": None,
}


def crosses(code: str, quantity: str, value: float, threshold: float) -> bool:
    """Whether a number of a finding is beyond its threshold on the bad side."""
    codes = SMALL_IS_BAD.get(quantity, ())
    if codes is None or code in codes:
        return value < threshold
    return value > threshold


def contradictions(diagnosis: Mapping[str, Any]) -> tuple[str, ...]:
    """The evidence of a diagnosis (its JSON) that is printed with a threshold and is not beyond it, a line each."""
    return tuple(
        f"{finding['code']}: {one['quantity']} {one['value']:g}, threshold {one['threshold']:g}"
        for told in (diagnosis, *diagnosis.get("others", ()))
        for finding in told["findings"]
        for one in finding["evidence"]
        if one["value"] is not None and one["threshold"] is not None
        and not crosses(finding["code"], one["quantity"], one["value"], one["threshold"])
    )  # fmt: skip
