"""Where a record's numbers stopped being finite."""

from __future__ import annotations

import math

import pytest

from whygrad.watch._non_finite import first_non_finite
from whygrad.watch.snapshot import Record

BELOW, ABOVE = 1, 2


def record(*, below: dict[str, float], above: dict[str, float], run: dict[str, float]) -> Record:
    """One of two layers, finite but for what is given."""
    fine = {"weight_rms": 1.0, "activation_mean": 0.5, "gradient_l2": 0.1}
    return Record(7, {"loss_train": 1.0, "gradient_norm": 0.2} | run, {BELOW: fine | below, ABOVE: fine | above}, {})


@pytest.mark.parametrize(
    ("below", "above", "run", "expected"),
    [
        ({}, {}, {}, None),
        ({"activation_mean": math.nan}, {"weight_rms": math.inf}, {"loss_train": math.nan}, (7, ABOVE, "weight")),
        ({}, {"activation_mean": math.inf}, {"loss_train": math.nan}, (7, ABOVE, "activation")),
        ({"gradient_l2": math.inf}, {}, {"loss_train": math.nan, "gradient_norm": math.inf}, (7, -1, "loss")),
        ({"gradient_l2": math.inf}, {"gradient_l2": math.inf}, {"gradient_norm": math.inf}, (7, ABOVE, "gradient")),
        ({}, {}, {"gradient_norm": math.inf}, (7, -1, "gradient")),
    ],
)
def test_the_first_in_the_order_of_computation_is_named(
    below: dict[str, float], above: dict[str, float], run: dict[str, float], expected: tuple[int, int, str] | None
) -> None:
    assert first_non_finite(record(below=below, above=above, run=run), frozenset()) == expected


def test_weights_that_could_not_be_observed_tell_nothing() -> None:
    assert first_non_finite(record(below={"weight_rms": math.nan}, above={}, run={}), {"weights"}) is None
