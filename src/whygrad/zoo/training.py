"""Trainings that are of no use unless they reached their end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from whygrad.engine import train
from whygrad.experiment import Experiment
from whygrad.trace import Status, Trace


def train_to_the_end(
    experiments: Sequence[Experiment], seeds: int | Iterable[int] = 8, *, threads: int | None = None
) -> list[Trace]:
    """`engine.train` of several experiments side by side, for callers that need whole trainings.

    The engine answers Ctrl-C with what was recorded so far. What is measured here would be wrong for half a training,
    so this raises `KeyboardInterrupt` instead.
    """
    traces = train(list(experiments), seeds, threads=threads)
    if any(Status.INTERRUPTED in trace.status for trace in traces):
        raise KeyboardInterrupt
    return traces


def train_one_by_one(
    experiments: Sequence[Experiment], seeds: int, progress: Callable[[float], None] | None = None
) -> list[Trace]:
    """`engine.train` of several experiments one after another, for callers that can use the first few of them.

    Ctrl-C ends it: there are then fewer traces than experiments, and the last one may have fewer runs. Raises
    `KeyboardInterrupt` if not a single run had reached its end.
    """
    found: list[Trace] = []
    for number, experiment in enumerate(experiments):
        trace = train(experiment, seeds, progress=_part(progress, number, len(experiments)))
        whole = [run for run, status in enumerate(trace.status) if status is not Status.INTERRUPTED]
        if whole:
            found.append(trace if len(whole) == len(trace.status) else trace.runs(whole))
        if len(whole) < seeds:
            break
    if not found:
        raise KeyboardInterrupt
    return found


def _part(progress: Callable[[float], None] | None, number: int, of: int) -> Callable[[float], None] | None:
    return None if progress is None else lambda share: progress((number + share) / of)
