"""Comparing what was trained: differences, intervals, ranks, verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from whygrad.trial import metric as metrics
from whygrad.trial import statistics
from whygrad.trial.remedy import changes
from whygrad.trial.result import Failed, Outcome, Result, Trial

if TYPE_CHECKING:
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace
    from whygrad.trial.metric import Metric
    from whygrad.trial.statistics import Array

_ALPHA = 1 - statistics.LEVEL


def judge(
    experiment: Experiment,
    baseline: Trace,
    entries: Sequence[tuple[str, Experiment]],
    traces: Sequence[Trace],
    *,
    remedies: int,
    root: str | None,
    advice: tuple[str, ...] = (),
) -> Trial:
    """Compare what was trained.

    `entries` (code, experiment) and `traces` go together; the first `remedies` of them are remedies, the rest random
    ones. All traces are of the same seeds.
    """
    metric = metrics.choose(baseline.meta, root)
    chance = metric.chance(baseline.meta)
    base = metric.values(baseline)  # (P,)
    values = [metric.values(trace) for trace in traces]
    tried = [
        Result(code, edited, changes(experiment, edited), trace, values[i], cost=work(trace) / work(baseline))
        for i, ((code, edited), trace) in enumerate(zip(entries, traces, strict=True))
    ]
    errors = [_other_samples_error(metric, (baseline, base), (one, values[i])) for i, one in enumerate(traces)]
    seeds = tuple(int(seed) for seed in baseline.seeds)
    start = Result("baseline", experiment, {}, baseline, base)
    return compare(metric, chance, seeds, start, tried, remedies=remedies, root=root, advice=advice, errors=errors)


def compare(
    metric: Metric,
    chance: float,
    seeds: tuple[int, ...],
    baseline: Result,
    tried: Sequence[Result],
    *,
    remedies: int,
    root: str | None,
    advice: tuple[str, ...] = (),
    errors: Sequence[float] = (),
    failed: tuple[Failed, ...] = (),
) -> Trial:
    """Compare values that were measured, whatever they were measured on.

    `baseline` and `tried` (the first `remedies` of them remedies, the rest random ones) bring their values of all
    `seeds`; differences, intervals, shares and ranks are found here. `errors` are standard errors of the mean
    difference that come on top, one for each tried.
    """
    base, runs = baseline.values, len(baseline.values)
    values = np.array([one.values for one in tried]).reshape(len(tried), runs)  # (R, P)
    repaired_at = metrics.repaired_from(metric, base, values, chance)
    share = metrics.repaired(metric, np.vstack([base, values]), repaired_at).mean(axis=1)  # (1 + R,)
    differences = metric.sign * (values - base)
    means = statistics.bootstrap_means(differences)  # (R, B)
    intervals = statistics.interval(means, runs)  # (R, 2)
    for i, error in enumerate(errors):
        if error:
            intervals[i] = statistics.widened(intervals[i], float(differences[i].mean()), error)

    start = replace(baseline, repaired=float(share[0]))
    results = [
        replace(
            one,
            difference=float(differences[i].mean()),
            interval=(float(intervals[i, 0]), float(intervals[i, 1])),
            repaired=float(share[1 + i]),
        )
        for i, one in enumerate(tried)
    ]
    complete = [] if start.interrupted else [i for i in range(remedies) if not results[i].interrupted]
    ranked = _ranked(metric, chance, [results[i] for i in complete], differences[complete], means[complete])
    rest = [results[i] for i in range(remedies) if i not in complete]
    return Trial(
        root=root,
        metric=metric,
        seeds=seeds,
        baseline=start,
        results=(*ranked, *rest),
        controls=tuple(sorted(results[remedies:], key=lambda control: -control.difference)),
        advice=advice,
        repaired_at=repaired_at,
        verdict=_outcome(start, ranked, rest, runs),
        failed=failed,
    )


def _ranked(metric: Metric, chance: float, results: Sequence[Result], differences: Array, means: Array) -> list[Result]:
    """The results with p-value, help, ties and rank: what clearly helps before what may help more, but may be luck."""
    if not results:
        return []
    judged: list[Result] = []
    for result, p in zip(results, statistics.adjusted_p(differences), strict=True):
        clear = result.interval[0] > 0 and p <= _ALPHA
        helps = bool(clear and metrics.beats_chance(metric, result.values, chance))
        judged.append(replace(result, p_value=float(p), helps=helps))
    first = min(range(len(judged)), key=lambda i: (not judged[i].helps, -judged[i].difference))
    best = judged[first]
    to_best = statistics.interval(means[first] - means, len(best.values))  # (R, 2)
    for i, result in enumerate(judged):
        behind = best.difference - result.difference
        # One seed has no interval (NaN), so nothing tells its remedies apart.
        told_apart = bool(to_best[i, 0] > 0 and behind >= metric.worth)
        judged[i] = replace(result, tied=result.helps == best.helps and not told_apart)
    judged.sort(key=lambda result: (not result.helps, not result.tied, -result.difference))
    return [replace(result, rank=1 if result.tied else place) for place, result in enumerate(judged, start=1)]


def _other_samples_error(metric: Metric, baseline: tuple[Trace, Array], remedy: tuple[Trace, Array]) -> float:
    """The standard error of a difference that comes from a remedy's being tested on other samples; else 0."""
    if remedy[0].meta.test_samples == baseline[0].meta.test_samples:
        return 0.0
    return math.hypot(*(metrics.sampling_error(metric, trace.meta, values) for trace, values in (baseline, remedy)))


def _outcome(baseline: Result, ranked: Sequence[Result], rest: Sequence[Result], runs: int) -> Outcome:
    if ranked and ranked[0].helps:
        return Outcome.HELPS
    if baseline.interrupted or (rest and not ranked):
        return Outcome.INTERRUPTED
    if not ranked:
        return Outcome.NO_REMEDY
    return Outcome.TOO_FEW_SEEDS if runs < statistics.fewest_seeds() else Outcome.NOTHING_HELPS


def work(trace: Trace) -> float:
    """Multiply-adds of a training's dense layers, forward."""
    weights = sum(layer.inputs * layer.outputs for layer in trace.meta.layers)
    return max(1, trace.meta.total_steps * trace.meta.batch_size * weights)
