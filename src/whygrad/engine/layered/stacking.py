"""Several runs, trained one after another, as one trace."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.engine.layered.job import Job
from whygrad.engine.train import data_constants, statuses
from whygrad.trace import CHANNELS, LayerInfo, Status, Trace

if TYPE_CHECKING:
    from whygrad.engine.layered.observer import Row


@dataclass(frozen=True, eq=False)
class Ended:
    """How one run went: records by step, the layers as they were seen, what was not finite (step, layer, what), and all
    parameters before and after (n,), which large networks leave out.
    """

    rows: dict[int, Row]
    layers: tuple[LayerInfo, ...]
    finished: bool
    bad: tuple[int, int, str]
    initial: NDArray[np.float32] | None
    final: NDArray[np.float32] | None


def stacked(job: Job, ended: Sequence[Ended]) -> Trace:
    """The trace of P runs; NaN where one has no record that another has."""
    layers = ended[0].layers if ended else job.meta.layers
    meta = replace(job.meta, layers=layers)
    steps = sorted({step for one in ended for step in one.rows})
    names = {name for one in ended for row in one.rows.values() for name in row}
    channels: dict[str, NDArray[np.float32]] = {}
    for name in names & CHANNELS.keys():
        missing: Any = [math.nan] * len(layers) if "layer" in CHANNELS[name].dims else math.nan
        rows = [[one.rows.get(step, {}).get(name, missing) for step in steps] for one in ended]
        channels[name] = np.array(rows, np.float32)
    return Trace(
        meta,
        np.array(steps, np.int64),
        job.seeds[: len(ended)].astype(np.int64),
        {**channels, **data_constants(job.dataset)},
        status=[_status(job, one) for one in ended],
        non_finite_step=np.array([one.bad[0] for one in ended], np.int64),
        non_finite_layer=np.array([one.bad[1] for one in ended], np.int64),
        non_finite_what=[one.bad[2] for one in ended],
        initial_parameters=_together([one.initial for one in ended]),
        final_parameters=_together([one.final for one in ended]),
    )


def _status(job: Job, one: Ended) -> Status:
    loss = [one.rows[step]["loss_train"] for step in sorted(one.rows) if "loss_train" in one.rows[step]]
    return statuses(job.meta, np.array([loss], np.float32), np.array([one.bad[0]]), one.finished)[0]


def _together(parameters: Sequence[NDArray[np.float32] | None]) -> NDArray[np.float32] | None:
    known = [values for values in parameters if values is not None]
    return np.stack(known) if known and len(known) == len(parameters) else None
