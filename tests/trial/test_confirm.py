"""Causes of a script tested by short re-runs, with a place that answers at once: no script is run here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

pytest.importorskip("torch")
pytestmark = pytest.mark.torch

from trial_fakes import diagnosis, finding, trace  # noqa: E402

from whygrad.diagnose import Diagnosis, Severity  # noqa: E402
from whygrad.trial.rerun import confirm, confirm_on_script  # noqa: E402
from whygrad.trial.rerun.confirm import SEEDS  # noqa: E402
from whygrad.trial.rerun.job import Ended, Facts, Request  # noqa: E402

RATE, HIGHER, INPUTS = "lower-learning-rate", "raise-learning-rate", "scale-inputs"


class Fake:
    """Re-runs of which each fix reaches its accuracy; "" is the script as it is."""

    slots = 1

    def __init__(self, reached: dict[str, float], **changes: Any) -> None:
        self.reached, self.changes = reached, changes
        self.asked: list[tuple[str, int, int]] = []
        self.now = 0.0

    def prepare(self, imports: tuple[str, ...], most: float) -> None:
        assert most > 0

    def completed(
        self, facts: Facts, requests: Iterable[tuple[Any, Request]], seconds: float
    ) -> Iterator[tuple[Any, Ended]]:
        for tag, request in requests:
            fix = request.remedies[0][0] if request.remedies else ""
            self.asked.append((fix, request.seed, request.steps))
            scores = {"accuracy_train": self.reached[fix]} if fix in self.reached else {}
            ended = Ended(
                "stopped", steps=70, scores=scores, chance={"accuracy_train": 0.5}, applied=fix in self.reached
            )
            for name, value in self.changes.items():
                setattr(ended, name, value)
            self.now += ended.seconds
            yield tag, ended


def told(place: Fake, *codes: str, seconds: float = 30.0) -> Diagnosis:
    found = diagnosis(*(finding(code) for code in codes))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(confirm.time, "monotonic", lambda: place.now)
        return confirm._Rounds(place, trace(accuracy_test=[0.5]), found, confirm._tests(found), seconds, None).result()


def outcomes(found: Diagnosis) -> dict[str, str | None]:
    return {one.code: one.test.outcome if one.test is not None else None for one in found.findings}


def test_the_fix_that_makes_the_script_learn_confirms_its_cause() -> None:
    place = Fake({"": 0.5, RATE: 0.52, INPUTS: 0.95})
    found = told(place, "learning-rate-too-high", "inputs-not-normalized", "non-finite")
    assert [one.code for one in found.findings] == ["inputs-not-normalized", "learning-rate-too-high", "non-finite"]
    assert [one.because_of for one in found.findings][1:] == ["inputs-not-normalized"] * 2
    assert outcomes(found) == {
        "inputs-not-normalized": "confirmed", "learning-rate-too-high": "refuted", "non-finite": None
    }  # fmt: skip
    test = found.findings[0].test
    assert test is not None
    assert (test.remedy, test.learned, test.before, test.of) == (INPUTS, SEEDS, 0, SEEDS)
    assert {(fix, seed) for fix, seed, _ in place.asked} == {
        (fix, k) for fix in ("", RATE, INPUTS) for k in range(SEEDS)
    }
    assert {steps for _, _, steps in place.asked[1:]} == {70}  # as many updates as the first one came to


@pytest.mark.parametrize(
    ("reached", "changes"),
    [
        ({"": 0.5, RATE: 0.55, INPUTS: 0.5}, {}),  # less than a quarter of what can be learned
        ({"": 0.9, RATE: 0.96, INPUTS: 0.96}, {}),  # it learns, but better with the fixes
        ({"": 0.9, RATE: 0.9, INPUTS: 0.9}, {"steps": 20}),  # it came to a fifth of what was diagnosed
        ({"": 0.5}, {}),  # no fix finds anything to act on
        ({"": 0.5, RATE: 0.9, INPUTS: 0.9}, {"scores": {}}),  # nothing can be compared
        ({"": 0.5, RATE: 0.9, INPUTS: 0.9}, {"seconds": 40.0}),  # there is no time for a second run
    ],
)
def test_where_nothing_is_told_apart_the_diagnosis_stays(reached: dict[str, float], changes: dict[str, Any]) -> None:
    codes = ("learning-rate-too-high", "inputs-not-normalized")
    found = told(Fake(reached, **changes), *codes)
    assert outcomes(found) == dict.fromkeys(codes)


def test_causes_whose_removal_changes_nothing_in_a_script_that_learns_are_refuted() -> None:
    found = told(
        Fake({"": 0.9, RATE: 0.91, INPUTS: 0.8}), "learning-rate-too-high", "inputs-not-normalized", "no-progress"
    )
    assert outcomes(found) == {
        "learning-rate-too-high": "refuted", "inputs-not-normalized": "refuted", "no-progress": None
    }  # fmt: skip
    assert {one.severity for one in found.findings} == {Severity.INFO}
    assert found.healthy
    test = found.findings[0].test
    assert test is not None
    assert (test.remedy, test.learned, test.before, test.of) == (RATE, SEEDS, SEEDS, SEEDS)


def test_a_rate_that_no_rule_found_is_shown_if_it_alone_makes_the_script_learn() -> None:
    place = Fake({"": 0.5, RATE: 0.5, HIGHER: 0.95, INPUTS: 0.5})
    found = told(place, "inputs-not-normalized", "no-progress")
    assert [one.code for one in found.findings] == ["learning-rate-too-low", "inputs-not-normalized", "no-progress"]
    assert [one.because_of for one in found.findings] == [None, "learning-rate-too-low", "learning-rate-too-low"]


def test_a_rate_that_no_rule_found_is_not_shown_where_it_is_no_better() -> None:
    found = told(Fake({"": 0.5, RATE: 0.9, HIGHER: 0.5, INPUTS: 0.95}), "inputs-not-normalized", "no-progress")
    assert [one.code for one in found.findings] == ["inputs-not-normalized", "no-progress"]


def test_a_cause_that_matters_stays_beside_one_that_was_refuted() -> None:
    found = told(Fake({"": 0.8, RATE: 0.8, INPUTS: 0.9}), "learning-rate-too-high", "inputs-not-normalized")
    assert [(one.code, str(one.severity)) for one in found.findings] == [
        ("inputs-not-normalized", "error"), ("learning-rate-too-high", "info"),
    ]  # fmt: skip


@pytest.mark.parametrize(("reached", "healthy"), [(0.89, True), (0.91, False)])
def test_in_one_round_only_a_fix_that_makes_it_worse_refutes(reached: float, healthy: bool) -> None:
    found = told(Fake({"": 0.9, RATE: reached}, seconds=12.0), "learning-rate-too-high", seconds=30.0)
    assert found.healthy == healthy


def test_a_script_that_does_not_learn_is_run_for_fewer_updates_where_two_rounds_do_not_fit() -> None:
    place = Fake({"": 0.5, RATE: 0.9}, seconds=12.0)
    assert outcomes(told(place, "learning-rate-too-high", seconds=30.0)) == {"learning-rate-too-high": None}
    assert place.asked[0] == ("", 0, 100)
    assert place.asked[1][:2] == ("", 0)
    assert place.asked[1][2] < 70


def test_a_fix_that_finds_nothing_to_act_on_leaves_the_others() -> None:
    found = told(Fake({"": 0.5, RATE: 0.9}), "learning-rate-too-high", "inputs-not-normalized")
    assert outcomes(found) == {"learning-rate-too-high": "confirmed", "inputs-not-normalized": None}


def test_ctrl_c_ends_the_tests() -> None:
    with pytest.raises(KeyboardInterrupt):
        told(Fake({"": 0.5}, stop="interrupted"), "learning-rate-too-high")


def test_what_has_no_grave_cause_with_a_fix_is_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confirm, "here", None)
    information = finding("learning-rate-too-high", severity=Severity.INFO)
    for found in (diagnosis(), diagnosis(information), diagnosis(finding("labels-look-random"))):
        assert confirm_on_script("train.py", (), trace(accuracy_test=[0.5]), found) is found
