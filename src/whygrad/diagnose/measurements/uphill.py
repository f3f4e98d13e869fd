"""Whether the updates of a program make the loss larger, or a loss that nothing keeps from falling smaller for ever."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats
from whygrad.diagnose.reading import Reading


def uphill_share(reading: Reading) -> float:
    """Share of the observed updates that made the loss larger."""
    steps = reading.meta.program.steps if reading.meta.program is not None else None
    return steps.uphill / steps.observed if steps is not None and steps.observed else 0.0


def goes_uphill(reading: Reading) -> Bools:
    """(P,) whether the updates are to make the loss larger: no learning rate and no batch size is to blame."""
    return reading.in_every_run(uphill_share(reading) > limit("uphill-updates"))


def falls_without_bound(reading: Reading) -> Bools:
    """(P,) whether nothing keeps the loss from falling: it has the wrong sign, or its targets are out of its range."""
    return unbounded_fall(reading) > limit("unbounded-fall")


def unbounded_fall(reading: Reading) -> Floats:
    """(P,) how many times as far below 0 the loss ended as it was halfway through its updates, and as it was at the
    start on either side of 0; NaN of a loss that did not end below 0, or that has no level by its nature. A part that
    has no bound may be one that the program adds to its loss.

    What has a lowest point is approached ever more slowly. A logarithm falls by the same amount for each factor, as
    that of a density around samples that are found ever more exactly.
    """
    program = reading.meta.program
    if program is None or program.elusive or not reading.records:
        return reading.constant(np.nan)
    losses = (reading.get(name) for name in ("loss_train", "loss_whole"))
    falls = [_fall(reading, loss) for loss in losses if loss is not None]
    return np.fmax.reduce([reading.constant(np.nan), *falls])


def _fall(reading: Reading, loss: Floats) -> Floats:
    """`unbounded_fall` of one loss (P, S), as long as all numbers of the training were finite."""
    until = np.where(reading.non_finite_step < 0, reading.steps[-1], reading.non_finite_step)
    known = np.isfinite(loss) & (reading.steps[None] <= until[:, None])
    last = np.where(known, reading.steps[None], -1).max(1, keepdims=True)
    half = known & (2 * reading.steps[None] >= last)
    halfway = loss[np.arange(reading.runs), half.argmax(1)]
    reference = np.fmax(np.abs(halfway), np.abs(reading.at_start(loss)))
    end = reading.at_end(loss, known)
    return np.where((end < 0) & (reference > 0), -end / np.maximum(reference, np.finfo(np.float64).tiny), np.nan)
