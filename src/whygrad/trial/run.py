"""Trying remedies: the baseline, each remedy and as many random ones, over the same seeds, in one population."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from whygrad.trial import metric as metrics
from whygrad.trial import statistics
from whygrad.trial.control import random_remedies
from whygrad.trial.remedy import Remedy, changes, remedies, remedies_for
from whygrad.trial.result import Outcome, Result, Trial

if TYPE_CHECKING:
    from whygrad.diagnose import Diagnosis
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace

_FEWEST_CONTROLS = 4  # one random remedy alone says little about random remedies
_BASELINE_PROGRESS = 0.1  # what the baseline counts as, where it has to be diagnosed first


def trial(
    experiment: Experiment,
    diagnosis: Diagnosis | None = None,
    *,
    seeds: int | Iterable[int] = 8,
    progress: Callable[[float], None] | None = None,
    extra: Iterable[str | Remedy] = (),
) -> Trial:
    """Try the remedies of a diagnosis and rank them.

    The baseline, every remedy that applies to a root cause (all its variants), those in `extra`, and as many random
    remedies (at least four) are trained from the same `seeds` (a number n stands for 0 … n-1). Without a `diagnosis` the baseline is
    trained and diagnosed first. `progress` is called with the share that is done, from 0 to 1.

    Ctrl-C ends the training, not the trial: what was trained to its end is ranked, the rest is marked interrupted.
    """
    from whygrad.engine import train

    seeds = tuple(range(seeds)) if isinstance(seeds, int) else tuple(seeds)
    trained: list[Trace] = []
    if diagnosis is None:
        from whygrad.diagnose import diagnose

        first = train(experiment, seeds=seeds, progress=_part(progress, 0.0, _BASELINE_PROGRESS))
        diagnosis, progress = diagnose(first), _part(progress, _BASELINE_PROGRESS, 1.0)
        trained.append(first)

    chosen = candidates(diagnosis, extra)
    tried = _distinct((remedy.code, edited) for remedy in chosen for edited in remedy.variants(experiment, diagnosis))
    if trained and _interrupted(trained[0]):
        tried = []
    drawn = random_remedies(experiment, max(len(tried), _FEWEST_CONTROLS)) if tried else ()
    entries = [*tried, *(("random", edited) for edited in drawn)]
    waiting = [*([] if trained else [experiment]), *(edited for _, edited in entries)]
    if waiting:
        trained += train(waiting, seeds=seeds, progress=progress)
    baseline, *traces = trained

    root = next((finding.code for finding in diagnosis.findings if _is_root(finding)), None)
    advice = tuple(remedy.code for remedy in chosen if remedy.advice_only)
    return judge(experiment, baseline, entries, traces, remedies=len(tried), root=root, advice=advice)


def candidates(diagnosis: Diagnosis, extra: Iterable[str | Remedy] = ()) -> tuple[Remedy, ...]:
    """The remedies of a diagnosis' root causes: those its rules name, then those that name the finding."""
    known = remedies()
    found: dict[str, Remedy] = {}
    for finding in diagnosis.findings:
        if _is_root(finding):
            named = [known[code] for code in finding.remedies if code in known]
            found |= {
                remedy.code: remedy for remedy in (*named, *remedies_for(finding.code)) if remedy.code not in found
            }
    for remedy in extra:
        remedy = known[remedy] if isinstance(remedy, str) else remedy
        found.setdefault(remedy.code, remedy)
    return tuple(found.values())


def _distinct(entries: Iterable[tuple[str, Experiment]]) -> list[tuple[str, Experiment]]:
    """The entries without those whose experiment an earlier one has."""
    codes: dict[Experiment, str] = {}
    for code, edited in entries:
        codes.setdefault(edited, code)
    return [(code, edited) for edited, code in codes.items()]


def _is_root(finding: Any) -> bool:
    return finding.cause and finding.severity != "info"


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
    """Compare what was trained: `entries` and `traces` go together, the first `remedies` of them are no random ones."""
    metric = metrics.choose(baseline.meta, root)
    base = metric.values(baseline)  # (P,)
    runs = len(base)
    values = np.array([metric.values(trace) for trace in traces]).reshape(len(traces), runs)  # (R, P)
    chance = metric.chance(baseline.meta)
    threshold = metrics.repaired_from(metric, base, values, chance)
    shares = metrics.repaired(metric, values, threshold).mean(axis=1)
    differences = metric.sign * (values - base)
    means = statistics.bootstrap_means(differences)
    intervals = statistics.interval(means, runs)
    for i, trace in enumerate(traces):
        if trace.meta.test_samples != baseline.meta.test_samples:  # tested on other samples
            errors = (
                metrics.sampling_error(metric, trace.meta, values[i]),
                metrics.sampling_error(metric, baseline.meta, base),
            )
            intervals[i] = statistics.widened(intervals[i], differences[i].mean(), math.hypot(*errors))

    start = Result(
        "baseline",
        experiment,
        {},
        baseline,
        base,
        0.0,
        (0.0, 0.0),
        float(metrics.repaired(metric, base, threshold).mean()),
    )
    work = _work(baseline)
    results = [
        Result(
            code, edited, changes(experiment, edited), trace, values[i], float(differences[i].mean()),
            (float(intervals[i, 0]), float(intervals[i, 1])), float(shares[i]), cost=_work(trace) / work,
        )
        for i, ((code, edited), trace) in enumerate(zip(entries, traces, strict=True))
    ]  # fmt: skip

    complete = [] if start.interrupted else [i for i in range(remedies) if not results[i].interrupted]
    if complete:
        for i, p in zip(complete, statistics.adjusted_p(differences[complete]), strict=True):
            clear = intervals[i, 0] > 0 and p <= 1 - statistics.LEVEL
            helps = bool(clear and metrics.beats_chance(metric, values[i], chance))
            results[i] = replace(results[i], p_value=float(p), helps=helps)
        # What clearly helps comes before what may help more, but may be luck.
        complete.sort(key=lambda i: (not results[i].helps, -results[i].difference))
        to_best = statistics.interval(means[complete[0]] - means[complete], runs)  # (R, 2)
        for place, i in enumerate(complete):
            # One seed has no interval (NaN), so nothing tells its remedies apart.
            behind = results[complete[0]].difference - results[i].difference
            tied = not (to_best[place, 0] > 0 and behind >= metric.worth)
            results[i] = replace(results[i], tied=tied, rank=1 if tied else place + 1)
    ranked = [results[i] for i in complete]
    rest = [results[i] for i in range(remedies) if i not in complete]
    controls = sorted(results[remedies:], key=lambda control: -control.difference)
    return Trial(
        root=root,
        metric=metric,
        seeds=tuple(int(seed) for seed in baseline.seeds),
        baseline=start,
        results=(*ranked, *rest),
        controls=tuple(controls),
        advice=advice,
        repaired_at=threshold,
        verdict=_outcome(start, ranked, rest, runs),
    )


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


def _interrupted(trace: Trace) -> bool:
    return any(status == "interrupted" for status in trace.status)


def _part(progress: Callable[[float], None] | None, low: float, high: float) -> Callable[[float], None] | None:
    """A progress that goes from `low` to `high` while another goes from 0 to 1."""
    if progress is None:
        return None
    return lambda share: progress(low + (high - low) * share)
