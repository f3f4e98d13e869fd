"""The kernel as seen from Python: programs to its arrays, populations trained side by side, arrays back to traces."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad import nets
from whygrad.engine import _kernel
from whygrad.engine.program import Job, Program
from whygrad.nets import ACTIVATIONS, Plan
from whygrad.trace import HISTOGRAM_BINS

# Numbers as in kernel.h.
_OPS = {"dense": 0, "activation": 1, "batch-norm": 2, "layer-norm": 3, "dropout": 4, "add": 5, "softmax": 6}
_LOSSES = {"squared": 0, "binary-cross-entropy": 1, "softmax-cross-entropy": 2, "hinge": 3, "perceptron": 4}
_OPTIMIZERS = {
    "sgd": 0,
    "momentum": 1,
    "nesterov": 2,
    "adagrad": 3,
    "rmsprop": 4,
    "adam": 5,
    "adamw": 6,
    "perceptron": 0,
}
_SETTINGS = ("learning_rate", "momentum", "decay", "l1", "l2", "clip", "dropout")
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
    return room and all(op.kind in _OPS for op in plan.ops)


def _adds(plan: Plan) -> list[int]:
    """Whether each operation adds to a gradient that a later one has begun (bit 0: its source's, bit 1: its
    shortcut's).
    """
    begun: set[int] = set()
    flags: list[int] = []
    for op in reversed(plan.ops):
        flag = int(op.source in begun)
        begun.add(op.source)
        if op.shortcut >= 0:
            flag |= 2 * int(op.shortcut in begun)
            begun.add(op.shortcut)
        flags.append(flag)
    return flags[::-1]


def _rows(x: NDArray[np.float32], y: NDArray[Any]) -> NDArray[np.float32]:
    """Samples as the kernel reads them: features, target, zeros up to a multiple of 4 floats."""
    samples, features = x.shape
    rows = np.zeros((samples, -(-(features + 1) // 4) * 4), np.float32)
    rows[:, :features] = x
    rows[:, features] = y.reshape(samples)
    return rows


def _program_arrays(program: Program) -> dict[str, Any]:
    plan, dataset = program.plan, program.dataset
    ops = [
        (
            _OPS[op.kind],
            op.source,
            op.shortcut,
            op.target,
            ACTIVATIONS[op.activation].number,
            op.parameter,
            op.bias,
            op.running,
            op.stream,
            op.layer,
            adds,
        )
        for op, adds in zip(plan.ops, _adds(plan), strict=True)
    ]
    layers: list[tuple[int, ...]] = []
    bounds: list[tuple[float, float]] = []
    for number, info in enumerate(plan.layers):
        weight = plan.weight(number)
        name = nets.OUTPUT_FUNCTIONS.get(info.activation, info.activation)
        activation = ACTIVATIONS.get(name, ACTIVATIONS["linear"])  # softmax acts on a whole row: no unit is saturated
        slope = next((p.offset for p in plan.parameters if p.layer == number and p.kind == "slope"), -1)
        layers.append((weight.offset, weight.count, plan.before[number], plan.after[number], activation.number, slope))
        bounds.append(activation.saturated)
    widest = max(plan.widths[after] for after in plan.after)
    return {
        "ops": np.array(ops, np.int32),
        "layers": np.array(layers, np.int32),
        "bounds": np.array(bounds, np.float32),
        "segments": np.array([(p.offset, p.count, p.kind == "weight") for p in plan.parameters], np.int32),
        "widths": np.array(plan.widths, np.int32),
        "numbers": np.array(
            (
                _LOSSES[plan.loss],
                plan.output_value,
                _OPTIMIZERS[program.optimizer],
                plan.widths[0],
                program.probe_samples,
                program.batch_size,
                widest,
            ),
            np.int32,
        ),
        "targets": np.array((*plan.targets, plan.middle), np.float32),
        "train": _rows(dataset.x_train, dataset.y_train),
        "test": _rows(dataset.x_test, dataset.y_test),
        "schedule": program.schedule,
        "record_steps": program.record_steps,
    }


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
        seeds = np.concatenate([job.seeds for job in self.jobs])
        runs, records, layers = len(seeds), len(program.record_steps), len(plan.layers)
        widest = max(plan.widths[after] for after in plan.after)
        settings = [[job.settings[name]] * len(job.seeds) for name in _SETTINGS for job in self.jobs]
        self.arrays = {
            **_program_arrays(program),
            "parameters": np.concatenate([job.initial for job in self.jobs]),
            "running": nets.initial_running(plan, runs),
            "settings": np.array([x for row in settings for x in row], np.float32).reshape(len(_SETTINGS), runs),
            "seeds": seeds,
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

    def non_finite(self, runs: slice) -> tuple[NDArray[np.int64], NDArray[np.int64], tuple[str, ...]]:
        """Step and layer at which each run turned non-finite (-1: never), and what of it did."""
        what = tuple(_WHAT[number] for number in self.arrays["bad_what"][runs])
        return self.arrays["bad_step"][runs], self.arrays["bad_layer"][runs].astype(np.int64), what


def instruction_sets() -> list[str]:
    """What this machine can execute, the widest first."""
    return _kernel.instruction_sets()


def default_threads() -> int:
    """As many threads as cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(populations: Sequence[Population], threads: int | None, recorded: Callable[[int], None]) -> bool:
    """Train populations to the end; `recorded(n)` hears that the first n records of all are whole. False if
    interrupted.
    """
    session = _kernel.Session(list(populations_of(populations)), threads or default_threads())
    known = 0
    finished = True
    try:
        while not session.wait(POLL_SECONDS):
            if session.records > known:
                known = session.records
                recorded(known)
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
