"""What a training takes of memory, estimated before it begins, so that what cannot be is refused in one line.

An estimate has the terms that can be large: arrays by runs, parameters, units, records, updates, samples. What every
training takes, such as imported packages, is not in it.
"""

from __future__ import annotations

import math
import os
import re
import sys
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from whygrad import data, nets
from whygrad.errors import ExperimentError, InputError, is_out_of_memory
from whygrad.experiment import Experiment

VARIABLE = "WHYGRAD_MEMORY"
"""Names how much memory a training may take, such as `4 GB`; without it, as much as is free."""

_FLOAT, _DOUBLE = 4, 8
_CHANNELS_A_RUN, _CHANNELS_A_LAYER, _BINS = 9, 16, 64  # float32 numbers of a record
_SLOTS = {
    "adam": 2,
    "adamw": 2,
    "sgd": 0,
    "perceptron": 0,
}  # arrays that an optimizer keeps beside the parameters; else 1
_SAMPLE = 64  # bytes of a feature of a sample: as it was made, split, preprocessed, laid out
_OTHER_BUFFERS = 4  # of a thread of the kernel: gradients, and parameters before an update
_AT_ONCE = 512  # samples of an evaluation
_MOST_KEPT = 20_000_000  # parameters of networks of layers that a trace holds


@dataclass(frozen=True, slots=True)
class Cost:
    """Bytes, by what they grow with."""

    terms: Mapping[str, int]
    shared: int = 0  # of it, what populations that are trained side by side need once

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.terms.values())

    @property
    def largest(self) -> str:
        """What it grows with most."""
        return max(self.terms, key=lambda name: self.terms[name])


def of_population(
    experiment: Experiment, runs: int, details: Iterable[str] = (), *, lanes: int = 1, threads: int = 1
) -> Cost:
    """What dense networks take that are trained side by side, as many at a time as a register has `lanes`."""
    from whygrad.engine.schedule import record_count

    training = experiment.training
    dataset = data.load(experiment.data, experiment.folder)
    samples, features = dataset.x_train.shape
    plan = nets.plan(experiment, features, dataset.task, dataset.classes)
    batch = min(training.batch_size, samples)
    total = -(-samples // batch) * training.epochs
    records = record_count(experiment.recording.every, total)
    units, layers = sum(plan.widths), len(plan.layers)
    blocks = -(-runs // lanes)
    numbers = plan.count + plan.running
    details = set(details)
    by_layer = _CHANNELS_A_LAYER + (3 * _BINS if "histograms" in details else 0)
    by_layer += 2 * max(plan.widths) if "units" in details else 0
    held = 4 * runs * numbers  # initial and final ones, for the kernel and for the trace
    trained = blocks * lanes * numbers * (1 + _SLOTS.get(training.optimizer, 1))
    working = min(threads, blocks) * lanes * (_OTHER_BUFFERS * plan.count + 2 * batch * units)
    return Cost(
        {
            "network": _FLOAT * (held + trained + working),
            "records": _FLOAT * runs * records * (_CHANNELS_A_RUN + by_layer * layers) + 2 * _DOUBLE * records,
            "steps": _FLOAT * total,
            "data": _SAMPLE * features * (samples + len(dataset.x_test)),
        },
        shared=_FLOAT * working,
    )


def of_layers(experiment: Experiment, runs: int) -> Cost:
    """What a network of layers takes, which PyTorch trains, one run after another."""
    from whygrad.engine.layered.job import shapes

    training = experiment.training
    dataset, rows = shapes(experiment)
    samples = len(dataset.y_train)
    batch = min(training.batch_size, samples)
    total = -(-samples // batch) * training.epochs
    numbers = sum(row.count for row in rows)
    outputs = [row.memory for row in rows]  # bytes a sample
    copies = 4 + _SLOTS.get(training.optimizer, 1)  # with gradients, and what is compared with
    drawn = 3 * _DOUBLE * max((one.count for row in rows for one in row.parameters), default=0)
    kept = 2 * runs * _FLOAT * numbers if numbers <= _MOST_KEPT else 0
    return Cost(
        {
            "network": max(copies * _FLOAT * numbers + kept, drawn),  # drawn before there are gradients
            "batch": max(3 * batch * sum(outputs), 2 * min(_AT_ONCE, samples) * max(outputs)),
            "steps": 2 * _FLOAT * total,
            "data": 2 * _FLOAT * math.prod(dataset.input_shape("dense")) * (samples + len(dataset.y_test)),
        }
    )


def check(
    experiments: Sequence[Experiment],
    runs: int,
    details: Iterable[str],
    *,
    as_layers: bool,
    lanes: int,
    threads: int,
) -> None:
    """Raise `ExperimentError` if trainings need more memory than there is. Networks of layers are trained in turn."""

    def cost(experiment: Experiment, runs: int) -> Cost:
        if as_layers:
            return of_layers(experiment, runs)
        return of_population(experiment, runs, details, lanes=lanes, threads=threads)

    costs = [cost(one, runs) for one in experiments]
    largest = max(costs, key=lambda one: one.total)
    needed = (
        largest.total if as_layers else sum(one.total - one.shared for one in costs) + max(one.shared for one in costs)
    )
    free = free_memory()
    if needed > free:
        alone = max(cost(one, 1).total for one in experiments)
        what = "seeds" if alone <= free else largest.largest
        raise ExperimentError("error-memory", needed=_words(needed), free=_words(free), what=what)


@contextmanager
def enough() -> Generator[None]:
    """Inside, having no memory left is the experiment's fault, not a bug."""
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        raise ExperimentError("error-no-memory") from None


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def free_memory() -> float:
    """Bytes that this process may still take: what is stated, else what is free; without end where nobody knows."""
    if stated := os.environ.get(VARIABLE):
        return _stated(stated)
    found = [math.inf]
    if sys.platform == "linux":
        import resource

        with suppress(OSError, StopIteration):
            found.append(_line_of("/proc/meminfo", "MemAvailable:"))
        with suppress(OSError, ValueError):
            group = Path("/sys/fs/cgroup")
            most = (group / "memory.max").read_text(encoding="ascii")
            found.append(int(most) - int((group / "memory.current").read_text(encoding="ascii")))
        for limit, used in ((resource.RLIMIT_AS, "VmSize:"), (resource.RLIMIT_DATA, "VmData:")):
            most = resource.getrlimit(limit)[0]
            if most != resource.RLIM_INFINITY:
                found.append(most - _line_of("/proc/self/status", used))
    return max(min(found), 0)


def _line_of(file: str, name: str) -> int:
    """A number of kB that a file of the system's says, in bytes."""
    lines = Path(file).read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith(name))


def _stated(word: str) -> float:
    found = re.fullmatch(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*([KMGT]?)i?B?\s*", word, re.IGNORECASE)
    if found is None:
        raise InputError("error-memory-stated", variable=VARIABLE, value=word[:60])
    return float(found[1]) * 1000 ** "_KMGT".index(found[2].upper() or "G")


def _words(size: float) -> str:
    """Bytes as people read them: 7.2 GB, 300 MB."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
