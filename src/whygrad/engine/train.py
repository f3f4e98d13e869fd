"""`train`: the only place that turns experiments into traces."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, get_args, overload

import numpy as np
from numpy.typing import NDArray

from whygrad import data
from whygrad.engine import cost, one_batch
from whygrad.engine.outcome import constants, initial_parameters, statuses
from whygrad.engine.program import Job, lower
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment
from whygrad.trace import Recorder, Status, Trace

if TYPE_CHECKING:
    from whygrad.engine.native import Population

Engine = Literal["auto", "kernel", "torch"]
Kind = Literal["preset", "experiment"]
Device = Literal["auto", "cpu", "cuda"]
ENGINES = get_args(Engine)
Progress = Callable[[float], None]

MOST_KERNEL_INPUTS = 256


def seed_numbers(seeds: int | Iterable[int]) -> list[int]:
    """The seeds 0 to n - 1 of a number n, or the given seeds; raises `ExperimentError` for what cannot be seeds."""
    numbers = list(range(seeds)) if isinstance(seeds, int) else [int(seed) for seed in seeds]
    if not numbers or min(numbers) < 0 or max(numbers) >= 2**32:
        raise ExperimentError("error-seeds", seeds=str(seeds))
    if len(set(numbers)) < len(numbers):  # the same run twice would make intervals narrower than they are
        raise ExperimentError("error-seeds-twice")
    return numbers


@overload
def train(
    experiment: Experiment,
    seeds: int | Iterable[int] = 8,
    *,
    engine: Engine = "auto",
    out: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
    detail: Sequence[str] = (),
    threads: int | None = None,
    device: Device = "auto",
    name: str = "",
    kind: Kind = "experiment",
) -> Trace: ...
@overload
def train(
    experiment: Sequence[Experiment],
    seeds: int | Iterable[int] = 8,
    *,
    engine: Engine = "auto",
    out: None = None,
    progress: Progress | None = None,
    detail: Sequence[str] = (),
    threads: int | None = None,
    device: Device = "auto",
    name: str = "",
    kind: Kind = "experiment",
) -> list[Trace]: ...
def train(
    experiment: Experiment | Sequence[Experiment],
    seeds: int | Iterable[int] = 8,
    *,
    engine: Engine = "auto",
    out: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
    detail: Sequence[str] = (),
    threads: int | None = None,
    device: Device = "auto",
    name: str = "",
    kind: Kind = "experiment",
) -> Trace | list[Trace]:
    """Train an experiment once per seed and record a trace.

    - `experiment`: one experiment, or a sequence of experiments. A sequence returns a list with one trace each
    - `seeds`: the number n of seeds, for the seeds 0 to n - 1, or the seeds themselves
    - `engine`: "kernel", "torch", or "auto": the kernel if it supports the networks, PyTorch otherwise
    - `out`: folder to which the trace is written during training
    - `progress`: function that is called with the completed fraction, from 0 to 1
    - `detail`: additional channels to record: "histograms", "units", "one-batch"
    - `threads`: number of threads. Default: the number of CPU cores
    - `device`: device for networks given by `network.layers`: "cpu", "cuda", or "auto" (a GPU if there is one)
    - `name`, `kind`: name and kind of the training, stored in the trace

    PyTorch trains networks given by `network.layers`, early stopping, and dense networks on large images, one run
    after another. `out` then also holds the trained networks and checkpoints. A later call with the same `out` resumes
    an interrupted training.

    Ctrl-C stops the training. The records made so far are kept, and the status of the runs is "interrupted". If several
    experiments are trained one after another, only the traces up to the interrupted one are returned.

    Raises `ExperimentError` or `DataError` if an experiment cannot be trained or needs more memory than there is, and
    `TraceError` if `out` cannot be written.
    """
    experiments = [experiment] if isinstance(experiment, Experiment) else list(experiment)
    for one in experiments or [None]:
        if not isinstance(one, Experiment):
            raise ExperimentError("error-nothing-to-train", value=type(one).__name__ if experiments else "[]")
    if engine not in ENGINES:
        raise ExperimentError("error-engine", engine=str(engine))
    if out is not None and len(experiments) != 1:
        raise ExperimentError("error-out-needs-one-experiment")
    numbers = seed_numbers(seeds)
    as_layers = any(trains_as_layers(one, engine, detail) for one in experiments)
    if as_layers and engine == "kernel":
        raise ExperimentError("error-kernel-layers")
    cost.check(experiments, len(numbers), detail, as_layers=as_layers, lanes=_lanes(), threads=threads or cost.cores())
    with cost.enough():
        if as_layers:
            options: dict[str, Any] = {"out": out, "device": device, "threads": threads, "details": detail}
            traces = _train_layers(experiments, numbers, name, kind, progress, options)
        else:
            jobs = [lower(one, numbers, name=name, kind=kind) for one in experiments]
            if _kernel_trains(jobs, engine):
                traces = _train_native(jobs, out, progress, tuple(detail), threads)
            else:
                from whygrad.engine import pytorch

                jobs = [job.by("torch") for job in jobs]
                traces = [pytorch.train_one(job, out=out, progress=progress, detail=detail) for job in jobs]
    return traces[0] if isinstance(experiment, Experiment) else traces


def _train_layers(
    experiments: list[Experiment],
    seeds: list[int],
    name: str,
    kind: Kind,
    progress: Progress | None,
    options: dict[str, Any],
) -> list[Trace]:
    from whygrad.engine import layered

    listed = [layered.lower(one, seeds, name=name, kind=kind) for one in experiments]
    traces: list[Trace] = []
    for number, job in enumerate(listed):
        traces.append(layered.train(job, progress=_part(progress, number, len(listed)), **options))
        if Status.INTERRUPTED in traces[-1].status:
            break
    return traces


def _lanes() -> int:
    """Networks that the kernel computes at a time on this machine."""
    try:
        from whygrad.engine import native
    except ImportError:  # not built for this machine
        return 1
    return native.lanes()


def _part(progress: Progress | None, number: int, of: int) -> Progress | None:
    """Progress of one of several trainings as part of the whole."""
    return None if progress is None else lambda share: progress((number + share) / of)


def trains_as_layers(experiment: Experiment, engine: str = "auto", detail: Sequence[str] = ()) -> bool:
    """Whether `train` trains an experiment layer by layer, one run after another, and leaves a model in `out`.

    So it does what only layers or PyTorch can say, and dense networks on so many inputs that a single run by PyTorch is
    faster than the kernel's, which computes as many runs as its lanes hold even if fewer are asked for.
    """
    if experiment.network.layers or experiment.training.patience:
        return True
    if engine != "auto" or one_batch.DETAIL in detail or not find_spec("torch"):
        return False
    return math.prod(data.load(experiment.data, experiment.folder).input_shape("dense")) > MOST_KERNEL_INPUTS


def _kernel_trains(jobs: list[Job], engine: Engine) -> bool:
    """Whether the kernel is to train these; it must know them if it is asked for by name."""
    if engine == "torch":
        return False
    try:
        from whygrad.engine import native
    except ImportError:  # not built for this machine
        known = False
    else:
        known = all(native.supports(job.program.plan) for job in jobs)
    if engine == "kernel" and not known:
        raise ExperimentError("error-kernel-cannot")
    return known


def _train_native(
    jobs: list[Job],
    out: str | os.PathLike[str] | None,
    progress: Progress | None,
    detail: tuple[str, ...],
    threads: int | None,
) -> list[Trace]:
    from whygrad.engine import native

    populations = _populations(jobs, detail)
    companions = [one_batch.companion(job) for job in jobs] if one_batch.DETAIL in detail else []
    beside = _populations(companions, ())
    recorder = Recorder(jobs[0].meta, jobs[0].seeds, detail, out) if out is not None else None
    if recorder is not None:
        recorder.constants(constants(jobs[0]))
    total = max(len(population.jobs[0].program.record_steps) for population in populations)

    def recorded(count: int) -> None:
        if recorder is not None:
            # The recorder knows what it has; a count kept here could miss one when Ctrl-C comes while it writes.
            new = slice(recorder.records, count)
            recorder.extend(jobs[0].program.record_steps[new].tolist(), populations[0].channels(slice(None), new))
            count = recorder.records
        if progress is not None and count:
            progress(count / total)

    done = 0

    def heard(count: int) -> None:
        nonlocal done
        done = count
        recorded(count)

    finished = native.run([*populations, *beside], threads, heard)

    def ended(job: Job) -> bool:
        return finished or done >= len(job.program.record_steps)

    last_losses = {
        id(one): population.channels(runs, slice(None))["loss_train"][:, -1] if ended(one) else None
        for population in beside
        for one, runs in population.places()
    }
    further = {
        id(job): one_batch.one_batch_progress(one, last_losses[id(one)])
        for job, one in zip(jobs, companions, strict=False)  # none if it was not asked for
    }
    traces = {
        id(job): _trace(population, job, runs, done, ended(job), recorder, further.get(id(job), {}))
        for population in populations
        for job, runs in population.places()
    }
    return [traces[id(job)] for job in jobs]


def _populations(jobs: list[Job], detail: tuple[str, ...]) -> list[Population]:
    """Jobs that share a program in one population."""
    from whygrad.engine import native

    groups: dict[object, list[Job]] = {}
    for job in jobs:
        groups.setdefault(job.key, []).append(job)
    return [native.Population(group, detail) for group in groups.values()]


def _trace(
    population: Population,
    job: Job,
    runs: slice,
    records: int,
    finished: bool,
    recorder: Recorder | None,
    further: dict[str, NDArray[np.float32]],
) -> Trace:
    step, layer, what = population.non_finite(runs)
    channels = population.channels(runs, slice(0, records))
    status = statuses(job.meta, channels["loss_train"], step, finished)
    initial, final = initial_parameters(job), population.final_parameters(runs)
    if recorder is not None:
        recorder.constants(further)
        return recorder.finish(
            status,
            non_finite_step=step,
            non_finite_layer=layer,
            non_finite_what=what,
            initial_parameters=initial,
            final_parameters=final,
        )
    return Trace(
        job.meta,
        job.program.record_steps[:records],
        job.seeds.astype(np.int64),
        {**channels, **constants(job), **further},
        status=status,
        non_finite_step=step,
        non_finite_layer=layer,
        non_finite_what=what,
        initial_parameters=initial,
        final_parameters=final,
    )
