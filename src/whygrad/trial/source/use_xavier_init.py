"""Xavier initialization instead of the one that a file writes out, for layers without ReLUs."""

from __future__ import annotations

from whygrad.trial.source._initializers import drawn_by
from whygrad.trial.source._site import Edits, Site

CODES = ("init-too-small", "init-too-large", "symmetric-init")


def edits(site: Site) -> Edits:
    """Where no hidden layer is followed by a ReLU."""
    hidden = {layer.activation for layer in site.meta.layers[:-1]}
    return drawn_by(site, "xavier_normal_") if hidden and "relu" not in hidden else None
