"""Noisy updates."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, ratio
from whygrad.diagnose.measurements.program import same_batches_again
from whygrad.diagnose.measurements.reach import neighbors_know
from whygrad.diagnose.measurements.steps import mean_agreement, second_half, unrest
from whygrad.diagnose.measurements.uphill import goes_uphill
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import Measure, Rule, Verdict, link


def check(reading: Reading) -> Verdict:
    """Steps help their own batch but not the training: the gradients disagree, and the loss goes up as often as down.

    That is: it wanders after the training's beginning, or was at its best before the second half. Around a minimum the
    gradients of the batches cancel, so that they agree less than independent ones; where they agree clearly more, there
    is a direction to go in, and losses of few samples differ by which samples they are of. A program that ended at
    chance has lost something to noise only if it is known that there is something to learn.
    """
    late = second_half(reading)[None] & reading.learning
    loss = reading.trend
    begun = reading.alive & (reading.steps >= limit("early") * reading.steps[-1])[None]
    wander = unrest(np.where(begun, loss, np.nan))
    losses = np.where(reading.alive, loss, np.inf)
    best = losses.min(1)
    lost_again = reading.steps[losses.argmin(1)] < reading.steps[-1] / 2
    middle = reading.typical(loss, late)
    chance = reading.chance[:, 0]
    lost = np.minimum(ratio(middle - best, np.maximum(chance - best, 1e-12)), 1.0)  # no more than all of it
    # A network that knows nothing jitters around chance, but little.
    far = middle - best > limit("progress-none") * chance
    coherence, error = mean_agreement(reading, late)
    threshold = limit("noise-agreement")
    quality = reading.typical(reading["step_quality"], late)
    nothing_to_lose = reading.stuck & (reading.meta.program is not None and not neighbors_know(reading.meta))
    affected = (
        far
        & ~nothing_to_lose
        & ((wander > limit("unrest")) | lost_again)
        & (lost > limit("gain-lost"))
        & (coherence + error < threshold)
        & (quality > 0)
        & reading.unfinished
        & ~np.any(reading.shrunk & late, axis=1)  # a penalty leaves nothing to learn with
    )
    return Verdict(
        affected=affected & ~goes_uphill(reading),
        measures=(
            Measure("gradient_agreement", coherence, threshold, below=True),
            Measure("gain_lost", lost, limit("gain-lost")),
            Measure("unrest", wander, limit("unrest")),
        ),
        early=reading.prospect.early,
        step=reading.first(reading.alive & (reading.steps > 0)[None]),  # from the first update on
        decided=reading.judged & ~_shows_which_batch(reading) & ((late.sum(1) >= limit("records")) | ~reading.poor),
    )


def _shows_which_batch(reading: Reading) -> Bools:
    """(P,) whether a loss tells mostly which batch it is of: of a program that weighs its samples, how heavy those are;
    where the same batches come again in every epoch, and each is unlike the others, which one it is.
    """
    program = reading.meta.program
    if program is None:
        return reading.in_every_run(False)
    weighted = program.loss is not None and program.loss.weighted
    return reading.in_every_run(weighted or same_batches_again(program)[0])


_LAST_OF_A_CIRCLE = 295  # units that rest or died make updates noisy, and noisy updates do the same to units


RULE = Rule(
    "noisy-updates",
    Severity.WARNING,
    ("gradient_coherence", "coherence_batches", "step_quality", "loss_train"),
    check,
    ("larger-batch", "cosine-schedule", "lower-learning-rate"),
    facts=("chance_loss",),
    group="optimization",
    place=30,
    rank=230,
    traits=("more-updates-may-disprove",),
    explains=(
        link("saturated-units", "dead-units", timed=True, order=_LAST_OF_A_CIRCLE),
        link("class-imbalance", "overfitting", "underfitting", "no-progress", order=_LAST_OF_A_CIRCLE),
    ),
    quantities={"gain_lost": "share", "unrest": "share", "gradient_agreement": "number"},
)
