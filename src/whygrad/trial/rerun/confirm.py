"""The causes of a script's diagnosis tested in seconds: each is removed by its first fix, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from whygrad.diagnose.codes import RULES
from whygrad.trial.cause_tests import (
    ANY_SCRIPT,
    NO_BETTER,
    RESTORES,
    acquitted,
    cause_test,
    first_fixes,
    learnable,
    learns,
    ordered,
    without_harm,
)  # fmt: skip
from whygrad.trial.metric import Array, Metric
from whygrad.trial.rerun import metric as metrics
from whygrad.trial.rerun.intervention import script_remedies
from whygrad.trial.rerun.job import Parameters, RerunRequest, RerunResult, ScriptFacts, Treatment
from whygrad.trial.rerun.place import here
from whygrad.trial.rerun.reruns import MOST_STEPS, Reruns

if TYPE_CHECKING:
    from whygrad.diagnose import Diagnosis
    from whygrad.diagnose.finding import CauseTest
    from whygrad.trace import Trace

CONFIRM_SECONDS = 60.0
"""Seconds for all re-runs of a script together, unless told otherwise."""
CONFIRM_SEEDS = 4
MOST_CAUSES = 3
_FEWEST = 2  # rounds that a test needs: one run may be luck
# Least share of the diagnosed updates that a re-run must reach before a cause may be called harmless.
_AS_FAR = 0.5
_TRAINING = 0.6  # share of the time for training in one round; the rest is for imports and data

_Change = tuple[str, Parameters]  # a fix and its parameters


class Untested(StrEnum):
    """Why no cause of a script was confirmed or refuted."""

    NO_FIX = "no-fix"
    """No cause has a fix that can be applied from outside, or none found anything to act on."""
    TOO_LONG = "too-long"
    """The re-runs do not fit into the time twice, or came to less than half of the updates that were diagnosed."""
    NO_MEASURE = "no-measure"
    """The script computes nothing that tells how well it learns."""
    NO_HELP = "no-help"
    """The script does not learn, and no fix changes that."""
    LEARNS = "learns"
    """The script learns as it is, and its fixes do not tell whether what was found is the cause."""


def confirm_on_script(
    script: str,
    arguments: Sequence[str],
    trace: Trace,
    diagnosis: Diagnosis,
    *,
    folder: Path | None = None,
    seconds: float = CONFIRM_SECONDS,
    progress: Callable[[float], None] | None = None,
) -> Diagnosis | Untested:
    """Test the causes of a script's diagnosis by short re-runs and return it in the order that results; the reason if
    no cause was confirmed or refuted.

    Up to three causes are tested. If the script does not learn, a learning rate that is too high or too low is tested
    even if no rule has found it. The script is run again as it is and with the first fix of each cause, with the same
    seeds and for the same number of updates. This is done twice within `seconds`, and twice more if there is time for
    it in the first half of them. If nothing makes the script learn, the same is done with the next variants of these
    fixes, such as a learning rate that is a hundred times as high. What counts as confirmed or refuted is said at
    `whygrad.trial.confirm_causes`. Each tested finding says so in `Finding.test`.

    If the script learns as it is (`LEARNS`), a cause is also refuted if its fix gains less than `NO_BETTER`. A fix need
    not remove its cause, so the next change that the cause's rule suggests has to gain as little. The re-runs have to
    come to at least half of the updates that were diagnosed. Such a finding becomes an `info`.

    - `trace`: what was recorded of the script's main training
    - `folder`: the folder in which the script runs. Default: the working directory
    - `progress`: function that is called with the completed fraction, from 0 to 1

    Raises `KeyboardInterrupt` after Ctrl-C.
    """
    tests = _tests(diagnosis)
    if not tests:
        return Untested.NO_FIX
    with here(script, tuple(arguments), (folder or Path.cwd()).resolve()) as place:
        steps = min(MOST_STEPS, trace.meta.total_steps or MOST_STEPS)
        reruns = Reruns(place, trace, diagnosis, seconds, steps)
        return _Confirmation(reruns, diagnosis, tests, progress).result()


def _tests(diagnosis: Diagnosis) -> dict[str, str]:
    """The codes to test with the fix that tests each: what was found first, and of a script that does not learn the two
    causes that any script may have.
    """
    grave = [one for one in diagnosis.findings if one.severity != "info"]
    fixes = {code: fix for code, fix in first_fixes(grave).items() if fix in script_remedies()}
    if any(one.code == "no-progress" for one in grave):
        fixes |= {code: RULES[code].remedies[0] for code in ANY_SCRIPT if code not in fixes}
    return dict(list(fixes.items())[:MOST_CAUSES])


def _changes(code: str, fix: str, facts: ScriptFacts) -> list[_Change]:
    """The variants of the fix that tests a cause, then the other fixes that its rule suggests and that apply."""
    known = script_remedies()
    others = [known[one] for one in RULES[code].remedies if one != fix and one in known]
    first = [(fix, dict(variant)) for variant in known[fix].variants]
    return first + [(one.code, dict(one.variants[0])) for one in others if one.applies(facts)]


_Again = tuple[str, ...]  # causes that seem to do no harm; another change of each has to confirm it


class _Confirmation:
    """Rounds of re-runs, each with its own seed: the script as it is, then without each of the causes."""

    def __init__(
        self, reruns: Reruns, diagnosis: Diagnosis, fixes: dict[str, str], progress: Callable[[float], None] | None
    ) -> None:
        self._reruns, self._diagnosis, self._progress = reruns, diagnosis, progress
        self._runs: dict[str, list[RerunResult]] = {"": []}  # by the cause that was removed; "" of the script as it is
        self._fixes = fixes
        self._changes: dict[str, list[_Change]] = {}  # that each cause's rule suggests, the likeliest first
        self._taken = dict.fromkeys(fixes, 0)  # which of them is made

    def result(self) -> Diagnosis | Untested:
        """Run what there is time for and judge it."""
        self._run("", 0, _TRAINING * self._reruns.seconds / (1 + len(self._fixes)))
        first = self._runs[""][0]
        self._reruns.learn_from(first)
        facts = self._reruns.facts
        for code, fix in self._fixes.items():
            if script_remedies()[fix].applies(facts):
                self._changes[code] = _changes(code, fix, facts)
                self._runs[code] = []
        self._shorten(first)
        while True:
            self._run_rounds()
            judged = self._judged()
            if isinstance(judged, tuple):
                if not self._take_next(judged):
                    return Untested.TOO_LONG
            elif judged is not Untested.NO_HELP or not self._take_next(self._with_more_variants()):
                return judged

    def _run_rounds(self) -> None:
        for seed in range(CONFIRM_SEEDS):
            for code in tuple(self._runs):
                if seed < len(self._runs[code]):
                    continue
                spare = 0.0 if seed < _FEWEST else self._reruns.seconds / 2
                if self._reruns.left() < self._usual() + spare:
                    return
                self._run(code, seed, self._reruns.left())

    def _with_more_variants(self) -> tuple[str, ...]:
        return tuple(
            code for code in self._runs
            if code and any(fix == self._fixes[code] for fix, _ in self._changes[code][self._taken[code] + 1 :])
        )  # fmt: skip

    def _take_next(self, codes: Sequence[str]) -> bool:
        """Whether there are such causes, and time to run another change of each as often as a test needs."""
        if not codes or self._reruns.left() < _FEWEST * len(codes) * self._usual():
            return False
        for code in codes:
            self._taken[code] += 1
            self._runs[code].clear()
        return True

    def _change(self, code: str) -> _Change:
        return self._changes[code][self._taken[code]]

    def _shorten(self, first: RerunResult) -> None:
        """Two short rounds instead of a long one."""
        runs = _FEWEST * len(self._runs)
        if first.seconds * (runs - 1) <= self._reruns.left():
            return
        self._reruns.steps = max(1, int(first.steps * self._reruns.left() / (runs * first.seconds)))
        self._runs[""].clear()

    def _usual(self) -> float:
        return self._runs[""][-1].seconds if self._runs[""] else 0.0

    def _run(self, code: str, seed: int, training: float) -> None:
        """One re-run without this cause; a fix that finds nothing to act on is tried no more."""
        remedies: Treatment = (self._change(code),) if code else ()
        request = RerunRequest(remedies, seed, self._reruns.steps, training, self._reruns.most())
        for _, ended in self._reruns.completed([(None, request)]):
            if code and not ended.applied:
                del self._runs[code]
            else:
                self._runs[code].append(ended)
        if self._progress is not None:
            self._progress(min(1.0, 1 - self._reruns.left() / self._reruns.seconds))

    def _metric(self) -> tuple[Metric | None, float]:
        """What is compared, and what chance reaches of it."""
        every = (one for runs in self._runs.values() for one in runs)
        return self._reruns.metric(every, self._diagnosis.findings[0].code)

    def _learns(self, runs: Sequence[RerunResult]) -> bool:
        """Whether the script learns as it is. Of a loss that has no level nobody knows."""
        metric, chance = self._metric()
        if metric is None or self._reruns.facts.program.elusive:
            return False
        return learns(_values(metric, runs, chance), metric.sign * chance, learnable(metric, chance))

    def _judged(self) -> Diagnosis | Untested | _Again:
        """By the rounds in which everything was run."""
        rounds = min(len(runs) for runs in self._runs.values())
        metric, chance = self._metric()
        if len(self._runs) == 1:
            # No fix is left: the first gained nothing, and the one tried after it found nothing to act on.
            return Untested.LEARNS if any(self._taken.values()) and self._learns(self._runs[""]) else Untested.NO_FIX
        if not rounds:
            return Untested.TOO_LONG
        if metric is None:
            return Untested.NO_MEASURE
        most = learnable(metric, chance)
        reached = {code: _values(metric, runs[:rounds], chance) for code, runs in self._runs.items()}
        before = reached.pop("")
        gap = max(float(np.median(values)) for values in reached.values()) - float(np.median(before))
        if gap >= max(metric.worth, RESTORES * most):
            return self._told_apart(before, reached, gap)
        if not self._learns(self._runs[""][:rounds]):
            return Untested.NO_HELP  # nothing makes it learn, so nothing is told apart
        return self._harmless(before, reached, most, max(metric.worth, NO_BETTER * most))

    def _told_apart(self, before: Array, reached: Mapping[str, Array], gap: float) -> Diagnosis | Untested:
        """Of a script that something makes learn: which causes are confirmed or refuted."""
        if len(before) < _FEWEST:
            return Untested.TOO_LONG
        if any(self._change(code)[0] != self._fixes[code] for code in reached):
            return Untested.LEARNS  # other fixes help against many causes
        tests = {code: cause_test(before, values, gap, self._changed(code)) for code, values in reached.items()}
        return ordered(self._diagnosis, self._with_fixes(tests), unnoticed=[one for one in ANY_SCRIPT if one in tests])

    def _harmless(
        self, before: Array, reached: Mapping[str, Array], most: float, matters: float
    ) -> Diagnosis | Untested | _Again:
        """Of a script that learns as it is: the causes whose removal gains no more than `matters`. `most` is what can
        be learned beyond chance.
        """
        if not self._saw_enough() or len(before) < _FEWEST:
            return Untested.TOO_LONG
        tests = {
            code: without_harm(before, values, most, self._changed(code))
            for code, values in reached.items() if float(np.median(values - before)) <= matters
        }  # fmt: skip
        if not tests:
            return Untested.LEARNS
        again = tuple(code for code in tests if not self._taken[code] and len(self._changes[code]) > 1)
        return again or acquitted(self._diagnosis, self._with_fixes(tests))

    def _saw_enough(self) -> bool:
        """Whether the re-runs came as far as the training that was diagnosed, or nearly so."""
        return self._runs[""][0].steps >= _AS_FAR * self._reruns.facts.meta.total_steps

    def _changed(self, code: str) -> dict[str, tuple[object, object]]:
        return {key: ("–", value) for key, value in self._change(code)[1].items()}

    def _with_fixes(self, tests: Mapping[str, CauseTest]) -> dict[str, CauseTest]:
        return {code: replace(test, remedy=self._change(code)[0]) for code, test in tests.items()}


def _values(metric: Metric, runs: Sequence[RerunResult], chance: float) -> Array:
    """(P,) the metric of each run; more is better."""
    return np.array([metric.sign * metrics.value(metric, run, chance) for run in runs])
