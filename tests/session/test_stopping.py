"""When enough was seen: what is slow so far goes on, what is decided does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from whygrad.diagnose import Finding, Severity
from whygrad.diagnose.finding import Evidence, Undecided, Where
from whygrad.session import stopping
from whygrad.session.stopping import LONGER, MOST_STEPS, OF_AGENTS, Stopping


def finding(code: str, severity: Severity, *quantities: str) -> Finding:
    return Finding(code, severity, Where(), 1, 1, tuple(Evidence(one, 0.1, 0.5) for one in quantities), ())


EARLY = finding("no-progress", Severity.INFO, "progress_so_far")
INFO = finding("constant-feature", Severity.INFO)
SLOW = finding("learning-rate-too-low", Severity.WARNING)
SYMPTOM = replace(finding("no-progress", Severity.ERROR), plateau=True)
SURE = finding("gradients-accumulate", Severity.ERROR)


def ended(
    monkeypatch: pytest.MonkeyPatch, said: Callable[[int], tuple[Finding, ...]], undecided: tuple[Undecided, ...] = ()
) -> int:
    """The update at which a training is ended whose diagnosis after so many updates is `said` of them."""
    monkeypatch.setattr(stopping.time, "thread_time", lambda: 0.0)
    done = iter(range(1, 2 * OF_AGENTS))
    step = SimpleNamespace(quietly=nullcontext)
    recorder: Any = SimpleNamespace(done=0, hub=SimpleNamespace(step=step), trace=None)
    diagnose: Any = lambda _: SimpleNamespace(findings=said(recorder.done), undecided=undecided)  # noqa: E731
    one = Stopping(diagnose)

    def updates() -> Iterator[int]:
        for recorder.done in done:
            yield recorder.done

    return next(update for update in updates() if one.enough(recorder))


def test_what_was_seen_in_the_program_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ended(monkeypatch, lambda _: (SURE,)) == 450


def test_nothing_wrong_and_too_slow_take_more_updates(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ended(monkeypatch, lambda _: ()) == 1012
    assert ended(monkeypatch, lambda _: (INFO,)) == 1012
    assert ended(monkeypatch, lambda _: (SLOW,)) == 1012
    assert ended(monkeypatch, lambda _: (finding("inputs-not-normalized", Severity.WARNING),)) == 1012


def test_a_symptom_without_a_cause_may_be_a_plateau(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ended(monkeypatch, lambda _: (SYMPTOM,)) == LONGER
    assert ended(monkeypatch, lambda done: (SYMPTOM,) if done < 3000 else ()) == 3000
    assert ended(monkeypatch, lambda _: (SLOW, SYMPTOM)) == 1012
    flat = replace(SURE, plateau=True)
    assert ended(monkeypatch, lambda _: (flat,)) == LONGER
    assert ended(monkeypatch, lambda done: (flat,) if done < 3000 else ()) == 3000
    assert ended(monkeypatch, lambda _: (flat, SURE)) == 450


def test_what_is_slow_so_far_goes_on_until_it_is_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ended(monkeypatch, lambda _: (EARLY,)) == LONGER
    assert ended(monkeypatch, lambda done: (EARLY,) if done < 3000 else ()) == 3000
    assert ended(monkeypatch, lambda done: (EARLY,) if done < 3000 else (SLOW,)) == 3000
    assert ended(monkeypatch, lambda done: (EARLY,) if done < 700 else ()) == 1012


def test_a_training_is_looked_at_once_more_before_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Diagnoses that differ from look to look, the last one before the limit without a word of being slow."""
    looks = {300, 675, 1518}
    assert ended(monkeypatch, lambda done: () if done in looks else (SLOW,)) == MOST_STEPS
    assert (
        ended(monkeypatch, lambda done: () if done in looks else (SLOW,) if done < MOST_STEPS else (EARLY,))
        > MOST_STEPS
    )


def test_an_accusation_that_changes_is_followed_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ended(monkeypatch, lambda done: (SURE,) if done % 2 else (SLOW,)) in (1012, MOST_STEPS)


@pytest.mark.parametrize(
    ("missing", "last"),
    [
        ("one_batch_progress", LONGER),
        ("later_evaluations", LONGER),
        ("later_returns", OF_AGENTS),
        ("later_updates", LONGER),
        ("records", 1012),
    ],
)
def test_what_more_updates_would_tell_is_waited_for(monkeypatch: pytest.MonkeyPatch, missing: str, last: int) -> None:
    assert ended(monkeypatch, lambda _: (), (Undecided("overfitting", (missing,)),)) == last
