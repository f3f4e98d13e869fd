"""Causes tested by experiment: what is confirmed comes first, what is refuted does not, the untestable stays."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.planted import PLANTS, healthy, planted
from trial_fakes import diagnosis, finding

from whygrad.diagnose import Diagnosis, diagnose
from whygrad.diagnose.codes import RULES
from whygrad.diagnose.finding import CauseTest, Severity
from whygrad.engine import train
from whygrad.experiment import Experiment, preset_codes, presets
from whygrad.trial import METRICS, Result, Trial, cause_tests
from whygrad.trial.cause_removals import CAUSE_REMOVALS
from whygrad.trial.cause_tests import confirm_by_trial, confirm_causes
from whygrad.trial.judge import compare


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


def _order(found: Diagnosis, results: dict[str, CauseTest], *unnoticed: str) -> list[tuple[str, str | None]]:
    return [(one.code, one.because_of) for one in cause_tests.ordered(found, results, unnoticed).findings]


def test_a_refuted_root_becomes_a_consequence_of_the_confirmed_cause() -> None:
    found = diagnosis(finding("learning-rate-too-high"), finding("underfitting"))
    results = {"learning-rate-too-high": _test("refuted", 0.0), "underfitting": _test("confirmed", 1.0)}
    assert _order(found, results) == [("underfitting", None), ("learning-rate-too-high", "underfitting")]


def test_causes_that_are_as_good_stay_in_the_order_from_root_to_symptom() -> None:
    found = diagnosis(finding("underfitting"), finding("learning-rate-too-high"))
    results = {"learning-rate-too-high": _test("confirmed", 0.95), "underfitting": _test("confirmed", 1.0)}
    assert _order(found, results)[0] == ("learning-rate-too-high", None)


def test_of_causes_that_are_as_good_the_one_that_explains_the_other_comes_first() -> None:
    consequence = replace(finding("dead-units"), cause=False, because_of="symmetric-init")
    results = {"symmetric-init": _test("confirmed", 0.95), "dead-units": _test("confirmed", 1.0)}
    assert _order(diagnosis(finding("symmetric-init"), consequence), results)[0] == ("symmetric-init", None)


def test_a_confirmed_cause_comes_before_what_it_explains_however_much_better_that_one_s_fix_is() -> None:
    consequence = replace(finding("noisy-updates"), cause=False, because_of="not-shuffled")
    found = diagnosis(finding("not-shuffled"), consequence)
    results = {"not-shuffled": _test("confirmed", 0.55), "noisy-updates": _test("confirmed", 1.0)}
    assert _order(found, results)[0] == ("not-shuffled", None)
    results["not-shuffled"] = _test("undecided", 0.45)
    assert _order(found, results)[0] == ("noisy-updates", None)


def test_a_cause_that_no_rule_has_found_is_added() -> None:
    results = {"dead-units": _test("refuted", 0.1), "noisy-updates": _test("confirmed", 1.0)}
    assert _order(diagnosis(finding("dead-units")), results)[0] == ("dead-units", None)
    assert _order(diagnosis(finding("dead-units")), results, "noisy-updates") == [
        ("noisy-updates", None), ("dead-units", "noisy-updates"),
    ]  # fmt: skip


def test_a_root_that_cannot_be_removed_stays_first() -> None:
    results = {"learning-rate-too-high": _test("confirmed", 1.0)}
    assert _order(diagnosis(finding("overfitting")), results) == [("overfitting", None)]


def test_rows_name_known_codes_and_specific_ones_a_single_setting() -> None:
    codes = [code for row in CAUSE_REMOVALS for code in row.codes]
    assert set(codes) <= set(RULES)
    assert all(row.edits for row in CAUSE_REMOVALS)


def _tried(base: float, **means: float) -> Trial:
    """A trial over six seeds: accuracies near these means, by the fix's code with underscores."""
    around = np.linspace(-0.01, 0.01, 6)

    def one(code: str, mean: float) -> Result:
        return Result(code, None, {"factor": (1, 0.1)}, None, np.clip(mean + around, 0, 1), ends=("finished",) * 6)

    fixes = [one(code.replace("_", "-"), mean) for code, mean in means.items()]
    metric = METRICS["accuracy_test"]
    return compare(metric, 0.5, tuple(range(6)), one("baseline", base), fixes, remedies=len(fixes), root=None)


def test_a_trial_puts_the_cause_first_whose_fix_works() -> None:
    high, wide = finding("learning-rate-too-high"), finding("inputs-not-normalized")
    found = confirm_by_trial(diagnosis(wide, high), _tried(0.5, scale_inputs=0.52, lower_learning_rate=0.95))
    assert [(one.code, one.because_of) for one in found.findings] == [
        ("learning-rate-too-high", None), ("inputs-not-normalized", "learning-rate-too-high"),
    ]  # fmt: skip
    first, second = (one.test for one in found.findings)
    assert first is not None
    assert second is not None
    assert (first.outcome, first.learned, first.before, first.of) == ("confirmed", 6, 0, 6)
    assert (first.remedy, dict(first.changes)) == ("lower-learning-rate", {"factor": (1, 0.1)})
    assert (second.outcome, second.learned) == ("refuted", 0)


def test_a_trial_adds_a_learning_rate_where_the_rules_found_nothing() -> None:
    nothing, advice = diagnosis(), diagnosis(finding("linear-network", severity=Severity.INFO))
    faster = _tried(0.5, raise_learning_rate=0.9, use_adam=0.7)
    for found in (nothing, advice):
        first = confirm_by_trial(found, faster).findings[0]
        assert (first.code, first.severity, first.affected, first.of) == ("learning-rate-too-low", "warning", 6, 6)
        assert first.test is not None
        assert (first.test.outcome, first.test.remedy) == ("confirmed", "raise-learning-rate")
        assert confirm_by_trial(found, _tried(0.5, raise_learning_rate=0.7)) is found  # a fifth of what can be learned
        assert confirm_by_trial(found, _tried(0.5, use_adam=0.9)) is found  # helps against many causes
        # It closes more than half of the gap, and gains less than a quarter of what can be learned.
        assert confirm_by_trial(found, _tried(0.5, raise_learning_rate=0.74, use_adam=0.95)) is found
    ill = diagnosis(finding("batch-mixing"))
    assert [one.code for one in confirm_by_trial(ill, faster).findings] == ["batch-mixing"]


def test_a_trial_in_which_nothing_helps_says_nothing_of_causes() -> None:
    found = diagnosis(finding("learning-rate-too-high"))
    assert confirm_by_trial(found, _tried(0.5, lower_learning_rate=0.5)) is found
    assert confirm_by_trial(found, _tried(0.5, add_batch_normalization=0.9)) is found  # it tests no cause


def test_a_cause_whose_own_fix_was_not_tested_stays_where_it_was() -> None:
    found = diagnosis(finding("batch-mixing"), finding("learning-rate-too-high"))
    tested = confirm_by_trial(found, _tried(0.5, lower_learning_rate=0.95))
    assert [one.code for one in tested.findings] == ["batch-mixing", "learning-rate-too-high"]
    assert [one.test is not None for one in tested.findings] == [False, True]
