"""`compare`: train the variants of an experiment with the same seeds."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from whygrad.compare.comparison import Comparison
from whygrad.compare.cost import cost_of
from whygrad.compare.variants import Variant, dimensions, grid
from whygrad.compare.variants import samples as draw
from whygrad.data import load
from whygrad.engine import train as train_here
from whygrad.errors import InputError
from whygrad.trace.meta import Status

if TYPE_CHECKING:
    from whygrad.cluster import Train
    from whygrad.experiment import Experiment
    from whygrad.trace import Trace

SEEDS = 8
Progress = Callable[[float], None]


def compare(
    experiment: Experiment,
    vary: Sequence[str],
    *,
    samples: int | None = None,
    sample_seed: int = 0,
    seeds: int = SEEDS,
    changes: Sequence[str] = (),
    measure_time: bool = False,
    progress: Progress | None = None,
    train: Train | None = None,
) -> Comparison:
    """Train variants of an experiment with the same seeds and compare how they ended.

    - `vary`: what differs, as on the command line: "KEY=V1,V2", or "KEY=LO:HI" and "KEY=LO:HI:log" with `samples`
    - `samples`: number of random variants. Default: every combination of the listed values
    - `sample_seed`: seed of the random variants. Equal seeds give equal variants
    - `seeds`: number of runs of each variant, with seeds 0 to n - 1
    - `changes`: further settings, "KEY=VALUE"
    - `measure_time`: train one variant after another and measure the seconds of each. They depend on the machine
    - `progress`: function that is called with the completed fraction, from 0 to 1
    - `train`: trains the variants, as `cluster.on_cluster` does on a Ray cluster. Default: this machine

    Ctrl-C keeps the variants that were trained so far. Raises `InputError` or `ExperimentError` for what cannot be
    varied or trained.
    """
    if not vary:
        raise InputError("vary-nothing")
    if measure_time and train is not None:
        raise InputError("compare-time-elsewhere")
    base = experiment.override(changes) if changes else experiment
    varied = dimensions(base, vary, changes)
    variants = grid(base, varied) if samples is None else draw(base, varied, samples, sample_seed)
    if measure_time:
        traces, seconds = _one_by_one(variants, seeds, progress)
    else:
        together = train or train_here
        traces, seconds = together([one.experiment for one in variants], seeds=seeds, progress=progress), None
    kept = [place for place, trace in enumerate(traces) if len(trace.steps)]
    if not kept:
        raise KeyboardInterrupt
    done = [variants[place] for place in kept]
    recorded = [traces[place] for place in kept]
    return Comparison(
        variants=done,
        traces=recorded,
        costs=[cost_of(one.experiment, trace) for one, trace in zip(done, recorded, strict=True)],
        seconds=None if seconds is None else [seconds[place] for place in kept],
        sample_seed=None if samples is None else sample_seed,
        complete=len(done) == len(variants),
    )


def _one_by_one(variants: Sequence[Variant], seeds: int, progress: Progress | None) -> tuple[list[Trace], list[float]]:
    """The traces, and the seconds that all runs of each variant took together."""
    traces, seconds = list["Trace"](), list[float]()
    for number, variant in enumerate(variants):
        load(variant.experiment.data, variant.experiment.folder)  # which later variants find in memory
        began = time.perf_counter()
        traces.append(train_here(variant.experiment, seeds=seeds, progress=_part(progress, number, len(variants))))
        seconds.append(time.perf_counter() - began)
        if Status.INTERRUPTED in traces[-1].status:
            break
    return traces, seconds


def _part(progress: Progress | None, number: int, of: int) -> Progress | None:
    return None if progress is None else lambda share: progress((number + share) / of)
