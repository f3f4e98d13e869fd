"""What a watch knows as plain values, and the `Trace` made of them: no PyTorch, so any process can make it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from whygrad.trace import CHANNELS, Meta, Status, Trace
from whygrad.trace.limits import fact_limit
from whygrad.trace.parts import lost

Numbers = dict[str, float]


class Record(NamedTuple):
    """One observed step: numbers of the run, and of each layer by its weight's id; `details`, by layer and channel,
    are rows of numbers: of times where there are such, the rest if the settings ask for it.
    """

    step: int
    run: Numbers
    layers: dict[int, Numbers]
    details: dict[int, dict[str, NDArray[np.float32]]]


@dataclass(frozen=True, slots=True)
class Known:
    """Everything about a training but its records. `keys` are the ids of the layers' weights, in the layers' order,
    `non_finite` the update, the layer's weight (-1: none) and the quantity that was first not finite. `whole_loss`:
    what backward began at is judged, not the main loss alone, which is a part of it.
    """

    meta: Meta
    keys: tuple[int, ...]
    constants: Mapping[str, Any]
    non_finite: tuple[int, int, str] | None
    closed: bool
    whole_loss: bool = False


def trace_of(known: Known, records: Sequence[Record]) -> Trace:
    """The trace of a training. One run, seed 0."""
    meta, keys = known.meta, known.keys
    steps = [record.step for record in records]
    channels: dict[str, Any] = {}
    for name in sorted({name for record in records for name in record.run}):
        channels[name] = np.array([[record.run.get(name, math.nan) for record in records]])
    for name in sorted({name for record in records for layer in record.layers.values() for name in layer}):
        channels[name] = np.array(
            [[[record.layers.get(key, {}).get(name, math.nan) for key in keys] for record in records]]
        ).reshape(1, len(records), len(keys))
    channels |= {
        name: np.stack([stacked([one.details.get(key, {}) for key in keys], name, width) for one in records])[None]
        for name, width in widths([layer for one in records for layer in one.details.values()]).items()
    }
    if meta.task == "numbers":  # the accuracy of what is no class means nothing
        channels = {name: values for name, values in channels.items() if not name.startswith("accuracy")}
    if known.whole_loss:  # evaluations are of the main loss, so that they cannot be compared with it
        channels["loss_train"] = channels["loss_whole"]
        channels.pop("loss_test", None)
    channels.setdefault("loss_train", np.full((1, len(records)), math.nan))
    channels |= known.constants
    parts = meta.program.broken if meta.program is not None else ()
    unknown = lost(parts) - {"loss_train"}
    channels = {
        name: values
        for name, values in channels.items()
        if name in CHANNELS and name not in unknown and len(keys) + ("layer" not in CHANNELS[name].dims)
    }
    if "losses" in parts:
        channels["loss_train"] = np.full((1, len(records)), math.nan)
    broken = known.non_finite
    place = keys.index(broken[1]) if broken is not None and broken[1] in keys else -1
    return Trace(
        meta, np.array(steps, np.int64), [0], channels,
        status=_status(known, channels),
        non_finite_step=[-1 if broken is None else broken[0]],
        non_finite_layer=[place],
        non_finite_what=["" if broken is None else broken[2]],
    )  # fmt: skip


def widths(details: Iterable[Mapping[str, NDArray[np.float32]]]) -> dict[str, int]:
    """Channel -> how many numbers a layer has of it; all that are of units have as many as the widest layer."""
    found: dict[str, int] = {}
    for one in details:
        for name, values in one.items():
            found[name] = max(found.get(name, 0), len(values))
    widest = max((width for name, width in found.items() if "unit" in CHANNELS[name].dims), default=0)
    return {name: widest if "unit" in CHANNELS[name].dims else width for name, width in found.items()}


def stacked(layers: Sequence[Mapping[str, NDArray[np.float32]]], name: str, width: int) -> NDArray[np.float32]:
    """A channel's numbers of all layers (L, width), NaN where one has none or fewer."""
    rows = np.full((len(layers), width), np.nan, np.float32)
    for row, layer in zip(rows, layers, strict=True):
        values = layer.get(name, ())
        row[: len(values)] = values
    return rows


def _status(known: Known, channels: Mapping[str, Any]) -> Status:
    losses, chance, program = channels["loss_train"][0], known.meta.chance_loss, known.meta.program
    finite = losses[np.isfinite(losses)]
    if known.non_finite is not None:
        return Status.NON_FINITE
    ended = float(finite[-int(fact_limit("diverged-records")) :].min()) if len(finite) else math.nan
    level = math.isfinite(chance) and not (program is not None and program.elusive)
    if len(finite) and level and ended > fact_limit("diverged-loss") * max(chance, finite[0]) > 0:
        return Status.DIVERGED
    return Status.FINISHED if known.closed else Status.INTERRUPTED
