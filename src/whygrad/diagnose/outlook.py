"""What a training that was cut off would still have done, as the numbers of a finding."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import Measure


def outlook(reading: Reading, early: Bools) -> tuple[Measure, ...]:
    """How far a training has come that is judged too early, how much of its data set it has seen if that is not all,
    and how many updates it needs at its rate.

    `early` (P,) are the runs of which that is true. A finding with these numbers accuses nothing (`Finding.early`).
    """
    known = np.where(early, reading.explained_share, np.nan)
    left = np.where(early, reading.prospect.updates_left, np.nan)
    seen = np.where(early & (reading.epochs < 1), reading.epochs, np.nan)
    return (
        Measure("progress_so_far", known, limit("progress-poor"), below=True),
        Measure("epochs_seen", seen, 1.0, below=True),
        Measure("updates_left", left, reading.prospect.longer * float(reading.steps[-1]), below=True),
    )
