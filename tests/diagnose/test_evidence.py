"""A finding's numbers must show what it says: some quantity is beyond its threshold, on the side the rule means."""

from __future__ import annotations

import math

import pytest

from whygrad.diagnose import diagnose
from whygrad.diagnose.limits import LIMITS
from whygrad.engine import train
from whygrad.experiment import preset_codes, presets

CHEAP = [name for name in presets if preset_codes(name) and "digits" not in name]
# Quantities that are bad when they are small; all others are bad when they are large.
SMALL_IS_BAD = {
    "gradient_ratio": ("vanishing-gradient",),
    "init_scale": ("init-too-small",),
    "unit_difference": ("symmetric-init",),
    "copy_difference": ("symmetric-init",),
    "distance_traveled": ("learning-rate-too-low",),
    "gradient_agreement": ("noisy-updates",),
    "final_progress": None,
    "skill": None,
    "late_gain": None,
    "neighbor_agreement": None,
    "test_skill": None,
    "step_quality": None,
    "one_batch_progress": None,
}


def _crosses(code: str, quantity: str, value: float, threshold: float) -> bool:
    codes = SMALL_IS_BAD.get(quantity, ())
    if codes is None or code in codes:
        return value <= threshold
    return value >= threshold or quantity.startswith("non_finite_")


@pytest.mark.parametrize("name", CHEAP)
def test_some_number_of_every_finding_crosses_its_limit(name: str) -> None:
    assert LIMITS
    for finding in diagnose(train(presets[name], 3)).findings:
        measured = [e for e in finding.evidence if not math.isnan(e.value)]
        crossing = [e for e in measured if _crosses(finding.code, e.quantity, e.value, e.threshold)]
        assert crossing, (finding.code, finding.evidence)
