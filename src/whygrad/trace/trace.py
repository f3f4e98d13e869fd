"""What happened while something trained: the `Trace`."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from whygrad.errors import TraceError, nearest
from whygrad.trace._sizes import Sizes, known_channel
from whygrad.trace.channels import CHANNELS
from whygrad.trace.meta import Meta, Status

if TYPE_CHECKING:
    import xarray as xr

NON_FINITE = ("", "input", "activation", "loss", "gradient", "weight")


class Trace:
    """The recorded quantities of P runs of a network with L layers, at S records. Immutable: the arrays are read-only.

    - `meta`: everything that is not an array
    - `seeds`: (P,) int64
    - `steps`: (S,) int64, number of updates done at each record, increasing
    - `channels`: name -> float32 array. Most have the shape (P, S, …); the reference of channels gives dimensions,
      units and formulas. Values are NaN after a run stopped. Channels that were not recorded are absent
    - `status`: how each run ended
    - `non_finite_step`: (P,) int64, the step at which a NaN or an infinity appeared, -1 if none
    - `non_finite_layer`: (P,) int64, the layer in which it appeared first, an index into `meta.layers`, -1 if none
    - `non_finite_what`: what was not finite in each run, one of `NON_FINITE`
    - `initial_parameters`, `final_parameters`: (P, n) float32, or `None`

    Raises `ValueError` if the shapes of the arrays do not fit together. `open` reads a trace from a file and checks it.
    """

    meta: Meta
    seeds: NDArray[np.int64]
    steps: NDArray[np.int64]
    status: tuple[Status, ...]
    non_finite_step: NDArray[np.int64]
    non_finite_layer: NDArray[np.int64]
    non_finite_what: tuple[str, ...]
    initial_parameters: NDArray[np.float32] | None
    final_parameters: NDArray[np.float32] | None

    def __init__(
        self,
        meta: Meta,
        steps: ArrayLike,
        seeds: ArrayLike,
        channels: Mapping[str, ArrayLike],
        *,
        status: Status | str | Sequence[Status | str] = Status.FINISHED,
        non_finite_step: ArrayLike | None = None,
        non_finite_layer: ArrayLike | None = None,
        non_finite_what: Sequence[str] | None = None,
        initial_parameters: ArrayLike | None = None,
        final_parameters: ArrayLike | None = None,
    ) -> None:
        self.meta = meta
        self.seeds = _integers("seeds", seeds)
        self.steps = _integers("steps", steps)
        if (self.steps < 0).any() or (np.diff(self.steps) <= 0).any():
            raise ValueError("steps must be at least 0 and rise from record to record")
        runs = len(self.seeds)
        sizes = Sizes(meta, runs, len(self.steps))
        arrays = {name: _frozen(values) for name, values in channels.items()}
        for name, values in arrays.items():
            sizes.check(name, known_channel(name).dims, values.shape)
        # In the order of the table, whoever recorded them.
        self._channels = {name: arrays[name] for name in CHANNELS if name in arrays}
        self.status = _each(runs, status)
        none = np.full(runs, -1)
        self.non_finite_step = _integers("non_finite_step", none if non_finite_step is None else non_finite_step)
        self.non_finite_layer = _integers("non_finite_layer", none if non_finite_layer is None else non_finite_layer)
        for name in ("non_finite_step", "non_finite_layer"):
            sizes.check(name, ("run",), getattr(self, name).shape)
        if runs and not -1 <= self.non_finite_layer.min() <= self.non_finite_layer.max() < len(meta.layers):
            raise ValueError(f"non_finite_layer must be -1 or the index of one of {len(meta.layers)} layers")
        self.non_finite_what = ("",) * runs if non_finite_what is None else tuple(non_finite_what)
        if len(self.non_finite_what) != runs or not set(self.non_finite_what) <= set(NON_FINITE):
            raise ValueError(f"non_finite_what must be one of {NON_FINITE} for each of the {runs} runs")
        self.initial_parameters = None if initial_parameters is None else _frozen(initial_parameters)
        self.final_parameters = None if final_parameters is None else _frozen(final_parameters)
        for name in ("initial_parameters", "final_parameters"):
            parameters = getattr(self, name)
            if parameters is not None:
                sizes.check(name, ("run", "parameter"), parameters.shape)

    @property
    def channels(self) -> Mapping[str, NDArray[np.float32]]:
        """The recorded channels by name."""
        return MappingProxyType(self._channels)

    @property
    def epochs(self) -> NDArray[np.float64]:
        """Epochs done at each record, (S,): steps / steps per epoch."""
        return self.steps / max(self.meta.steps_per_epoch, 1)

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        """The channel of that name. Raises `TraceError` if there is no such channel or it was not recorded."""
        if not self.has(name):
            detail = CHANNELS[name].detail
            raise TraceError(
                "trace-not-recorded-detail" if detail else "trace-not-recorded",
                trace=self.meta.name, channel=name, detail=detail,
            )  # fmt: skip
        return self._channels[name]

    def has(self, *names: str) -> bool:
        """Return whether all of these channels were recorded. Raises `TraceError` for an unknown channel."""
        for name in names:
            if name not in CHANNELS:
                hint = nearest(name, CHANNELS)
                raise TraceError(
                    "trace-unknown-channel-nearest" if hint else "trace-unknown-channel", channel=name, nearest=hint
                )
        return all(name in self._channels for name in names)

    def __contains__(self, name: str) -> bool:
        return self.has(name)

    def runs(self, indices: slice | ArrayLike) -> Trace:
        """Return the trace of some of the runs, given by indices, a slice, or a mask of length P.

        Raises `IndexError` if an index is out of range.
        """
        chosen = np.arange(len(self.seeds))[indices if isinstance(indices, slice) else _indices(indices)]
        return Trace(
            self.meta,
            self.steps,
            self.seeds[chosen],
            {name: a[chosen] if "run" in CHANNELS[name].dims else a for name, a in self._channels.items()},
            status=tuple(self.status[run] for run in chosen),
            non_finite_step=self.non_finite_step[chosen],
            non_finite_layer=self.non_finite_layer[chosen],
            non_finite_what=tuple(self.non_finite_what[run] for run in chosen),
            initial_parameters=None if self.initial_parameters is None else self.initial_parameters[chosen],
            final_parameters=None if self.final_parameters is None else self.final_parameters[chosen],
        )

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the trace to the folder `path` (usually NAME.zarr) as a zarr v3 group, which xarray can open.

        An existing trace is replaced once the new one is complete. Raises `TraceError` if `path` exists and is not a
        trace, or cannot be written.
        """
        from whygrad.trace.store import save

        save(path, self)

    @classmethod
    def open(cls, path: str | os.PathLike[str], room: int | None = None, *, links: bool = True) -> Self:
        """Read the trace in the folder `path`. A trace that is still being written can be read too.

        - `room`: largest size in bytes. If the records take more, only every 2nd, 4th, 8th, … record and the last one
          are read, without parameters
        - `links`: whether files in the folder may be symbolic links. Use false for folders of others

        The status of an unfinished trace is "interrupted". Raises `TraceError` if `path` does not exist, is not a
        trace, has a newer format, or is damaged (with the name of the channel).
        """
        from whygrad.trace.reader import read_whole

        arguments = read_whole(path, room, links=links)
        try:
            return cls(**arguments)
        except ValueError as error:
            raise TraceError("trace-damaged-shape", path=str(path), reason=str(error)) from error

    @property
    def dataset(self) -> xr.Dataset:
        """The trace as an `xarray.Dataset` with dimension names, units and formulas; arrays are not copied."""
        from whygrad.trace.dataset import dataset

        return dataset(self)

    def same_as(self, other: Trace) -> bool:
        """Return whether both traces are equal bit for bit (NaN equals NaN)."""
        return self._plain() == other._plain()

    def _plain(self) -> tuple[Any, ...]:
        arrays: dict[str, NDArray[Any] | None] = {
            "seeds": self.seeds,
            "steps": self.steps,
            "non_finite_step": self.non_finite_step,
            "non_finite_layer": self.non_finite_layer,
            "initial_parameters": self.initial_parameters,
            "final_parameters": self.final_parameters,
            **self._channels,
        }
        # NaN != NaN, but they are written alike; tuples become lists.
        meta = json.dumps(self.meta.to_json(), sort_keys=True)
        bits = {name: None if array is None else (array.shape, array.tobytes()) for name, array in arrays.items()}
        return meta, self.status, self.non_finite_what, bits

    def __repr__(self) -> str:
        ended = ", ".join(f"{count} {status}" for status, count in Counter(self.status).items())
        return (
            f"<Trace {self.meta.name}: {len(self.seeds)} runs ({ended}), {len(self.steps)} records, "
            f"{len(self.meta.layers)} layers, {len(self._channels)} channels>"
        )


def _frozen(values: ArrayLike) -> NDArray[np.float32]:
    """As float32 that cannot be written to; the caller's own array stays as it is."""
    with np.errstate(over="ignore"):  # a loss of 1e300 is an infinity here
        array = np.asarray(values, dtype=np.float32).view()
    array.flags.writeable = False
    return array


def _integers(name: str, values: ArrayLike) -> NDArray[np.int64]:
    array = np.asarray(values)
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise ValueError(f"{name} must be a list of whole numbers")
    array = array.astype(np.int64)
    array.flags.writeable = False
    return array


def _indices(indices: ArrayLike) -> NDArray[Any]:
    chosen = np.atleast_1d(indices)
    return chosen if chosen.size else chosen.astype(np.int64)


def _each(runs: int, status: Status | str | Sequence[Status | str]) -> tuple[Status, ...]:
    """One status a run; a single one holds for all."""
    if isinstance(status, str):
        return (Status(status),) * runs
    if len(status) != runs:
        raise ValueError(f"{len(status)} statuses for {runs} runs")
    return tuple(Status(one) for one in status)
