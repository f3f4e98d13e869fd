"""How much of what a classifier knows of the shown samples holds for new ones."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.measurements.arrays import Floats
from whygrad.diagnose.measurements.reach import beyond_chance, least_new_accuracy, new_chance_accuracy
from whygrad.diagnose.reading import Reading


def expected_skill(reading: Reading) -> Floats:
    """(P,) accuracy beyond chance that new samples can be expected to have: that of the shown ones, or the lowest one
    that it allows where new samples belong to other classes than the shown ones did.
    """
    shown, new = reading.get("class_share"), reading.get("test_class_share")
    if shown is None or new is None:
        return reading.skill
    chance = reading.meta.chance_accuracy
    least = least_new_accuracy(reading.skill * (1 - chance) + chance, np.asarray(shown), np.asarray(new))
    return np.fmin(reading.skill, beyond_chance(least, new_chance_accuracy(reading.meta)))


def answers_lost(reading: Reading) -> tuple[Floats, Floats]:
    """(P,) accuracy beyond chance on the shown samples minus that on new ones, and how much of this the shares of the
    classes do not explain; NaN where one of the two is not known.
    """
    test, meta = reading.get("accuracy_test"), reading.meta
    if "accuracy_train" not in reading.channels or test is None or not np.isfinite(meta.chance_accuracy):
        return reading.constant(np.nan), reading.constant(np.nan)
    new = beyond_chance(reading.latest(test), new_chance_accuracy(meta))
    return reading.skill - new, expected_skill(reading) - new
