"""Causes of a script tested by short re-runs, with a place that answers at once: no script is run here."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

pytest.importorskip("torch")
pytestmark = pytest.mark.torch

from trial_fakes import diagnosis, finding, trace  # noqa: E402

from whygrad.diagnose import Diagnosis, Severity  # noqa: E402
from whygrad.trial import confirm_by_trial  # noqa: E402
from whygrad.trial.rerun import Untested, confirm, confirm_on_script, script_remedies  # noqa: E402
from whygrad.trial.rerun import run as rounds  # noqa: E402
from whygrad.trial.rerun.confirm import CONFIRM_SEEDS  # noqa: E402
from whygrad.trial.rerun.job import RerunRequest, RerunResult, ScriptFacts  # noqa: E402
from whygrad.trial.rerun.reruns import Reruns  # noqa: E402

RATE, HIGHER, INPUTS = "lower-learning-rate", "raise-learning-rate", "scale-inputs"
NORMALIZATION = "add-batch-normalization"


class Fake:
    """Re-runs of which each fix reaches its accuracy; "" is the script as it is, and `further` is reached by further
    variants of a fix.
    """

    slots = 1

    def __init__(self, reached: dict[str, float], further: dict[str, float] | None = None, **changes: Any) -> None:
        self.reached, self.changes = reached, changes
        self.further = further or {}
        self.asked: list[tuple[str, int, int]] = []
        self.now = 0.0

    def prepare(self, imports: tuple[str, ...], most: float) -> None:
        assert most > 0

    def completed(
        self, facts: ScriptFacts, requests: Iterable[tuple[Any, RerunRequest]], seconds: float
    ) -> Iterator[tuple[Any, RerunResult]]:
        for tag, request in requests:
            fix = request.remedies[0][0] if request.remedies else ""
            self.asked.append((fix, request.seed, request.steps))
            first = not fix or request.remedies[0][1] == script_remedies()[fix].variants[0]
            reached = self.reached if first else self.reached | self.further
            scores = {"accuracy_train": reached[fix]} if fix in reached else {}
            ended = RerunResult(
                "stopped", steps=70, scores=scores, chance={"accuracy_train": 0.5}, applied=fix in self.reached
            )
            for name, value in self.changes.items():
                setattr(ended, name, value)
            self.now += ended.seconds
            yield tag, ended


def told(place: Fake, *codes: str, seconds: float = 30.0) -> Diagnosis | Untested:
    found = diagnosis(*(finding(code) for code in codes))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "monotonic", lambda: place.now)
        reruns = Reruns(place, trace(accuracy_test=[0.5]), found, seconds, steps=100)
        return confirm._Confirmation(reruns, found, confirm._tests(found), None).result()


def diagnosed(place: Fake, *codes: str, seconds: float = 30.0) -> Diagnosis:
    found = told(place, *codes, seconds=seconds)
    assert isinstance(found, Diagnosis)
    return found


def outcomes(found: Diagnosis) -> dict[str, str | None]:
    return {one.code: one.test.outcome if one.test is not None else None for one in found.findings}


def test_the_fix_that_makes_the_script_learn_confirms_its_cause() -> None:
    place = Fake({"": 0.5, RATE: 0.52, INPUTS: 0.95})
    found = diagnosed(place, "learning-rate-too-high", "inputs-not-normalized", "non-finite")
    assert [one.code for one in found.findings] == ["inputs-not-normalized", "learning-rate-too-high", "non-finite"]
    assert [one.because_of for one in found.findings][1:] == ["inputs-not-normalized"] * 2
    assert outcomes(found) == {
        "inputs-not-normalized": "confirmed", "learning-rate-too-high": "refuted", "non-finite": None
    }  # fmt: skip
    test = found.findings[0].test
    assert test is not None
    assert (test.remedy, test.learned, test.before, test.of) == (INPUTS, CONFIRM_SEEDS, 0, CONFIRM_SEEDS)
    assert {(fix, seed) for fix, seed, _ in place.asked} == {
        (fix, k) for fix in ("", RATE, INPUTS) for k in range(CONFIRM_SEEDS)
    }
    assert {steps for _, _, steps in place.asked[1:]} == {70}  # as many updates as the first one came to


@pytest.mark.parametrize(
    ("reached", "changes", "reason"),
    [
        ({"": 0.5, RATE: 0.55, INPUTS: 0.5}, {}, Untested.NO_HELP),  # less than a quarter of what can be learned
        ({"": 0.9, RATE: 0.96, INPUTS: 0.96}, {}, Untested.LEARNS),
        ({"": 0.9, RATE: 0.9, INPUTS: 0.9}, {"steps": 20}, Untested.TOO_LONG),  # a fifth of what was diagnosed
        ({"": 0.5}, {}, Untested.NO_FIX),  # none finds anything to act on
        ({"": 0.5, RATE: 0.9, INPUTS: 0.9}, {"scores": {}}, Untested.NO_MEASURE),
        ({"": 0.5, RATE: 0.9, INPUTS: 0.9}, {"seconds": 40.0}, Untested.TOO_LONG),  # no time for a second run
    ],
)
def test_where_nothing_is_told_apart_the_reason_is_said(
    reached: dict[str, float], changes: dict[str, Any], reason: Untested
) -> None:
    assert told(Fake(reached, **changes), "learning-rate-too-high", "inputs-not-normalized") is reason


def test_further_variants_of_the_fixes_are_run_where_the_first_ones_do_not_help() -> None:
    place = Fake({"": 0.5, RATE: 0.5, HIGHER: 0.5, INPUTS: 0.5}, further={HIGHER: 0.95})
    found = diagnosed(place, "inputs-not-normalized", "no-progress")
    assert found.findings[0].code == "learning-rate-too-low"
    assert found.findings[0].test is not None
    assert found.findings[0].test.changes == (("factor", ("–", 100.0)),)
    assert [fix for fix, seed, _ in place.asked if seed == 0] == ["", INPUTS, RATE, HIGHER, RATE, HIGHER]


def test_further_variants_are_not_run_without_time_for_two_of_each() -> None:
    place = Fake({"": 0.5, RATE: 0.5}, further={RATE: 0.95}, seconds=6.0)
    assert told(place, "learning-rate-too-high") is Untested.NO_HELP


def test_causes_whose_removal_changes_nothing_in_a_script_that_learns_are_refuted() -> None:
    found = diagnosed(
        Fake({"": 0.9, RATE: 0.91, INPUTS: 0.8, NORMALIZATION: 0.8}),
        "learning-rate-too-high", "inputs-not-normalized", "no-progress",
    )  # fmt: skip
    assert outcomes(found) == {
        "learning-rate-too-high": "refuted", "inputs-not-normalized": "refuted", "no-progress": None
    }  # fmt: skip
    assert {one.severity for one in found.findings} == {Severity.INFO}
    assert found.healthy
    test = found.findings[0].test
    assert test is not None
    assert (test.remedy, test.learned, test.before, test.of) == (RATE, CONFIRM_SEEDS, CONFIRM_SEEDS, CONFIRM_SEEDS)


def test_a_rate_that_no_rule_found_is_shown_if_it_alone_makes_the_script_learn() -> None:
    place = Fake({"": 0.5, RATE: 0.5, HIGHER: 0.95, INPUTS: 0.5})
    found = diagnosed(place, "inputs-not-normalized", "no-progress")
    assert [one.code for one in found.findings] == ["learning-rate-too-low", "inputs-not-normalized", "no-progress"]
    assert [one.because_of for one in found.findings] == [None, "learning-rate-too-low", "learning-rate-too-low"]


def test_a_rate_that_no_rule_found_is_not_shown_where_it_is_no_better() -> None:
    found = diagnosed(Fake({"": 0.5, RATE: 0.9, HIGHER: 0.5, INPUTS: 0.95}), "inputs-not-normalized", "no-progress")
    assert [one.code for one in found.findings] == ["inputs-not-normalized", "no-progress"]


def test_a_cause_is_refuted_as_harmless_only_if_another_change_gains_as_little() -> None:
    helped = Fake({"": 0.8, RATE: 0.8}, further={RATE: 0.9})
    assert told(helped, "learning-rate-too-high") is Untested.LEARNS
    other = Fake({"": 0.8, INPUTS: 0.8, NORMALIZATION: 0.99})  # which helps against many causes
    assert told(other, "inputs-not-normalized") is Untested.LEARNS
    idle = Fake({"": 0.8, INPUTS: 0.8})  # the next fix finds nothing to act on
    assert told(idle, "inputs-not-normalized") is Untested.LEARNS
    alike = Fake({"": 0.8, RATE: 0.8}, further={RATE: 0.8})
    assert diagnosed(alike, "learning-rate-too-high").healthy
    assert {seed for fix, seed, _ in alike.asked if fix == RATE} == set(range(CONFIRM_SEEDS))
    slow = Fake({"": 0.8, RATE: 0.8}, seconds=7.0)
    assert told(slow, "learning-rate-too-high") is Untested.TOO_LONG  # four runs, and no time for two more


def test_a_cause_that_matters_stays_beside_one_that_was_refuted() -> None:
    found = diagnosed(Fake({"": 0.8, RATE: 0.8, INPUTS: 0.9}), "learning-rate-too-high", "inputs-not-normalized")
    assert [(one.code, str(one.severity)) for one in found.findings] == [
        ("inputs-not-normalized", "error"), ("learning-rate-too-high", "info"),
    ]  # fmt: skip


def test_a_script_that_does_not_learn_is_run_for_fewer_updates_where_two_rounds_do_not_fit() -> None:
    place = Fake({"": 0.5, RATE: 0.9}, seconds=12.0)
    assert told(place, "learning-rate-too-high", seconds=30.0) is Untested.TOO_LONG
    assert place.asked[0] == ("", 0, 100)
    assert place.asked[1][:2] == ("", 0)
    assert place.asked[1][2] < 70


def test_a_fix_that_finds_nothing_to_act_on_leaves_the_others() -> None:
    found = diagnosed(Fake({"": 0.5, RATE: 0.9}), "learning-rate-too-high", "inputs-not-normalized")
    assert outcomes(found) == {"learning-rate-too-high": "confirmed", "inputs-not-normalized": None}


def test_a_trial_where_nothing_was_found_tries_general_fixes() -> None:
    reached = {"": 0.5, "raise-learning-rate": 0.95, "use-adam": 0.7, "lower-learning-rate": 0.5, "use-relu-he": 0.5}
    nothing, place = diagnosis(), Fake(reached)
    reruns = Reruns(place, trace(accuracy_test=[0.5]), nothing, 900.0, steps=100)
    tried = rounds._ScriptTrial("train.py", reruns, nothing, 6, None, None, None).trial()
    assert (tried.root, tried.verdict, tried.best and tried.best.code) == (None, "helps", "raise-learning-rate")
    assert {one.code for one in tried.failed} == {"scale-inputs", "larger-batch"}  # which find nothing to act on
    assert not tried.advice
    assert confirm_by_trial(nothing, tried).findings[0].code == "learning-rate-too-low"


def test_ctrl_c_ends_the_tests() -> None:
    with pytest.raises(KeyboardInterrupt):
        told(Fake({"": 0.5}, stop="interrupted"), "learning-rate-too-high")


def test_what_has_no_grave_cause_with_a_fix_is_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirm, "here", None)
    information = finding("learning-rate-too-high", severity=Severity.INFO)
    for found in (diagnosis(), diagnosis(information), diagnosis(finding("labels-look-random"))):
        assert confirm_on_script("train.py", (), trace(accuracy_test=[0.5]), found) is Untested.NO_FIX
