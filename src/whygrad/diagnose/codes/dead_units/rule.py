"""Dead units."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Ints, ratio
from whygrad.diagnose.measurements.backward import first_layer_gets_no_gradient, loss_is_flat
from whygrad.diagnose.measurements.units import dropout_dominates, have_slope
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, deep, link


def check(reading: Reading) -> Verdict:
    """More than `dead-share` of a hidden layer's units are off for every sample, at the end; of a network that has
    learned something, more than `dead-share-most`: with half of a layer it could have learned more.

    Those that die under the noise of a dropout that leaves next to nothing are its work (see `underfitting`). Nor does
    a layer count to which no signal comes, so that its units differ little from sample to sample whether they are on or
    off, or whose weights a penalty has shrunk to nothing. A loss that falls all the same shows that the units that are
    left do, however few they are. A network that had learned nothing long before they died is kept from learning by
    something else. Where nothing comes back to the output layer either, although units below it are on,
    the loss keeps the network from learning, not the units that are off.

    Where the loss does not tell what was learned, as in reinforcement learning, only layers count that had most of
    their units at the beginning and have lost nearly all of them.
    """
    share, known = reading["dead_share"], reading.tells_level
    can_die = reading.hidden & have_slope(reading)
    threshold = np.where(reading.stuck & known, limit("dead-share"), limit("dead-share-most"))
    final = reading.at_end(share)
    layers = (final > threshold[:, None]) & can_die & ~_carry_no_signal(reading)
    if not known:
        layers &= reading.at_start(share) < limit("dead-share")
    at = reading.first(np.any((share > threshold[:, None, None]) & layers[:, None], axis=2))
    worst = np.where(can_die, final, 0.0).max(1, initial=0.0)
    drowned = (at > 0) & dropout_dominates(reading)
    affected = layers.any(1) & (reading.harmed | (not known)) & ~drowned & ~loss_is_flat(reading)
    typical = float(np.median(threshold[affected] if affected.any() else threshold))
    return Verdict(
        affected=affected,
        measures=(Measure("dead_share", worst, typical, at),),
        step=at,
        layers=layers,
        decided=np.any(reading.alive, axis=1) & (reading.judged | (not reading.cut_off)),
        costly=~(reading.prospect.rising & known) & ~_waited_before(reading, at),
        early=reading.prospect.early & ~reading.prospect.rising & ~first_layer_gets_no_gradient(reading) & known,
        remedies=() if known else _LET_LIVE,
    )


def _needs_no_level(reading: Reading) -> bool:
    """Whether nearly all units of a layer are off at the end: that is asked whatever the loss tells."""
    share = reading.get("dead_share")
    if share is None or "loss_train" not in reading.channels or not reading.records:
        return False
    return bool((reading.at_end(share) > limit("dead-share-most")).any())


def _carry_no_signal(reading: Reading) -> Bools:
    """(P, L) layers whose values hardly depend on the sample at the end, or before the first update, and all of a run
    with shrunken weights; not those that put out nothing at all.
    """
    spread, size = reading.get("sample_std"), reading.get("activation_rms")
    weights = reading.get("weight_rms")
    shrunk = reading.in_every_run(False)
    if weights is not None:
        ends = reading.at_end(weights) < limit("weights-shrunk") * weights[:, 0]
        shrunk = np.all(ends, axis=1)
    if spread is None or size is None:
        return np.repeat(shrunk[:, None], reading.depth, axis=1)
    carried = ratio(spread, size)
    faint = (reading.at_end(carried) < limit("signal-faint")) | (reading.at_start(carried) < limit("signal-faint"))
    return faint | shrunk[:, None]


def _waited_before(reading: Reading, at: Ints) -> Bools:
    """(P,) runs that never left chance and had made many updates there before their units died, at update `at`."""
    long = (at >= limit("updates")) & (at > limit("early") * reading.steps[-1])
    return long & reading.stuck & reading.tells_level


_LET_LIVE = ("lower-learning-rate", "use-leaky-relu", "use-elu")  # of units that died in training

RULE = Rule(
    "dead-units",
    Severity.ERROR,
    ("dead_share", "loss_train"),
    check,
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
    without=_needs_no_level,
    applies=deep,
    parts=("weights",),
    group="gradient-flow",
    place=30,
    rank=260,
    traits=("more-updates-may-disprove",),
    explains=(
        link("vanishing-gradient", timed=True),
        link("no-gradient", *SYMPTOMS),
        # A network of dead units can predict a constant only; at the best one the gradients that are left are noise.
        link("noisy-updates", timed=True),
    ),
    quantities={"dead_share": "share"},
)
