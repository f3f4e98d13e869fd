"""Units that no longer pass anything on: off for every sample, or resting where their activation is flat."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.reading import Reading, ratio
from whygrad.diagnose.rule import Bools, Measure, Rule, Verdict, deep

# The derivative of these is 0 wherever it exists: their units cannot die, they never could learn.
_NO_SLOPE = ("step", "sign")


def _dead(reading: Reading) -> Verdict:
    """More than `dead-share` of a hidden layer's units are off for every sample, at the end.

    Those that die under the noise of a dropout that leaves next to nothing are its work (see `underfitting`). Nor does
    a layer count to which no signal comes, so that its units differ little from sample to sample whether they are on or
    off, or whose weights a penalty has shrunk to nothing. A loss that falls all the same shows that the units that are
    left do, however few they are.
    """
    share = reading["dead_share"]
    can_die = reading.hidden & _sloped(reading)
    threshold = limit("dead-share")
    final = reading.at_end(share)
    layers = (final > threshold) & can_die & ~_faint(reading)
    at = reading.first(np.any((share > threshold) & can_die, axis=2))
    worst = np.where(can_die, final, 0.0).max(1, initial=0.0)
    drowned = (at > 0) & reading.muffled
    return Verdict(
        affected=layers.any(1) & reading.harmed & ~drowned,
        measures=(Measure("dead_share", worst, threshold, at),),
        step=at,
        layers=layers,
        decided=np.any(reading.alive, axis=1) & (reading.judged | (not reading.cut_off)),
        costly=~reading.rising,
        early=reading.early & ~reading.rising,
    )


def _faint(reading: Reading) -> Bools:
    """(P, L) layers whose values hardly depend on the sample at the end, and all of a run with shrunken weights; not
    those that put out nothing at all.
    """
    spread, size = reading.get("sample_std"), reading.get("activation_rms")
    weights = reading.get("weight_rms")
    shrunk = np.zeros(reading.runs, bool)
    if weights is not None:
        ends = reading.at_end(weights) < limit("weights-shrunk") * weights[:, 0]
        shrunk = np.all(ends, axis=1)
    if spread is None or size is None:
        return np.repeat(shrunk[:, None], reading.depth, axis=1)
    return (reading.at_end(ratio(spread, size)) < limit("signal-faint")) | shrunk[:, None]


def _saturated(reading: Reading) -> Verdict:
    """More than `saturated-share` of a hidden layer's pre-activations lie where its activation is flat, from early on.

    A unit that comes to rest there after it has learned is an answer, not a fault. Where nearly all of them lie there
    from the start, it is enough that something is left to learn.
    """
    share = reading["saturated_share"]
    can = reading.hidden & _sloped(reading)
    waiting = reading.alive & (reading.progress < limit("progress-done"))
    threshold = limit("saturated-share")
    typical = reading.typical(share, waiting)
    layers = (typical > threshold) & can
    at = reading.first(waiting & ((share > threshold) & can).any(2))
    early = (at >= 0) & (at <= limit("early") * reading.steps[-1])
    worst = np.nan_to_num(np.where(can, typical, 0.0)).max(1, initial=0.0)
    nearly_all = (worst > limit("saturated-most")) & reading.unfinished
    return Verdict(
        affected=layers.any(1) & early & (reading.harmed | nearly_all),
        measures=(Measure("saturated_share", worst, threshold, at),),
        step=at,
        layers=layers,
        decided=reading.judged,
        early=reading.early,
    )


def _sloped(reading: Reading) -> Bools:
    """(L,) layers whose activation has a slope somewhere."""
    return np.array([layer.activation not in _NO_SLOPE for layer in reading.meta.layers])


RULES = (
    Rule(
        "dead-units",
        Severity.ERROR,
        ("dead_share", "loss_train"),
        _dead,
        (
            "use-leaky-relu",
            "use-elu",
            "wider-network",
            "add-batch-normalization",
            "lower-learning-rate",
            "fewer-layers",
            "use-tanh-xavier",
        ),
        facts=("chance_loss",),
        applies=deep,
        parts=("weights",),
    ),
    Rule(
        "saturated-units",
        Severity.WARNING,
        ("saturated_share", "loss_train"),
        _saturated,
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
    ),
)
