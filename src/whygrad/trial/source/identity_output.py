"""No activation on an output that has to reach targets outside of its range."""

from __future__ import annotations

from whygrad.trial.source._activations import without
from whygrad.trial.source._site import Edits, Site

CODES = ("output-range-mismatch",)


def edits(site: Site) -> Edits:
    """Of what is applied at the place, or ends the network."""
    return without(site, site.meta.output)
