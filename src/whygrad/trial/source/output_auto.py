"""No softmax or sigmoid before a loss that applies its own; the logarithm of a softmax before one that wants it."""

from __future__ import annotations

import ast

from whygrad.trial.source._activations import FUNCTIONS, without
from whygrad.trial.source._file import only
from whygrad.trial.source._site import Edits, Site

CODES = ("softmax-before-cross-entropy", "sigmoid-before-logit-loss", "output-loss-mismatch")


def edits(site: Site) -> Edits:
    """Of what is applied at the place, or ends the network."""
    if site.finding.code != "output-loss-mismatch":
        return without(site, "softmax" if site.finding.code.startswith("softmax") else "sigmoid")
    loss = site.program.loss
    if loss is None or (loss.kind, loss.before) != ("nll", "softmax"):
        return None
    file = site.file
    calls = file.calls_at(site.same(loss.before_place))
    call = only(one for one in calls if file.meaning(one.func) in FUNCTIONS["softmax"])
    if call is None or not isinstance(call.func, ast.Attribute):  # another name may not be imported
        return None
    return [file.replace(call.func, f"{file.text(call.func.value)}.log_softmax")]
