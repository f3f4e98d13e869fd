"""Trying remedies: the baseline, each remedy and as many random ones, over the same seeds, in one population."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from whygrad.errors import InputError
from whygrad.trial.control import random_remedies
from whygrad.trial.judge import judge
from whygrad.trial.remedy import Remedy, remedies, remedies_for

if TYPE_CHECKING:
    from whygrad.cluster import Train
    from whygrad.diagnose import Diagnosis
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace
    from whygrad.trial.result import Trial

_FEWEST_CONTROLS = 4  # one random remedy alone says little about random remedies
_BASELINE_PROGRESS = 0.1  # what the baseline counts as, where it has to be diagnosed first


def trial(
    experiment: Experiment,
    diagnosis: Diagnosis | None = None,
    *,
    seeds: int | Iterable[int] = 8,
    progress: Callable[[float], None] | None = None,
    extra: Iterable[str | Remedy] = (),
    train: Train | None = None,
) -> Trial:
    """Test the suggested fixes of a diagnosis and rank them.

    Trains the baseline and all variants of every fix for a root cause. Random fixes, as many as there are fixes
    and at least four, serve as controls. All trainings use the same seeds.

    - `diagnosis`: the diagnosis of the baseline. By default, the baseline is trained and diagnosed first
    - `seeds`: the number n of seeds, for the seeds 0 to n - 1, or the seeds themselves
    - `progress`: function that is called with the completed fraction, from 0 to 1
    - `extra`: codes of further fixes to test
    - `train`: function that trains several experiments, such as `whygrad.cluster.on_cluster`. Default: this machine

    Ctrl-C stops the training. Fixes trained to the end are ranked; the others are marked as interrupted.
    """
    from whygrad import engine

    seeds = tuple(range(seeds)) if isinstance(seeds, int) else tuple(seeds)
    trained: list[Trace] = []
    if diagnosis is None:
        from whygrad.diagnose import diagnose

        first = engine.train(experiment, seeds=seeds, progress=_part(progress, 0.0, _BASELINE_PROGRESS))
        diagnosis, progress = diagnose(first), _part(progress, _BASELINE_PROGRESS, 1.0)
        trained.append(first)

    chosen = candidates(diagnosis, extra)
    tried = _distinct((remedy.code, edited) for remedy in chosen for edited in remedy.variants(experiment, diagnosis)
                      if _can_be_trained(edited))  # fmt: skip
    if trained and _interrupted(trained[0]):
        tried = []
    drawn = _controls(experiment, max(len(tried), _FEWEST_CONTROLS)) if tried else ()
    entries = [*tried, *(("random", edited) for edited in drawn)]
    waiting = [*([] if trained else [experiment]), *(edited for _, edited in entries)]
    if waiting:
        trained += (train or engine.train)(waiting, seeds=seeds, progress=progress)
    stopped = len(trained) < 1 + len(entries)
    baseline, *traces = trained
    # After Ctrl-C networks of layers, which are trained one after another, are not all there with all of their seeds.
    traces = [trace for trace in traces if len(trace.seeds) == len(baseline.seeds)]
    entries = entries[: len(traces)]

    root = next((finding.code for finding in diagnosis.findings if finding.is_root_cause), None)
    advice = tuple(remedy.code for remedy in chosen if remedy.advice_only)
    judged = judge(
        experiment, baseline, entries, traces, remedies=min(len(tried), len(traces)), root=root, advice=advice
    )
    return replace(judged, stopped=judged.stopped or stopped)


def candidates(diagnosis: Diagnosis, extra: Iterable[str | Remedy] = ()) -> tuple[Remedy, ...]:
    """The remedies of a diagnosis' root causes: those its rules name, then those that name the finding."""
    known = remedies()
    found: dict[str, Remedy] = {}
    for finding in diagnosis.findings:
        if finding.is_root_cause:
            named = [known[code] for code in finding.remedies if code in known]
            for remedy in (*named, *remedies_for(finding.code)):
                found.setdefault(remedy.code, remedy)
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


def _controls(experiment: Experiment, count: int) -> tuple[Experiment, ...]:
    """Random remedies that can be trained: what layers can take is known only when they are built for the data."""
    if not experiment.network.layers:
        return random_remedies(experiment, count)
    return tuple(edited for edited in random_remedies(experiment, 4 * count) if _can_be_trained(edited))[:count]


def _can_be_trained(experiment: Experiment) -> bool:
    if not experiment.network.layers:
        return True
    from whygrad.engine import layered

    try:
        layered.lower(experiment, [0])
    except InputError:
        return False
    return True


def _interrupted(trace: Trace) -> bool:
    return any(status == "interrupted" for status in trace.status)


def _part(progress: Callable[[float], None] | None, low: float, high: float) -> Callable[[float], None] | None:
    """A progress that goes from `low` to `high` while another goes from 0 to 1."""
    if progress is None:
        return None
    return lambda share: progress(low + (high - low) * share)
