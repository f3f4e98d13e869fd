"""Recording a trace step by step, in memory and, if wished, on disk at the same time."""

from __future__ import annotations

import operator
import os
from collections.abc import Mapping, Sequence
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import ArrayLike, NDArray

from whygrad.trace._sizes import Sizes, known_channel
from whygrad.trace.channels import DETAILS
from whygrad.trace.meta import Meta, Status
from whygrad.trace.store import Writer, begin, naming_errors
from whygrad.trace.trace import Trace


class Recorder:
    """Collects the records of P runs of `meta`'s network; `finish` makes the trace.

    `detail` names what is recorded beyond the usual ("histograms", "units", "one-batch"). With `path`, everything is
    also written to a folder there while it comes in: a record that `append` has returned from survives the death of the
    process, and other processes can `Trace.open` the folder at any time. If writing fails, `append` raises
    `TraceError`; the record is then in memory, and the next `append` or `finish` tries again to write what is missing.

    Raises `ValueError` for what does not fit, `TraceError` if `path` cannot be written.
    """

    def __init__(
        self,
        meta: Meta,
        seeds: ArrayLike,
        detail: Sequence[str] = (),
        path: str | os.PathLike[str] | None = None,
    ) -> None:
        unknown = set(detail) - set(DETAILS)
        if unknown:
            raise ValueError(f"detail must be among {', '.join(DETAILS)}, not {', '.join(sorted(unknown))}")
        self.meta = meta
        self.seeds = np.asarray(seeds, dtype=np.int64)
        self.detail = tuple(detail)
        self._path = path
        self._sizes = Sizes(meta, len(self.seeds))
        self._records = 0
        self._steps = _Column((), np.dtype(np.int64), -1)
        self._columns: dict[str, _Column] = {}
        self._constants: dict[str, NDArray[np.float32]] = {}
        self._open = True
        self._writer: Writer | None = None if path is None else begin(path, meta, self.seeds)

    def append(self, step: SupportsIndex, values: Mapping[str, ArrayLike]) -> None:
        """One record: the network after `step` updates, each channel as (P, …), i.e. without the step axis.

        Steps must rise. A channel that is missing in some records is NaN there.
        """
        arrays = {name: np.asarray(value) for name, value in values.items()}
        self.extend([operator.index(step)], {name: a[:, None] if a.ndim else a for name, a in arrays.items()})

    def extend(self, steps: Sequence[int], values: Mapping[str, ArrayLike]) -> None:
        """Several records at once, each channel as (P, k, …): written together, which costs little more than one."""
        self._check_open()
        if not len(steps):
            return
        last = self._last()
        for step in steps:
            if step <= last:
                raise ValueError(f"a record of step {step} cannot follow one of step {last}")
            last = int(step)
        block = {name: self._checked(name, value, records=len(steps)) for name, value in values.items()}
        for name in block.keys() - self._columns.keys():
            self._columns[name] = _Column(block[name].shape[1:], np.dtype(np.float32), np.nan)
        for name, column in self._columns.items():
            column.put(self._records, len(steps), block.get(name))
        self._steps.put(self._records, len(steps), np.asarray(steps, np.int64))
        # Only from here on they count: an interruption in the middle leaves all channels equally long.
        self._records += len(steps)
        self._write()

    def constants(self, values: Mapping[str, ArrayLike]) -> None:
        """Channels without a step: `input_mean` (feature,), `one_batch_progress` (run,). May be called at any time."""
        self._check_open()
        checked = {name: self._checked(name, value) for name, value in values.items()}
        self._constants |= checked
        if self._writer is not None:
            with naming_errors(self._path or ""):
                self._writer.constants(checked)

    @property
    def records(self) -> int:
        """How many records there are."""
        return self._records

    @property
    def trace(self) -> Trace:
        """What was recorded so far; the status of its runs is "interrupted"."""
        return self._made(Status.INTERRUPTED)

    def finish(
        self,
        status: Status | str | Sequence[Status | str] = Status.FINISHED,
        *,
        non_finite_step: ArrayLike | None = None,
        non_finite_layer: ArrayLike | None = None,
        non_finite_what: Sequence[str] | None = None,
        initial_parameters: ArrayLike | None = None,
        final_parameters: ArrayLike | None = None,
    ) -> Trace:
        """Close the recording and give its trace. A single `status` holds for all runs; for the rest see `Trace`."""
        self._check_open()
        trace = self._made(
            status,
            non_finite_step=non_finite_step,
            non_finite_layer=non_finite_layer,
            non_finite_what=non_finite_what,
            initial_parameters=initial_parameters,
            final_parameters=final_parameters,
        )
        if self._writer is not None:
            with naming_errors(self._path or ""):
                self._writer.finish(trace)
        self._open = False
        return trace

    def _made(self, status: Status | str | Sequence[Status | str], **ended: Any) -> Trace:
        growing = {name: np.moveaxis(column.upto(self._records), 0, 1) for name, column in self._columns.items()}
        channels = {**growing, **self._constants}
        return Trace(self.meta, self._steps.upto(self._records), self.seeds, channels, status=status, **ended)

    def _write(self) -> None:
        """Write the records that the file lacks: the last one, more after an interruption or a failure."""
        if self._writer is None:
            return
        new = slice(self._writer.records, None)
        with naming_errors(self._path or ""):
            self._writer.append(
                self._steps.upto(self._records)[new],
                {name: column.upto(self._records)[new] for name, column in self._columns.items()},
            )

    def _check_open(self) -> None:
        if not self._open:
            raise ValueError("this recording is finished")

    def _last(self) -> int:
        return int(self._steps.upto(self._records)[-1]) if self._records else -1

    def _checked(self, name: str, value: ArrayLike, records: int = 0) -> NDArray[np.float32]:
        """A channel's numbers; of so many records (P, k, …) as (k, P, …)."""
        channel = known_channel(name)
        if bool(records) != ("step" in channel.dims):
            raise ValueError(f"{name} belongs into {'constants' if records else 'append'}")
        if channel.detail in DETAILS and channel.detail not in self.detail:
            raise ValueError(f"{name} is recorded only with detail={channel.detail!r}")
        with np.errstate(over="ignore"):  # a loss of 1e300 is an infinity here
            array = np.array(value, dtype=np.float32)
        dims = tuple(dim for dim in channel.dims if dim != "step")
        if not records:
            self._sizes.check(name, dims, array.shape)
            return array
        if not array.ndim:
            self._sizes.check(name, dims, array.shape)
        if array.ndim < 2 or array.shape[1] != records:
            raise ValueError(f"{name} has the shape {array.shape}; its second axis must be the {records} records")
        array = np.moveaxis(array, 1, 0)
        self._sizes.check(name, dims, array.shape[1:])
        return array


class _Column:
    """A growing array (S, …) in a buffer that doubles. What `upto` gave stays as it was."""

    def __init__(self, shape: tuple[int, ...], dtype: np.dtype[Any], fill: float) -> None:
        self._fill = fill
        self._buffer: NDArray[Any] = np.full((16, *shape), fill, dtype)

    def put(self, index: int, count: int, values: Any) -> None:
        """Set `count` entries from `index` on; `None` is the fill value."""
        while index + count > len(self._buffer):
            self._buffer = np.concatenate([self._buffer, np.full_like(self._buffer, self._fill)])
        self._buffer[index : index + count] = self._fill if values is None else values

    def upto(self, length: int) -> NDArray[Any]:
        """The first `length` entries: a view, no copy."""
        return self._buffer[:length]
