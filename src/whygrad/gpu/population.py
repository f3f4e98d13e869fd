"""What the GPU's program reads of networks that share a program, and what it writes about them."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.engine.arrays import program_arrays, run_arrays
from whygrad.engine.program import Job
from whygrad.gpu.arena import Arena
from whygrad.gpu.constants import constants
from whygrad.gpu.layout import layout

CHANNELS = ("loss_train", "loss_test", "accuracy_train", "accuracy_test")
"""What is recorded, in the order of `Record` in device/task.h."""

_POINTERS = (
    "ops", "layers", "bounds", "segments", "widths", "numbers", "targets", "train", "test", "schedule", "parameters",
    "running", "settings", "seeds",
)  # fmt: skip
_COUNTS = (
    "n_ops", "n_layers", "n_segments", "n_values", "n_parameters", "n_running", "n_runs", "row", "n_train", "n_test",
    "n_schedule",
)  # fmt: skip
_MOST_ORDERS = 1 << 24
"""Numbers in a population's table of orders of samples: 64 MB. Past it, each thread computes its own."""

_READ = tuple(name for name in _POINTERS if name not in ("layers", "bounds"))


class Arrays(ctypes.Structure):
    """`WgArrays` of kernel/population.h."""

    _fields_ = (*((name, ctypes.c_int32) for name in _COUNTS), *((name, ctypes.c_void_p) for name in _POINTERS))


class Description(ctypes.Structure):
    """`Population` of device/task.h."""

    _fields_ = (
        ("arrays", Arrays),
        ("parts", ctypes.c_void_p),
        ("values", ctypes.c_void_p),
        ("saved", ctypes.c_void_p),
        ("corrections", ctypes.c_void_p),
        ("order_seeds", ctypes.c_void_p),
        ("order_of", ctypes.c_void_p),
        ("orders", ctypes.c_void_p),
        ("record_steps", ctypes.c_void_p),
        ("records", ctypes.c_void_p),
        ("bad_step", ctypes.c_void_p),
        ("n_records", ctypes.c_int32),
        ("chunk", ctypes.c_int32),
        ("n_orders", ctypes.c_int32),
        ("n_epochs", ctypes.c_int32),
    )


class Task(ctypes.Structure):
    """`Task` of device/task.h: the runs from `first` on of a population, and their memory."""

    _fields_ = (("memory", ctypes.c_void_p), ("population", ctypes.c_int32), ("first", ctypes.c_int32))


@dataclass(frozen=True)
class Orders:
    """A table (rows, samples) of the samples as each seed visits them in each epoch; the GPU fills it. Populations with
    equal ones share a table.
    """

    seeds: bytes
    rows: int
    samples: int

    @property
    def size(self) -> int:
        """Bytes of the table: its numbers have 32 bits."""
        return 4 * self.rows * self.samples


class Population:
    """Jobs that share a program, and what training them on the GPU records."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.jobs = list(jobs)
        program = self.jobs[0].program
        self.layout = layout(program)
        self.runs = sum(len(job.seeds) for job in self.jobs)
        self.total_steps = program.total_steps
        self._epochs = -(-program.total_steps // program.per_epoch)
        seeds = np.concatenate([job.seeds for job in self.jobs])
        self._order_seeds, self._order_of = np.unique(seeds, return_inverse=True)
        rows = len(self._order_seeds) * self._epochs
        orders = Orders(self._order_seeds.tobytes(), rows, len(program.dataset.x_train))
        self.orders = orders if orders.size <= 4 * _MOST_ORDERS else None
        self._records = np.full((len(CHANNELS), len(program.record_steps), self.runs), np.nan, np.float32)
        self._bad_step = np.full(self.runs, -1, np.int64)

    def places(self) -> Iterator[tuple[Job, slice]]:
        """Each job with the place of its runs in the arrays."""
        first = 0
        for job in self.jobs:
            runs = slice(first, first + len(job.seeds))
            first = runs.stop
            yield job, runs

    def channels(self, runs: slice) -> dict[str, NDArray[np.float32]]:
        """Recorded channels (P, S) of some of the runs."""
        return {name: self._records[number, :, runs].T for number, name in enumerate(CHANNELS)}

    def non_finite_step(self, runs: slice) -> NDArray[np.int64]:
        """The step at which each run turned non-finite, -1 for those that did not: (P,)."""
        return self._bad_step[runs]

    @cached_property
    def constants(self) -> str | None:
        """Those of a program made for these networks; None where they do not fit into registers."""
        return None if self.orders is None else constants(self.jobs[0].program)

    def add_to(self, arena: Arena) -> Callable[[int, int], Description]:
        """Add everything to an arena; the result gives the description once the addresses of the arena and of the
        table of orders are known, 0 where there is none.
        """
        program = self.jobs[0].program
        arrays = {**program_arrays(program), **run_arrays(self.jobs)}
        places = {name: arena.add_input(arrays[name]) for name in (*_READ, "record_steps")}
        places |= {name: arena.add_input(getattr(self.layout, name)) for name in ("parts", "values", "saved")}
        places["order_seeds"] = arena.add_input(self._order_seeds)
        places["order_of"] = arena.add_input(self._order_of.astype(np.int32))
        places["corrections"] = arena.add_input(_corrections(program.optimizer, program.total_steps))
        places["records"] = self._records_at = arena.add_output(self._records)
        places["bad_step"] = self._bad_step_at = arena.add_output(self._bad_step)
        counts = {
            "n_ops": len(arrays["ops"]),
            "n_layers": 0,  # they say what else the kernel records
            "n_segments": len(arrays["segments"]),
            "n_values": len(arrays["widths"]),
            "n_parameters": arrays["parameters"].shape[1],
            "n_running": arrays["running"].shape[1],
            "n_runs": self.runs,
            "row": arrays["train"].shape[1],
            "n_train": len(arrays["train"]),
            "n_test": len(arrays["test"]),
            "n_schedule": len(arrays["schedule"]),
        }
        records, chunk = self._records.shape[1], self.layout.chunk

        def description(address: int, orders: int) -> Description:
            pointers = {name: address + place for name, place in places.items()}
            read = {name: pointers.pop(name) for name in _READ}
            sizes = {"n_records": records, "chunk": chunk, "n_orders": len(self._order_seeds) if orders else 0}
            return Description(Arrays(**counts, **read), **pointers, **sizes, orders=orders, n_epochs=self._epochs)

        return description

    def collect(self, address: int, read: Callable[[int, NDArray[Any]], None]) -> None:
        """Copy back what was recorded from the arena at an address."""
        read(address + self._records_at, self._records)
        read(address + self._bad_step_at, self._bad_step)


def _corrections(optimizer: str, steps: int) -> NDArray[np.float32]:
    """Adam's bias corrections 1/(1 - βᵗ) at every step: (2, steps). Powers are products, one after another, as in the
    kernel. Empty for other optimizers.
    """
    if optimizer not in ("adam", "adamw"):
        return np.zeros(0, np.float32)
    powers = np.multiply.accumulate(np.full((2, steps), [[0.9], [0.999]]), axis=1)
    return (1.0 / (1.0 - powers)).astype(np.float32)
