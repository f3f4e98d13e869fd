"""Saturated units."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.units import flat_at_one_end, have_slope
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, deep, link


def check(reading: Reading) -> Verdict:
    """More than `saturated-share` of a hidden layer's pre-activations lie where its activation is flat, from early on;
    of an activation that is flat at one end only, more than `saturated-most`: the others pass the gradient on.

    A unit that comes to rest there after it has learned is an answer, not a fault. Where more than `saturated-most` lie
    there before the first update, or more than `saturated-all` later, it is enough that something is left to learn.
    """
    share = reading["saturated_share"]
    can = reading.hidden & have_slope(reading)
    waiting = reading.alive & (reading.progress < limit("progress-done"))
    thresholds = np.where(flat_at_one_end(reading), limit("saturated-most"), limit("saturated-share"))
    typical = reading.typical(share, waiting)
    layers = (typical > thresholds) & can
    at = reading.first(waiting & ((share > thresholds) & can).any(2))
    early = (at >= 0) & (at <= limit("early") * reading.steps[-1])
    known, start = (np.nan_to_num(np.where(can, one, 0.0)) for one in (typical, reading.at_start(share)))
    worst = (known - thresholds).argmax(1)  # the layer that is the furthest beyond its threshold
    from_the_start = np.any((known > limit("saturated-most")) & (start > limit("saturated-most")), axis=1)
    nearly_all = from_the_start | (known.max(1) > limit("saturated-all"))
    affected = layers.any(1) & early & (reading.harmed | (nearly_all & reading.unfinished))
    threshold = float(np.median(thresholds[worst[affected] if affected.any() else worst]))
    return Verdict(
        affected=affected,
        measures=(Measure("saturated_share", known[np.arange(len(known)), worst], threshold, at),),
        step=at,
        layers=layers,
        decided=reading.judged,
        early=reading.prospect.early,
    )


RULE = Rule(
    "saturated-units",
    Severity.WARNING,
    ("saturated_share", "loss_train"),
    check,
    (
        "use-xavier-init",
        "add-batch-normalization",
        "use-relu-he",
        "scale-inputs",
        "lower-learning-rate",
        "use-leaky-relu",
        "add-layer-normalization",
    ),
    facts=("chance_loss",),
    applies=deep,
    group="gradient-flow",
    place=40,
    rank=240,
    explains=(
        link("learning-rate-too-high", timed=True, order=221),  # next to the opposite edge
        # A hard tanh that is flat for every sample counts as dead too.
        link("dead-units", "vanishing-gradient", "no-gradient", *SYMPTOMS),
        link("noisy-updates", "exploding-gradient", timed=True),
    ),
    quantities={"saturated_share": "share"},
)
