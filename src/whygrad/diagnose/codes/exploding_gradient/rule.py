"""Exploding gradients."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats, ratio
from whygrad.diagnose.measurements.backward import began_far_above_chance, ratios_below_entries
from whygrad.diagnose.measurements.steps import loss_surge
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link


def check(reading: Reading) -> Verdict:
    """The signal grows on its way down, or back through time, by more than `gradient-exploding`, or the gradient
    outgrows its first value; and the steps overshoot, or the loss never comes down to chance. Or the signal grew on its
    way up, before any update.

    That the gradient outgrows its first value only counts while the loss is above where it began: a gradient that grows
    as a network leaves a plateau is how learning starts. In a single record a layer may stand out by its batch, or by
    another term of the loss that is yet to be weighed.
    """
    ratios = ratios_below_entries(reading)
    threshold = limit("gradient-exploding")
    steep = (ratios > threshold) & reading.hidden  # (P, S, L)
    steep &= (steep.any(2).sum(1) >= np.minimum(limit("records"), reading.alive.sum(1)))[:, None, None]
    norm = reading["gradient_norm"]
    growth = ratio(norm, norm[:, :1])
    above = loss_surge(reading) > limit("loss-surge")
    grown = (growth > limit("gradient-growth")) & above
    time = reading.get("through_time")
    time = np.full(ratios.shape, np.nan) if time is None else time
    back = time > threshold
    counts = (steep | back).any(2) & (reading.progress < limit("progress-done"))
    at = reading.first(counts | grown)
    upward, swells = _grown_upward(reading)
    at = np.where(swells, 0, at)
    record = (counts | grown).argmax(1)  # the first one at which it holds
    runs = np.arange(reading.runs)
    largest = np.where(steep, ratios, 0.0)[runs, record].max(1)
    longest = np.where(back, time, 0.0)[runs, record].max(1)
    outgrown = np.where(grown, growth, 0.0)[runs, record]
    measures = (
        Measure("signal_growth", np.where(swells, upward.max(1, initial=0.0), np.nan), limit("signal-growth"), at),
        Measure("gradient_through_time", np.where(longest > 0, longest, np.nan), threshold, at),
        Measure("gradient_ratio", np.where(largest > 0, largest, np.nan), threshold, at),
        Measure("gradient_growth", np.where(outgrown > 0, outgrown, np.nan), limit("gradient-growth"), at),
    )
    return Verdict(
        affected=(at >= 0) & reading.harmed & (_overshooting(reading) | began_far_above_chance(reading)),
        measures=measures,
        step=at,
        layers=np.where(
            swells[:, None], upward > limit("signal-growth"), np.any((steep | back) & counts[..., None], axis=1)
        ),
        decided=reading.judged,
    )


def _grown_upward(reading: Reading) -> tuple[Floats, Bools]:
    """(P, L) the size of each layer's values over that of the first layer's, before the first update, and (P,) the runs
    in which that is why the loss began far above chance. Where every layer hands on more than it got, the gradient of a
    weight, a product of the signals from below and from above, is as much too large. What a dead layer hands on is no
    signal: beside it any bias is large.
    """
    size = reading.get("activation_rms")
    if size is None or not reading.depth:
        return np.zeros((reading.runs, reading.depth)), reading.in_every_run(False)
    size = reading.at_start(size)
    upward = np.nan_to_num(ratio(size, np.where(size[:, :1] > 0, size[:, :1], np.nan)), posinf=np.inf)
    dead = reading.get("dead_share")
    alive = dead is None or ~(reading.hidden & (reading.at_start(dead) > limit("dead-share"))).any(1)
    return upward, (reading.steps[0] == 0) & alive & (upward > limit("signal-growth")).any(1) & began_far_above_chance(
        reading
    )


def _overshooting(reading: Reading) -> Bools:
    """(P,) runs whose steps typically land behind the lowest point on their way, or that ended in NaN.

    That is how large gradients do harm; along a parabola the lowest point has step quality ½. True if that was not
    recorded.
    """
    quality = reading.get("step_quality")
    if quality is None:
        return reading.in_every_run(True)
    return reading.broken | (reading.typical(quality, reading.learning) < limit("overshooting"))


_BEFORE_THE_RATE = 215  # either can explain the other; the rank of `learning-rate-too-high` is 220


RULE = Rule(
    "exploding-gradient",
    Severity.ERROR,
    ("backprop_rms", "gradient_norm", "loss_train"),
    check,
    (
        "clip-gradients",
        "add-layer-normalization",
        "add-batch-normalization",
        "use-xavier-init",
        "lower-learning-rate",
        "fewer-layers",
        "use-orthogonal-init",
    ),
    facts=("chance_loss",),
    without=Reading.all_broken,
    parts=("updates", "layers"),
    group="gradient-flow",
    place=20,
    rank=250,
    explains=(
        # What is far too large drives bounded units to where their slope is 0; a graph that is cut is another matter.
        link("no-gradient", shown="flat_records", order=_BEFORE_THE_RATE),
        link("learning-rate-too-high", "saturated-units", "noisy-updates", timed=True, order=_BEFORE_THE_RATE),
        link("dead-units", "non-finite", *SYMPTOMS, order=_BEFORE_THE_RATE),
    ),
    quantities={"gradient_growth": "number", "signal_growth": "number", "gradient_through_time": "number"},
    reasons={
        "signal_growth": "up",
        "gradient_ratio": "layers",
        "gradient_growth": "cut",
        "gradient_through_time": "time",
    },
)
