"""The kernel as seen from Python: programs to its arrays, populations trained side by side, arrays back to traces."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.engine import _kernel, cost
from whygrad.engine.arrays import OPS, program_arrays, rows, run_arrays
from whygrad.engine.program import Job
from whygrad.errors import InputError
from whygrad.nets import Plan
from whygrad.trace import HISTOGRAM_BINS

VARIABLE = "WHYGRAD_INSTRUCTION_SET"
"""Names the instruction set that networks are trained with, such as `baseline`; without it, the widest one."""

_MOST_VALUES, _MOST_LAYERS = 640, 80  # WG_MAX_VALUES and WG_MAX_LAYERS of machine.h
_WHAT = ("", "input", "activation", "loss", "gradient", "weight")

RUN_CHANNELS = (
    "loss_train",
    "loss_test",
    "accuracy_train",
    "accuracy_test",
    "gradient_norm",
    "learning_rate",
    "gradient_coherence",
    "coherence_batches",
    "step_quality",
)
LAYER_CHANNELS = (
    "gradient_rms",
    "gradient_l2",
    "backprop_rms",
    "weight_rms",
    "update_ratio",
    "preactivation_mean",
    "preactivation_std",
    "preactivation_rms",
    "activation_mean",
    "activation_std",
    "activation_rms",
    "sample_std",
    "unit_std",
    "dead_share",
    "saturated_share",
    "zero_share",
)
HISTOGRAMS = ("preactivation_histogram", "activation_histogram", "gradient_histogram")
UNITS = ("unit_activation_mean", "unit_active_share")

POLL_SECONDS = 0.05  # how long a Ctrl-C may wait


def supports(plan: Plan) -> bool:
    """Whether the kernel knows all operations of a network and has room for its values and layers."""
    room = len(plan.widths) <= _MOST_VALUES and len(plan.layers) <= _MOST_LAYERS
    return room and all(op.kind in OPS for op in plan.ops)


@dataclass(frozen=True, eq=False)
class Explanation:
    """Values and the mean loss's derivatives by them, (P, N, widths[v]) each; its derivatives by the parameters (P, n);
    each sample's loss (P, N).
    """

    values: list[NDArray[np.float32]]
    deltas: list[NDArray[np.float32]]
    gradient: NDArray[np.float32]
    loss: NDArray[np.float32]


@dataclass(eq=False)
class Population:
    """Jobs that share a program, and the arrays that their runs are recorded in."""

    jobs: list[Job]
    detail: tuple[str, ...] = ()
    isa: str | None = None
    arrays: dict[str, Any] = field(init=False)
    native: Any = field(init=False)

    def __post_init__(self) -> None:
        program = self.jobs[0].program
        plan = program.plan
        runs = sum(len(job.seeds) for job in self.jobs)
        records, layers = len(program.record_steps), len(plan.layers)
        widest = max(plan.widths[after] for after in plan.after)
        self.arrays = {
            **program_arrays(program),
            **run_arrays(self.jobs),
            "run_channels": np.full((len(RUN_CHANNELS), records, runs), np.nan, np.float32),
            "layer_channels": np.full((len(LAYER_CHANNELS), records, runs, layers), np.nan, np.float32),
            "histograms": np.full((len(HISTOGRAMS), records, runs, layers, HISTOGRAM_BINS), np.nan, np.float32)
            if "histograms" in self.detail
            else None,
            "units": np.full((len(UNITS), records, runs, layers, widest), np.nan, np.float32)
            if "units" in self.detail
            else None,
            "bad_step": np.full(runs, -1, np.int64),
            "bad_layer": np.full(runs, -1, np.int32),
            "bad_what": np.zeros(runs, np.int32),
        }
        self.native = _kernel.Population(isa=self.isa or instruction_sets()[0], **self.arrays)

    def places(self) -> Iterator[tuple[Job, slice]]:
        """Each job with the place of its runs in the arrays."""
        first = 0
        for job in self.jobs:
            runs = slice(first, first + len(job.seeds))
            first = runs.stop
            yield job, runs

    def channels(self, runs: slice, records: slice) -> dict[str, NDArray[np.float32]]:
        """Recorded channels (P, S, …) of some of the runs and records."""
        groups = (
            (RUN_CHANNELS, "run_channels"),
            (LAYER_CHANNELS, "layer_channels"),
            (HISTOGRAMS, "histograms"),
            (UNITS, "units"),
        )
        return {
            name: self.arrays[array][number, records, runs].swapaxes(0, 1)
            for names, array in groups
            if self.arrays[array] is not None
            for number, name in enumerate(names)
        }

    def final_parameters(self, runs: slice) -> NDArray[np.float32]:
        """Parameters, followed by the running statistics of batch normalization."""
        return np.concatenate((self.arrays["parameters"][runs], self.arrays["running"][runs]), axis=1)

    def gradients(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Gradients (P, n) and losses (P,) of the probe batch at the initial parameters."""
        gradient = np.empty_like(self.arrays["parameters"])
        loss = np.empty(len(gradient), np.float32)
        self.native.gradients(gradient, loss)
        return gradient, loss

    def values(self, x: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """What every run makes of `x` (N, F), evaluated at its present parameters: value v is (P, N, widths[v])."""
        count = len(self.arrays["parameters"])
        out = np.empty((count, self._width, len(x)), np.float32)
        self.native.values(rows(x, np.zeros(len(x), np.float32)), out)
        return self._by_value(out)

    def explain(self, x: NDArray[np.float32], y: NDArray[Any]) -> Explanation:
        """The way forward and back for `x` (N, F) with targets `y` (N,), evaluated at the present parameters."""
        count, parameters = self.arrays["parameters"].shape
        values, deltas = (np.empty((count, self._width, len(x)), np.float32) for _ in range(2))
        gradient = np.empty((count, parameters), np.float32)
        loss = np.empty((count, len(x)), np.float32)
        self.native.explain(rows(x, y), values, deltas, gradient, loss)
        return Explanation(self._by_value(values), self._by_value(deltas), gradient, loss)

    @property
    def _width(self) -> int:
        return sum(self.jobs[0].program.plan.widths)

    def _by_value(self, units: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """Units (P, U, N) as one (P, N, width) a value."""
        ends = np.cumsum(self.jobs[0].program.plan.widths)[:-1]
        return [part.swapaxes(1, 2) for part in np.split(units, ends, axis=1)]

    def non_finite(self, runs: slice) -> tuple[NDArray[np.int64], NDArray[np.int64], tuple[str, ...]]:
        """Step and layer at which each run turned non-finite (-1: never), and what of it did."""
        what = tuple(_WHAT[number] for number in self.arrays["bad_what"][runs])
        return self.arrays["bad_step"][runs], self.arrays["bad_layer"][runs].astype(np.int64), what


def library() -> Path:
    """The file of the compiled kernel."""
    return Path(_kernel.__file__)


def lanes() -> int:
    """How many networks this machine computes at a time: those that a register holds (CMakeLists.txt)."""
    return {"avx512": 16, "avx2": 8}.get(instruction_sets()[0], 4)


def instruction_sets() -> list[str]:
    """What this machine can execute, the widest first; only the one that is stated, if one is."""
    available = _kernel.instruction_sets()
    if not (stated := os.environ.get(VARIABLE)):
        return available
    if stated not in available:
        raise InputError("error-instruction-set", variable=VARIABLE, value=stated[:60], names=", ".join(available))
    return [stated]


def run(populations: Sequence[Population], threads: int | None, recorded: Callable[[int], None]) -> bool:
    """Train populations to the end; `recorded(n)` hears that the first n records of all are whole. False if
    interrupted.

    `recorded` is called several times a second, whether there is news or not: what it raises ends the training.
    """
    session = _kernel.Session(list(populations_of(populations)), threads or cost.cores())
    finished = True
    try:
        while not session.wait(POLL_SECONDS):
            recorded(session.records)
    except KeyboardInterrupt:
        finished = False
        session.stop()
        session.wait(60.0)
    except BaseException:
        session.stop()
        session.wait(60.0)
        raise
    if session.failed:
        raise MemoryError
    recorded(session.records)
    for population in populations:
        population.native.collect()
    return finished


def populations_of(populations: Sequence[Population]) -> list[Any]:
    """The kernel's side of them."""
    return [population.native for population in populations]
