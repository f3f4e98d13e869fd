"""Several runs, trained one after another, as one trace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from whygrad.engine.layered.job import Job
from whygrad.engine.outcome import data_constants, statuses
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
    channels = {name: np.stack([column([one.rows.get(step, {}) for step in steps], name, shape) for one in ended])
                for name, shape in shapes([row for one in ended for row in one.rows.values()]).items()}  # fmt: skip
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


def shapes(rows: Iterable[Row]) -> dict[str, tuple[int, ...]]:
    """Channel -> the shape of its numbers in a record."""
    found: dict[str, tuple[int, ...]] = {}
    for row in rows:
        for name, value in row.items():
            if name in CHANNELS and name not in found:
                found[name] = np.shape(value)
    return found


def column(rows: Sequence[Row], name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """A channel's numbers of S records (S, *shape), NaN where one has none."""
    found = np.full((len(rows), *shape), np.nan, np.float32)
    for place, row in enumerate(rows):
        if name in row:
            found[place] = row[name]
    return found


def _status(job: Job, one: Ended) -> Status:
    loss = [one.rows[step]["loss_train"] for step in sorted(one.rows) if "loss_train" in one.rows[step]]
    return statuses(job.meta, np.array([loss], np.float32), np.array([one.bad[0]]), one.finished)[0]


def _together(parameters: Sequence[NDArray[np.float32] | None]) -> NDArray[np.float32] | None:
    known = [values for values in parameters if values is not None]
    return np.stack(known) if known and len(known) == len(parameters) else None
