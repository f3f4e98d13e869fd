"""The verdict on hand-made differences, and its intervals against SciPy's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from whygrad.claims.judging import CLAIMS, Decision, Rule, decide, decision_interval, verdict


def _rule(kind: str, smallest_effect: float = 0.5, **more: object) -> Rule:
    return Rule.model_validate({"kind": kind, "smallest_effect": smallest_effect, **more})


@pytest.mark.parametrize(("seeds", "comparisons"), [(5, 1), (10, 2), (20, 4), (100, 8)])
def test_the_interval_is_students_at_the_corrected_level(seeds: int, comparisons: int) -> None:
    d = np.random.default_rng(seeds).normal(0.3, 1.0, seeds)
    level = 1 - 0.05 / (CLAIMS * comparisons)
    expected = stats.t.interval(level, seeds - 1, loc=d.mean(), scale=stats.sem(d))
    assert decision_interval(d, comparisons) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(
    ("kind", "mean", "decision"),
    [
        ("larger", 2.0, "supported"), ("larger", 0.0, "refuted"), ("larger", -2.0, "refuted"),
        ("larger", 0.5, "undecided"),
        ("smaller", -2.0, "supported"), ("smaller", 0.0, "refuted"), ("smaller", 2.0, "refuted"),
        ("smaller", -0.5, "undecided"),
        ("equal", 0.0, "supported"), ("equal", 2.0, "refuted"), ("equal", -2.0, "refuted"), ("equal", 0.5, "undecided"),
    ],
)  # fmt: skip
def test_where_the_interval_lies_decides(kind: str, mean: float, decision: str) -> None:
    d = mean + 0.05 * np.array([-1.0, 1.0] * 10)
    assert decide(d, _rule(kind), 3) == decision


def test_a_wide_interval_decides_nothing() -> None:
    d = 1.0 + 10.0 * np.array([-1.0, 1.0] * 5)
    assert {decide(d, _rule(kind), 1) for kind in ("larger", "smaller", "equal")} == {"undecided"}


def test_what_is_not_finite_or_a_single_run_decides_nothing() -> None:
    assert decide([1.0, float("nan"), 1.0], _rule("larger"), 1) == "undecided"
    assert decide([5.0], _rule("larger"), 1) == "undecided"
    assert decide([], _rule("equal"), 1) == "undecided"
    assert decide([5.0], _rule("larger", exact=True), 1) == "supported"


@pytest.mark.parametrize(
    ("conditions", "control", "expected"),
    [
        (["supported"], "refuted", "supported"), (["refuted"] * 3, "refuted", "refuted"),
        (["supported", "refuted"], "refuted", "depends"),
        (["supported", "undecided", "refuted"], "undecided", "depends"),
        (["supported", "undecided"], "refuted", "undecided"), (["supported"], "supported", "undecided"),
        (["undecided"], "refuted", "undecided"), (["refuted"], "undecided", "refuted"),
    ],
)  # fmt: skip
def test_conditions_and_control_give_the_verdict(conditions: list[Decision], control: Decision, expected: str) -> None:
    assert verdict(conditions, control) == expected


def test_no_effect_is_hardly_ever_called_one() -> None:
    """500 claims without an effect: at the corrected level fewer than one in a thousand is expected to be supported."""
    random = np.random.default_rng(1)
    rule = _rule("larger", 0.0)
    assert sum(decide(random.normal(0, 1, 20), rule, 3) == "supported" for _ in range(500)) <= 1
