"""Which records of a trace a page gets, and what of them: thinned evenly, medians over the runs."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.studio.wire import encoded
from whygrad.trace import CHANNELS, Trace

_FEWEST, _MOST = 32, 400  # records that a page gets
_SENT = 1_000_000  # numbers that a page gets
_WORK = 20_000_000  # numbers that medians are taken of
_TIMES = 200  # steps in time that a page gets of a sequence
_RECURRENT = 8  # recurrent layers that a page gets

RUN = tuple(name for name, channel in CHANNELS.items() if channel.dims == ("run", "step"))
LAYER = tuple(name for name, channel in CHANNELS.items() if channel.dims == ("run", "step", "layer"))
HISTOGRAM = tuple(name for name, channel in CHANNELS.items() if channel.dims == ("run", "step", "layer", "bin"))
TIME = "time_gradient"
_WHAT = ("", "input", "activation", "loss", "gradient", "weight")  # engine.native's order


def chosen(trace: Trace) -> tuple[NDArray[np.int64], int]:
    """The records that a page shows: every 1st, 2nd, 4th, 8th … and the last, so that an older choice stays valid."""
    runs, layers, records = len(trace.seeds), max(len(trace.meta.layers), 1), len(trace.steps)
    _, recurrent, times = followed(trace)
    through = len(recurrent) * len(times)
    sent = runs * len(RUN) + layers * len(LAYER) + through
    work = runs * (len(RUN) + layers * len(LAYER) + through)
    most = max(_FEWEST, min(_MOST, _SENT // sent, _WORK // work))
    stride = 1
    while records > most * stride:
        stride *= 2
    every = np.arange(0, records, stride)
    return np.unique(np.append(every, records - 1)) if records else every, stride


def followed(trace: Trace) -> tuple[int, list[int], list[int]]:
    """How many layers have a gradient through time; which of them a page gets, and at which distances from the end.

    Layers are spread evenly, first and last included; of a long sequence every 2nd, 3rd … step is taken.
    """
    if not trace.has(TIME):
        return 0, [], []
    known = np.flatnonzero(np.isfinite(trace[TIME]).any(axis=(0, 1, 3)))
    kept = np.linspace(0, len(known) - 1, min(len(known), _RECURRENT)).round().astype(int)
    times = trace[TIME].shape[-1]
    return len(known), known[kept].tolist(), list(range(0, times, -(-times // _TIMES)))


def place_after(steps: NDArray[np.int64], since: str, base: str) -> int:
    """Where what a page lacks begins among the chosen records; 0 if what it has is of another choice."""
    parts = since.split("~")
    if len(parts) != 3 or parts[1] != base or not parts[2].isdecimal() or len(parts[2]) > 18:
        return 0
    return int(np.count_nonzero(steps <= int(parts[2])))


def sent(trace: Trace, run: int | None, chosen: NDArray[np.int64], at: int) -> dict[str, Any]:
    """The chosen records from place `at` on, of one run or of all: run (S, P), layer (S, L), histogram (2, L, 32).

    With a gradient through time, `time` holds the numbers of its layers (R), how many there are in all, the distances
    from the last step in time (T), and the values (S, R, T).

    Of several runs, a layer's quantity is the median of the finite ones and a histogram the mean; there are histograms
    of the first and of the last record.
    """
    kept, ends = chosen[at:], chosen[[0, -1]] if len(chosen) else chosen
    mine = slice(None) if run is None else slice(run, run + 1)
    count, recurrent, distances = followed(trace)
    time = None
    if recurrent:
        values = trace[TIME][mine][:, kept][:, :, recurrent][..., distances]
        time = {"layers": recurrent, "of": count, "distances": distances, "gradient": encoded(_layers(values))}
    return {
        "run": {name: encoded(trace[name][mine, kept].T) for name in RUN if name in trace.channels},
        "layer": {name: encoded(_layers(trace[name][mine, kept])) for name in LAYER if name in trace.channels},
        "histogram": {
            name: encoded(_histograms(trace[name][mine, ends])) for name in HISTOGRAM if name in trace.channels
        },
        "time": time,
    }


def _layers(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Median of what is finite over the runs: (P, S, …) -> (S, …)."""
    if len(values) == 1:
        return values[0]
    ordered = np.sort(np.where(np.isfinite(values), values, np.nan), axis=0)  # NaN last
    count = np.isfinite(ordered).sum(0, keepdims=True)
    pair = [np.take_along_axis(ordered, np.maximum(middle, 0), 0)[0] for middle in ((count - 1) // 2, count // 2)]
    return np.where(count[0] > 0, (pair[0] + pair[1]) / 2, np.nan).astype(np.float32)


def _histograms(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """(P, 2, L, 32) -> (2, L, 32)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of layers in which no run is finite any more
        return np.asarray(np.nanmean(values, axis=0), np.float32)


def ending(trace: Trace, run: int | None) -> dict[str, Any]:
    """Where a run became NaN: step, layer and what, by number."""
    chosen = slice(None) if run is None else slice(run, run + 1)
    return {
        "bad_step": trace.non_finite_step[chosen].tolist(),
        "bad_layer": trace.non_finite_layer[chosen].tolist(),
        "bad_what": [_WHAT.index(one) for one in trace.non_finite_what[chosen]],
        "status": [str(one) for one in trace.status],
    }
