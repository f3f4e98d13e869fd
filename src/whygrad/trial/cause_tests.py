"""Causes tested by experiment: the cause is what makes the network learn when it is removed, and only it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from whygrad.diagnose.codes import ORDER, RULES, codes_with
from whygrad.diagnose.finding import CauseTest, Finding, Severity, Where
from whygrad.trial import metric as metrics
from whygrad.trial.cause_removals import CAUSE_REMOVALS, CauseRemoval
from whygrad.trial.judge import work
from whygrad.trial.remedy import changes

if TYPE_CHECKING:
    from whygrad.cluster import Train
    from whygrad.diagnose import Diagnosis
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace
    from whygrad.trial.result import Trial

    _Variant = tuple[CauseRemoval, Experiment]  # what removes a cause, and the experiment without it

CONFIRMS = 0.5
"""Fraction of the gap between the training and the best one of the test that the removal of a cause has to close."""
REFUTES = 0.2
"""Fraction of the same gap: a cause whose removal closes less did not keep the network from learning."""
AS_GOOD = 0.1
"""Fraction of the same gap: causes whose removals differ by less cannot be told apart."""
UNNOTICED = 0.25
"""Fraction of the same gap by which a cause that no rule has found has to exceed those that were found."""
RESTORES = 0.25
"""Fraction of what can be learned beyond chance that the gap has to be: less is no restored training."""
LEARNS = 0.2
"""Fraction of what can be learned beyond chance that a training has to reach to count as one that learns."""
NO_BETTER = 0.05
"""Fraction of what can be learned beyond chance that a change has to gain to matter in a training that learns."""
WORK = 1e10
"""Multiply-adds of all trainings of a test together: some seconds on two cores. What would exceed it is not trained."""
SEEDS = 4
"""Seeds of each training of a test, the first ones of the trace."""

ANY_SCRIPT = ("learning-rate-too-high", "learning-rate-too-low")
"""Causes that any script may have, so that they are tested although no rule has found them."""

_NEVER_CAUSES = codes_with("follows-from-any-cause")  # never tested as causes


def confirm_causes(
    experiment: Experiment,
    diagnosis: Diagnosis,
    trace: Trace,
    *,
    progress: Callable[[float], None] | None = None,
    train: Train | None = None,
) -> Diagnosis:
    """Test the causes of a diagnosis by experiment and return it in the order that results.

    For each candidate cause the smallest change that removes it is made, and the network is trained again with the
    same seeds. A cause is confirmed if its removal closes at least half of the gap to the best of these trainings. It
    is refuted if its removal closes less than a fifth. Each tested finding says so in `Finding.test`. A confirmed cause
    comes first, and what was refuted is shown as its consequence.

    - `trace`: the recorded training that was diagnosed
    - `progress`: function that is called with the completed fraction, from 0 to 1
    - `train`: function that trains several experiments, such as `whygrad.cluster.on_cluster`. Default: this machine

    A healthy training, a network of layers that PyTorch trains, and one whose tests would need more than `WORK`
    multiply-adds are returned unchanged.

    Raises `KeyboardInterrupt` after Ctrl-C.
    """
    from whygrad import engine

    if diagnosis.healthy or engine.trains_as_layers(experiment, "auto", ()):
        return diagnosis
    seeds = [int(seed) for seed in trace.seeds[:SEEDS]]
    variants = _affordable(_variants(experiment, diagnosis), trace, len(seeds))
    if not variants:
        return diagnosis
    traces = (train or engine.train)([edited for _, edited in variants], seeds=seeds, progress=progress)
    if len(traces) < len(variants) or any(status == "interrupted" for one in traces for status in one.status):
        raise KeyboardInterrupt
    metric = metrics.choose(trace.meta, diagnosis.findings[0].code)
    before = metric.sign * metric.values(trace)[: len(seeds)]
    after = np.array([metric.sign * metric.values(one) for one in traces])
    start = float(np.median(before))
    gap = float(np.median(after, axis=1).max()) - start
    if gap < max(metric.worth, RESTORES * learnable(metric, metric.chance(trace.meta))):
        return diagnosis  # nothing makes it learn, so nothing is told apart
    results = _results(experiment, variants, before, after, gap)
    specific = [row.codes[0] for row in CAUSE_REMOVALS if row.specific and row.codes[0] in results]
    return ordered(diagnosis, results, unnoticed=specific)


def confirm_by_trial(diagnosis: Diagnosis, trial: Trial) -> Diagnosis:
    """Return a diagnosis with what a trial of its fixes says of its causes, in the order that results.

    A fix tests the causes that suggest it first: a higher learning rate tests `learning-rate-too-low`. Batch
    normalization helps against many causes and tests none. The gap is that between the training as it is and the best
    fix that helps. As in `confirm_causes`, a cause is confirmed if its fix closes at least half of the gap. It is
    refuted if its fix closes less than a fifth. Each tested finding says so in `Finding.test`.

    Where the rules found nothing, a learning rate that is too high or too low may be added. Its fix has to help,
    to confirm it, and to gain a quarter of what could be learned if chance knew nothing.

    A trial in which nothing helps says nothing about causes: the diagnosis is returned unchanged.
    """
    helping = [one for one in trial.results if one.helps and not one.interrupted]
    if not helping:
        return diagnosis
    sign = trial.metric.sign
    start = float(np.median(sign * trial.baseline.values))
    gap = max(float(np.median(sign * one.values)) for one in helping) - start
    if gap <= 0:
        return diagnosis
    added = ANY_SCRIPT if diagnosis.healthy and trial.metric.has_level else ()
    results: dict[str, CauseTest] = {}
    fixes = {code: RULES[code].remedies[0] for code in added} | first_fixes(diagnosis.findings)
    for code, fix in fixes.items():
        own = [one for one in trial.results if one.code == fix and not one.interrupted]
        if not own:
            continue
        best = max(own, key=lambda one: float(np.median(sign * one.values)))
        test = cause_test(sign * trial.baseline.values, sign * best.values, gap, best.changes)
        if code not in added or (best.helps and test.closed * gap >= RESTORES):
            results[code] = replace(test, remedy=best.code)
    return ordered(diagnosis, results, [code for code in added if code in results]) if results else diagnosis


def first_fixes(findings: Sequence[Finding]) -> dict[str, str]:
    """The codes of findings that a fix can test, each with the fix that its rule suggests first."""
    causes = [one.code for one in findings if one.code not in _NEVER_CAUSES]
    return {code: RULES[code].remedies[0] for code in causes if RULES[code].remedies}


def _variants(experiment: Experiment, diagnosis: Diagnosis) -> list[_Variant]:
    """The experiments without a candidate cause: those that were found first."""
    codes = [finding.code for finding in diagnosis.findings]
    rows = sorted(
        CAUSE_REMOVALS, key=lambda row: min((codes.index(one) for one in row.codes if one in codes), default=99)
    )
    return [(row, edited) for row in rows for edited in row.variants(experiment, diagnosis)]


def _affordable(variants: Sequence[_Variant], trace: Trace, runs: int) -> list[_Variant]:
    """As many of the variants as `WORK` allows; a variant is taken to cost as much as the training itself."""
    return list(variants[: int(WORK / (work(trace) * runs))])


def learnable(metric: metrics.Metric, chance: float) -> float:
    """What a perfect network has beyond chance, in units of the metric."""
    return abs((1.0 if metric.higher_is_better else 0.0) - chance)


def _results(
    experiment: Experiment, variants: Sequence[_Variant], before: NDArray[np.float64], after: NDArray[np.float64],
    gap: float,
) -> dict[str, CauseTest]:  # fmt: skip
    """For each code the test of the change that closes most of the gap; in `before` (P,) and `after` (V, P) more is
    better.
    """
    results: dict[str, CauseTest] = {}
    for (row, edited), reached in zip(variants, after, strict=True):
        test = cause_test(before, reached, gap, changes(experiment, edited))
        for code in row.codes:
            if code not in results or test.closed > results[code].closed:
                results[code] = test
    return results


def cause_test(
    before: NDArray[np.float64], after: NDArray[np.float64], gap: float, changed: Mapping[str, tuple[object, object]]
) -> CauseTest:
    """What a change that brings the runs from `before` (P,) to `after` (P,) says of the cause that it removes."""
    start = float(np.median(before))
    closed, learns = (float(np.median(after)) - start) / gap, start + CONFIRMS * gap
    outcome = "confirmed" if closed >= CONFIRMS else "refuted" if closed < REFUTES else "undecided"
    learned, learned_before = int((after >= learns).sum()), int((before >= learns).sum())
    return CauseTest(outcome, closed, learned, learned_before, len(before), tuple(changed.items()))


def ordered(diagnosis: Diagnosis, results: Mapping[str, CauseTest], unnoticed: Sequence[str] = ()) -> Diagnosis:
    """The cause whose removal makes the network learn first, then what it explains, then the rest. `unnoticed` are the
    tested causes that may be shown although no rule has found them.
    """
    findings = [replace(one, test=results.get(one.code)) for one in diagnosis.findings]
    root = next((one for one in findings if one.severity is not Severity.INFO), None)
    if root is not None and root.test is None and root.code not in _NEVER_CAUSES:
        return replace(diagnosis, findings=tuple(findings))  # it cannot be removed, so it cannot be refuted
    first = _confirmed(findings, results, unnoticed)
    if first is None:
        return replace(diagnosis, findings=tuple(findings))
    first = replace(first, cause=True, because_of=None)
    rest = [_explained(one, first) for one in findings if one.code != first.code]
    return replace(diagnosis, findings=_arranged([first, *rest]))


def _confirmed(
    findings: Sequence[Finding], results: Mapping[str, CauseTest], specific: Sequence[str]
) -> Finding | None:
    """The cause to show first; `None` if no test confirms one.

    Of those that the rules have found and that are as good as the best, the one nearest to the root, which none of the
    others explains. What explains it comes first if it is confirmed, too: a change that treats what a cause brings
    about may help more than one that removes it. A cause that no rule has found must be clearly better than these.
    """
    tested = [(one, one.test.closed) for one in findings if one.test is not None and one.severity is not Severity.INFO]
    most = max((closed for _, closed in tested), default=0.0)
    unnoticed = max(specific, key=lambda code: results[code].closed, default=None)
    if unnoticed is not None:
        test = results[unnoticed]
        if test.closed >= CONFIRMS and (most < CONFIRMS or most < test.closed - UNNOTICED):
            remedies = RULES[unnoticed].remedies
            return Finding(unnoticed, Severity.WARNING, Where(), test.learned, test.of, (), remedies, test=test)
    if most < CONFIRMS:
        return None
    as_good = [one for one, closed in tested if closed >= most - AS_GOOD]
    codes = {one.code for one in as_good}
    best = min((one for one in as_good if one.because_of not in codes), key=lambda one: ORDER.index(one.code))
    return _confirmed_explanation(best, {one.code: one for one, _ in tested})


def _confirmed_explanation(finding: Finding, tested: Mapping[str, Finding]) -> Finding:
    """The confirmed finding that explains this one, or again the one that explains that; else the finding itself."""
    above = tested.get(finding.because_of or "")
    if above is None or above.test is None or above.test.outcome != "confirmed":
        return finding
    return _confirmed_explanation(above, tested)


def _explained(finding: Finding, cause: Finding) -> Finding:
    """A root that was refuted, or that every cause brings about, is a consequence of the confirmed cause."""
    refuted = finding.code in _NEVER_CAUSES or (finding.test is not None and finding.test.outcome == "refuted")
    if finding.is_root_cause and refuted:
        return replace(finding, cause=False, because_of=cause.code)
    return finding


def learns(values: NDArray[np.float64], chance: float, most: float) -> bool:
    """Whether runs (P,) learn, by what they reach; more is better. `most` is what can be learned beyond chance."""
    return float(np.median(values)) >= chance + LEARNS * most


def without_harm(
    before: NDArray[np.float64], after: NDArray[np.float64], most: float,
    changed: Mapping[str, tuple[object, object]],
) -> CauseTest:  # fmt: skip
    """The test of a cause in a training that learns as it is, whose removal brings the runs from `before` (P,) to
    `after` (P,) and so changes nothing that matters: refuted. What it gains is a share of `most`, all that can be
    learned beyond chance.
    """
    runs = len(before)
    return CauseTest("refuted", float(np.median(after - before)) / most, runs, runs, runs, tuple(changed.items()))


def acquitted(diagnosis: Diagnosis, results: Mapping[str, CauseTest]) -> Diagnosis:
    """The diagnosis of a training that learns as it is, in which the causes in `results` do no harm: they become
    `info`, and so does what every cause brings about, if no other finding is left that is worse.
    """
    findings = [
        replace(one, test=results[one.code], severity=Severity.INFO, cause=True, because_of=None)
        if one.code in results
        else replace(one, because_of=None, cause=True)
        if one.because_of in results
        else one
        for one in diagnosis.findings
    ]
    if all(one.severity is Severity.INFO or one.code in _NEVER_CAUSES for one in findings):
        findings = [replace(one, severity=Severity.INFO) for one in findings]
    return replace(diagnosis, findings=_arranged(sorted(findings, key=lambda one: one.severity is Severity.INFO)))


def _arranged(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each root followed by what it explains."""

    def with_consequences(root: Finding) -> list[Finding]:
        own = (one for one in findings if one.because_of == root.code)
        return [root, *(below for one in own for below in with_consequences(one))]

    return tuple(one for root in findings if root.because_of is None for one in with_consequences(root))
