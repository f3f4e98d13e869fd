"""A tenth of the learning rate, as the trial tries it first."""

from __future__ import annotations

from whygrad.trial.source._rates import times
from whygrad.trial.source._site import Edits, Site

CODES = ("learning-rate-too-high",)


def edits(site: Site) -> Edits:
    """In the call that makes the optimizer."""
    return times(site, "0.1")
