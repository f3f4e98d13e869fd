"""A script's diagnosis says how likely its first finding is the cause, until an experiment decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from whygrad import i18n
from whygrad.diagnose import Diagnosis, Finding, Severity, Where
from whygrad.diagnose.finding import CauseTest
from whygrad.diagnose.probability import probability
from whygrad.trace import Meta, Trace
from whygrad.views import findings as words
from whygrad.views import terminal
from whygrad.views.report import report

FIRST = Finding("no-gradient", Severity.WARNING, Where(), 1, 1, (), ())
STUCK = Finding("no-progress", Severity.ERROR, Where(), 1, 1, (), (), cause=False, because_of="no-gradient")
NOTE = Finding("constant-feature", Severity.INFO, Where(), 1, 1, (), ())


def found_in(meta: Meta, kind: str) -> Diagnosis:
    return Diagnosis((FIRST, STUCK, NOTE), (), replace(meta, kind=kind))


@pytest.mark.parametrize("kind", ["script", "model"])
def test_a_program_has_a_probability(meta_of: Callable[..., Meta], kind: str) -> None:
    found = found_in(meta_of(), kind)
    known = probability(["no-gradient", "no-progress"])
    assert found.probability == known is not None
    assert found.to_json()["probability"] == known.to_json()
    shown = terminal.plain(terminal.diagnosis(found))
    assert f"Estimated probability that this is the cause: {100 * known.value:.0f} %" in shown


@pytest.mark.parametrize("kind", ["preset", "experiment"])
def test_an_experiment_has_none(meta_of: Callable[..., Meta], kind: str) -> None:
    found = found_in(meta_of(), kind)
    assert found.probability is None
    assert found.to_json()["probability"] is None
    assert words.probability(found) == ""


def test_what_has_no_problem_has_none(meta_of: Callable[..., Meta]) -> None:
    assert Diagnosis((NOTE,), (), replace(meta_of(), kind="script")).probability is None


@pytest.mark.parametrize(("outcome", "known"), [("confirmed", False), ("refuted", False), ("undecided", True)])
def test_an_experiment_that_decides_takes_its_place(meta_of: Callable[..., Meta], outcome: str, known: bool) -> None:
    found = found_in(meta_of(), "script")
    tested = replace(found, findings=(replace(FIRST, test=CauseTest(outcome, 1.0, 1, 0, 1, ())), STUCK, NOTE))
    assert (tested.probability is not None) is known


def test_the_report_says_it_too_in_both_languages(trace: Trace) -> None:
    found = found_in(trace.meta, "script")
    for language, said in (("en", "Estimated probability that this is the cause"), ("ko", "이것이 원인일 추정 확률")):
        with i18n.use(language):
            assert said in words.probability(found)
    assert words.probability(found) in report(trace, found)
