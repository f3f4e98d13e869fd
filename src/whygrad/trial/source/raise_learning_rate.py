"""Ten times the learning rate, as the trial tries it first; a hundred times where the weights hardly moved at all."""

from __future__ import annotations

from whygrad.trial.source._rates import times
from whygrad.trial.source._site import Edits, Site

CODES = ("learning-rate-too-low",)


def edits(site: Site) -> Edits:
    """In the call that makes the optimizer."""
    moved = next((one for one in site.finding.evidence if one.quantity == "distance_traveled"), None)
    far = moved is not None and moved.threshold is not None and moved.value * 10 < moved.threshold
    return times(site, "100" if far else "10")
