"""Trainings that are of no use unless they reached their end."""

from __future__ import annotations

from collections.abc import Sequence

from whygrad.engine import train
from whygrad.experiment import Experiment
from whygrad.trace import Status, Trace


def train_to_the_end(experiments: Sequence[Experiment], seeds: int = 8, *, threads: int | None = None) -> list[Trace]:
    """`engine.train` of several experiments side by side, for callers that need whole trainings.

    The engine answers Ctrl-C with what was recorded so far. What is measured here would be wrong for half a training,
    so this raises `KeyboardInterrupt` instead.
    """
    traces = train(list(experiments), seeds, threads=threads)
    if any(Status.INTERRUPTED in trace.status for trace in traces):
        raise KeyboardInterrupt
    return traces
