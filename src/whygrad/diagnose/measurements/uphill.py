"""Whether the updates of a program make the loss larger."""

from __future__ import annotations

from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools
from whygrad.diagnose.reading import Reading


def uphill_share(reading: Reading) -> float:
    """Share of the observed updates that made the loss larger."""
    steps = reading.meta.program.steps if reading.meta.program is not None else None
    return steps.uphill / steps.observed if steps is not None and steps.observed else 0.0


def goes_uphill(reading: Reading) -> Bools:
    """(P,) whether the updates are to make the loss larger: no learning rate and no batch size is to blame."""
    return reading.in_every_run(uphill_share(reading) > limit("uphill-updates"))
