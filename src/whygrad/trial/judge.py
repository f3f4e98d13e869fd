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
from whygrad.trial.result import Outcome, Result, Trial

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
    runs = len(base)
    values = np.array([metric.values(trace) for trace in traces]).reshape(len(traces), runs)  # (R, P)
    repaired_at = metrics.repaired_from(metric, base, values, chance)
    share = metrics.repaired(metric, np.vstack([base, values]), repaired_at).mean(axis=1)  # (1 + R,)
    differences = metric.sign * (values - base)
    means = statistics.bootstrap_means(differences)  # (R, B)
    intervals = statistics.interval(means, runs)  # (R, 2)
    for i, trace in enumerate(traces):
        intervals[i] = _for_other_samples(metric, intervals[i], (baseline, base), (trace, values[i]))

    start = Result("baseline", experiment, {}, baseline, base, 0.0, (0.0, 0.0), float(share[0]))
    results = [
        Result(
            code,
            edited,
            changes(experiment, edited),
            trace,
            values[i],
            float(differences[i].mean()),
            (float(intervals[i, 0]), float(intervals[i, 1])),
            float(share[1 + i]),
            cost=_work(trace) / _work(baseline),
        )
        for i, ((code, edited), trace) in enumerate(zip(entries, traces, strict=True))
    ]
    complete = [] if start.interrupted else [i for i in range(remedies) if not results[i].interrupted]
    ranked = _ranked(metric, chance, [results[i] for i in complete], differences[complete], means[complete])
    rest = [results[i] for i in range(remedies) if i not in complete]
    return Trial(
        root=root,
        metric=metric,
        seeds=tuple(int(seed) for seed in baseline.seeds),
        baseline=start,
        results=(*ranked, *rest),
        controls=tuple(sorted(results[remedies:], key=lambda control: -control.difference)),
        advice=advice,
        repaired_at=repaired_at,
        verdict=_outcome(start, ranked, rest, runs),
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


def _for_other_samples(
    metric: Metric, ends: Array, baseline: tuple[Trace, Array], remedy: tuple[Trace, Array]
) -> Array:
    """The interval (2,), widened where the remedy was tested on other samples than the baseline."""
    if remedy[0].meta.test_samples == baseline[0].meta.test_samples:
        return ends
    errors = [metrics.sampling_error(metric, trace.meta, values) for trace, values in (baseline, remedy)]
    center = metric.sign * float((remedy[1] - baseline[1]).mean())
    return statistics.widened(ends, center, math.hypot(*errors))


def _outcome(baseline: Result, ranked: Sequence[Result], rest: Sequence[Result], runs: int) -> Outcome:
    if ranked and ranked[0].helps:
        return Outcome.HELPS
    if baseline.interrupted or (rest and not ranked):
        return Outcome.INTERRUPTED
    if not ranked:
        return Outcome.NO_REMEDY
    return Outcome.TOO_FEW_SEEDS if runs < statistics.fewest_seeds() else Outcome.NOTHING_HELPS


def _work(trace: Trace) -> float:
    """Multiply-adds of a training's dense layers, forward."""
    weights = sum(layer.inputs * layer.outputs for layer in trace.meta.layers)
    return max(1, trace.meta.total_steps * trace.meta.batch_size * weights)
