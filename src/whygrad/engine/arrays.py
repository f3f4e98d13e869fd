"""Programs and jobs as the flat arrays that the kernel reads, in Python and in the page alike (kernel/kernel.h)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad import nets
from whygrad.engine.program import Job, Program
from whygrad.nets import ACTIVATIONS, Plan

# Numbers as in kernel.h.
OPS = {"dense": 0, "activation": 1, "batch-norm": 2, "layer-norm": 3, "dropout": 4, "add": 5, "softmax": 6}
_LOSSES = {"squared": 0, "binary-cross-entropy": 1, "softmax-cross-entropy": 2, "hinge": 3, "perceptron": 4}
OPTIMIZERS = {
    "sgd": 0,
    "momentum": 1,
    "nesterov": 2,
    "adagrad": 3,
    "rmsprop": 4,
    "adam": 5,
    "adamw": 6,
    "perceptron": 0,
}
SETTINGS = ("learning_rate", "momentum", "decay", "l1", "l2", "clip", "dropout")


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


def rows(x: NDArray[np.float32], y: NDArray[Any]) -> NDArray[np.float32]:
    """Samples as the kernel reads them: features, target, zeros up to a multiple of 4 floats."""
    samples, features = x.shape
    rows = np.zeros((samples, -(-(features + 1) // 4) * 4), np.float32)
    rows[:, :features] = x
    rows[:, features] = y.reshape(samples)
    return rows


def program_arrays(program: Program) -> dict[str, NDArray[Any]]:
    """What a population has in common, by the names of the kernel's arguments."""
    plan, dataset = program.plan, program.dataset
    ops = [
        (
            OPS[op.kind],
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
                OPTIMIZERS[program.optimizer],
                plan.widths[0],
                program.probe_samples,
                program.batch_size,
                widest,
            ),
            np.int32,
        ),
        "targets": np.array((*plan.targets, plan.middle), np.float32),
        "train": rows(dataset.x_train, dataset.y_train),
        "test": rows(dataset.x_test, dataset.y_test),
        "schedule": program.schedule,
        "record_steps": program.record_steps,
    }


def run_arrays(jobs: Sequence[Job]) -> dict[str, NDArray[Any]]:
    """What each of the P runs of some jobs starts with: parameters (P, n), running (P, r), settings (7, P), seeds (P,).

    The jobs share a program.
    """
    plan = jobs[0].program.plan
    seeds = np.concatenate([job.seeds for job in jobs])
    settings = [np.concatenate([job.setting(name) for job in jobs]) for name in SETTINGS]
    return {
        "parameters": np.concatenate([job.initial for job in jobs]),
        "running": nets.initial_running(plan, len(seeds)),
        "settings": np.stack(settings),
        "seeds": seeds,
    }
