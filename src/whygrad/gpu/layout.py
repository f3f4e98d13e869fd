"""Where the numbers of one network lie in its memory on the GPU, counted in numbers from the beginning."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whygrad.engine.program import Program

WARP = 32
"""Threads that execute an instruction together (`WG_WARP` of device/lane.h): each trains one network."""

CHUNK = 8
"""Samples that go through a network together, as a multiple of the 4 that the kernel's tiles hold."""

SLOTS = {"sgd": 0, "perceptron": 0, "adam": 2, "adamw": 2}
"""Numbers that an optimizer keeps for each parameter (`optimizer_slots` of optimizers.h); others keep 1."""


@dataclass(frozen=True, eq=False)
class Layout:
    """The parts of a network's memory in the order of `Part` in device/network.h: (9,); where in the values and deltas
    each value begins: (V,); where in the last part begins what each operation keeps for the way back: (K,).

    `chunk`: samples that go through the network together. `size`: numbers of one network.
    """

    parts: NDArray[np.int32]
    values: NDArray[np.int32]
    saved: NDArray[np.int32]
    chunk: int
    size: int

    @property
    def block_bytes(self) -> int:
        """Bytes of the networks of a warp."""
        return 4 * WARP * self.size


def layout(program: Program) -> Layout:
    """The layout of the networks of a program."""
    plan = program.plan
    whole_batch = any(op.kind == "batch-norm" for op in plan.ops)
    chunk = program.batch_size if whole_batch else min(CHUNK, max(program.batch_size, 1))
    units = np.array(plan.widths, np.int64)
    kept = np.array([_kept(op.kind, plan.widths[op.target], chunk) for op in plan.ops], np.int64)
    sizes = (
        plan.count,
        plan.running,
        SLOTS.get(program.optimizer, 1) * plan.count,
        plan.count,  # gradients
        chunk,  # targets
        chunk,  # index of the samples
        chunk * int(units.sum()),  # values
        chunk * int(units.sum()),  # deltas
        int(kept.sum()),
    )
    return Layout(_starts(sizes), _starts(chunk * units), _starts(kept), chunk, sum(sizes))


def _kept(kind: str, units: int, chunk: int) -> int:
    """Numbers that an operation keeps for the way back: masks or statistics."""
    return {"dropout": chunk * units, "batch-norm": 2 * units, "layer-norm": 2 * chunk}.get(kind, 0)


def _starts(sizes: tuple[int, ...] | NDArray[np.int64]) -> NDArray[np.int32]:
    ends = np.cumsum(np.asarray(sizes, np.int64))
    return np.concatenate(([0], ends[:-1])).astype(np.int32)
