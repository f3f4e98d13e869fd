"""Causes tested by experiment: what is confirmed comes first, what is refuted does not, the untestable stays."""

from __future__ import annotations

import random

import pytest
from benchmarks.planted import PLANTS, healthy, planted
from trial_fakes import diagnosis, finding

from whygrad.diagnose import Diagnosis, diagnose
from whygrad.diagnose.codes import RULES
from whygrad.diagnose.finding import CauseTest
from whygrad.engine import train
from whygrad.experiment import Experiment, preset_codes, presets
from whygrad.trial import cause_tests
from whygrad.trial.cause_tests import confirm_causes
from whygrad.trial.interventions import INTERVENTIONS


def _tested(experiment: Experiment) -> Diagnosis:
    trace = train(experiment, range(4))
    return confirm_causes(experiment, diagnose(trace), trace)


def _test(outcome: str, closed: float) -> CauseTest:
    return CauseTest(outcome, closed, 4 if outcome == "confirmed" else 0, 0, 4, (("training.l2", (1.0, 0.0)),))


@pytest.mark.parametrize(
    "name",
    [
        "constant-feature-csv", "dead-units-moons", "labels-look-random-csv", "learning-rate-too-high-circle",
        "learning-rate-too-low-circle", "linear-network-circle", "no-gradient-circle", "overfitting-moons",
        "output-loss-mismatch-moons", "symmetric-init-circle", "underfitting-rings", "vanishing-gradient-moons",
    ],
)  # fmt: skip
def test_the_cause_of_a_preset_stays_first(name: str) -> None:
    root = _tested(presets[name]).root
    assert root is not None
    assert root.code == preset_codes(name)[0]


def test_what_restores_learning_is_told_with_its_numbers() -> None:
    root = _tested(presets["no-progress-strong-l2"]).root
    assert root is not None
    assert root.test is not None
    assert root.test.outcome == "confirmed"
    assert dict(root.test.changes) == {"training.l2": (1.0, 0)}
    assert (root.test.learned, root.test.before, root.test.of) == (4, 0, 4)


def test_experiments_name_planted_causes_more_often_than_the_rules_alone() -> None:
    """A consequence is named first by the rules where dropout is too strong or a layer too narrow."""
    lot, alone, after, ill = random.Random(3), 0, 0, 0
    while ill < 8:
        drawn = healthy(lot)
        if drawn is None:
            continue
        for name in ("strong dropout", "one or two units a layer"):
            plant, right = PLANTS[name]
            experiment = planted(drawn[0], plant, lot)
            if experiment is None:
                continue
            trace = train(experiment, range(4))
            found = diagnose(trace)
            if found.healthy:
                continue
            tested = confirm_causes(experiment, found, trace)
            assert found.root is not None
            assert tested.root is not None
            ill += 1
            alone += found.root.code in right
            after += tested.root.code in right
    assert after >= alone


def test_a_healthy_training_is_not_tested(monkeypatch: pytest.MonkeyPatch) -> None:
    trace = train(presets["healthy-circle"], range(2))
    found = diagnose(trace)
    monkeypatch.setattr("whygrad.engine.train", None)
    assert confirm_causes(presets["healthy-circle"], found, trace) is found


def test_what_would_take_too_much_work_is_not_trained(monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = presets["learning-rate-too-low-circle"]
    trace = train(experiment, range(2))
    found = diagnose(trace)
    monkeypatch.setattr(cause_tests, "WORK", 1.0)
    assert confirm_causes(experiment, found, trace) is found


def _order(found: Diagnosis, results: dict[str, CauseTest]) -> list[tuple[str, str | None]]:
    return [(one.code, one.because_of) for one in cause_tests._ordered(found, results).findings]


def test_a_refuted_root_becomes_a_consequence_of_the_confirmed_cause() -> None:
    found = diagnosis(finding("learning-rate-too-high"), finding("underfitting"))
    results = {"learning-rate-too-high": _test("refuted", 0.0), "underfitting": _test("confirmed", 1.0)}
    assert _order(found, results) == [("underfitting", None), ("learning-rate-too-high", "underfitting")]


def test_causes_that_are_as_good_stay_in_the_order_from_root_to_symptom() -> None:
    found = diagnosis(finding("underfitting"), finding("learning-rate-too-high"))
    results = {"learning-rate-too-high": _test("confirmed", 0.95), "underfitting": _test("confirmed", 1.0)}
    assert _order(found, results)[0] == ("learning-rate-too-high", None)


def test_a_cause_that_no_rule_has_found_is_added() -> None:
    results = {"dead-units": _test("refuted", 0.1), "noisy-updates": _test("confirmed", 1.0)}
    assert _order(diagnosis(finding("dead-units")), results) == [
        ("noisy-updates", None), ("dead-units", "noisy-updates"),
    ]  # fmt: skip


def test_a_root_that_cannot_be_removed_stays_first() -> None:
    results = {"learning-rate-too-high": _test("confirmed", 1.0)}
    assert _order(diagnosis(finding("overfitting")), results) == [("overfitting", None)]


def test_rows_name_known_codes_and_specific_ones_a_single_setting() -> None:
    codes = [code for row in INTERVENTIONS for code in row.codes]
    assert set(codes) <= set(RULES)
    assert all(row.edits for row in INTERVENTIONS)
