"""Vanishing gradients."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats
from whygrad.diagnose.measurements.backward import layer_ratios
from whygrad.diagnose.measurements.reach import neighbors_know
from whygrad.diagnose.measurements.steps import distance_traveled, too_slow
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, deep, link


def check(reading: Reading) -> Verdict:
    """Some hidden layer gets less than `gradient-vanishing` of the output's signal while there is all to learn.

    A layer that gets exactly nothing does not count (see `no-gradient`), unless others get next to nothing. Nor do
    records at which the weights have shrunk to nothing, which no activation function mends. Or, where no layer is
    starved, a recurrent layer's signal fades as far on its way back through time, and training that was not just slow
    came to know nothing: what it needed lay in the past (Bengio, Simard & Frasconi 1994). Where the answer lies at the
    end of a sequence, or gates open up while they learn, nothing is lost by that. A script that still
    improved at its own end improved too late. A signal that is less faint counts, too, where a script's output layer
    has moved far, no hidden layer has, and nothing of what neighbors tell was learned.
    """
    ratios = layer_ratios(reading)
    waiting = reading.alive & (reading.progress < limit("progress-none")) & ~reading.shrunk
    typical = reading.typical(ratios, waiting)
    # A layer whose signal was too small before the first update and exactly 0 later still counts: small came first.
    typical = np.where((typical == 0) & (reading.at_start(ratios) < limit("gradient-vanishing")),
                       reading.at_start(ratios), typical)  # fmt: skip
    starved = _starved(reading, typical)
    threshold = limit("gradient-faint" if starved.any() else "gradient-vanishing")
    faint = (typical < threshold) & reading.hidden
    tiny = (typical > 0) & faint
    smallest = np.where(reading.hidden, typical, np.nan).min(1, initial=np.inf, where=reading.hidden & (typical > 0))
    at = reading.first(waiting & ((ratios < threshold) & (ratios > 0) & reading.hidden).any(2))
    shallow = tiny.any(1) & reading.harmed
    fade = _fade_through_time(reading, waiting)
    forgets = (fade < threshold) & (reading.stuck & _fast_enough(reading) & ~shallow)[:, None]
    faintest = np.where(forgets, fade, np.inf).min(1, initial=np.inf)
    return Verdict(
        affected=shallow | forgets.any(1),
        measures=(
            Measure("gradient_fade", np.where(forgets.any(1), faintest, np.nan), threshold, below=True),
            Measure("gradient_ratio", np.where(forgets.any(1), np.nan, smallest), threshold, at, below=True),
        ),
        step=np.where(forgets.any(1), 0, at),
        layers=np.where(shallow[:, None], faint, forgets),
        early=reading.prospect.early | (reading.prospect.rising & reading.cut_off),
        decided=reading.judged,
        remedies=("use-gated-units", "use-orthogonal-recurrence") if forgets.any() and not shallow.any() else (),
    )


def _starved(reading: Reading, ratios: Floats) -> Bools:
    """(P,) runs of a program that knows nothing of what neighbors tell, whose output layer has moved far and whose
    hidden layers, the lowest of which gets a faint signal `ratios` (P, L), have not.
    """
    update = reading.get("update_ratio")
    if update is None or not reading.depth or not neighbors_know(reading.meta):
        return reading.in_every_run(False)
    moved = distance_traveled(update, reading.steps)
    still = np.where(reading.hidden, moved, 0.0).max(1) < limit("distance-learning")
    above = moved[:, -1] > limit("distance-traveled")
    lowest = ratios[:, 0] < limit("gradient-faint")
    return reading.stuck & still & above & lowest & ~reading.diverged


def _fade_through_time(reading: Reading, waiting: Bools) -> Floats:
    """(P, L) the typical loss of a recurrent layer's signal through time; NaN for others."""
    fade = reading.get("fade_through_time")
    if fade is None:
        return np.full((reading.runs, reading.depth), np.nan)
    return reading.typical(fade, waiting)


def _fast_enough(reading: Reading) -> Bools:
    """(P,) runs that were not just too slow to get anywhere (`learning-rate-too-low`)."""
    if reading.get("update_ratio") is None or reading.get("step_quality") is None:
        return reading.in_every_run(True)
    slow, traveled, _ = too_slow(reading)
    return ~slow & (traveled > limit("distance-none"))


RULE = Rule(
    "vanishing-gradient",
    Severity.ERROR,
    ("backprop_rms", "loss_train"),
    check,
    (
        "use-relu-he",
        "add-batch-normalization",
        "add-residual",
        "fewer-layers",
        "add-layer-normalization",
        "use-tanh-xavier",
        "use-selu-lecun",
        "use-adam",
        "use-orthogonal-init",
    ),
    facts=("chance_loss",),
    applies=deep,
    parts=("updates", "recurrence"),
    group="gradient-flow",
    place=10,
    rank=280,
    explains=(
        link(*SYMPTOMS),
        # Units that die where hardly any signal came had nothing to learn from.
        link("dead-units", timed=True),
    ),
    quantities={"gradient_fade": "number"},
    reasons={"gradient_ratio": "layers", "gradient_fade": "time"},
)
