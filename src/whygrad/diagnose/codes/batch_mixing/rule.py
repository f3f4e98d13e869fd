"""Samples leak across the batch."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Floats
from whygrad.diagnose.measurements.program import facts_of, has_program
from whygrad.diagnose.measurements.reach import beyond_chance, new_chance_accuracy
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link
from whygrad.trace.program import LossFacts


def check(reading: Reading) -> Verdict:
    """A sample's output changed although only other samples' inputs did.

    Only where each sample has its own target: a sequence whose first axis is time may look back along it. Where
    everything is learned all the same, for new samples too as far as that is known, it may be meant: a statistic of the
    batch that the network takes into account.
    """
    mixing, loss = facts_of(reading).mixing, facts_of(reading).loss
    threshold = limit("mixing")
    over = loss is not None and _softmax_over_samples(loss)
    harmless = (reading.final_progress >= limit("progress-done")) & ~(_on_new_samples(reading) < limit("progress-poor"))
    return Verdict(
        affected=reading.in_every_run(over or (mixing.samples > 0 and mixing.change > threshold)),
        measures=(Measure("mixing_change", reading.constant(mixing.change), threshold),),
        step=reading.at_update_zero(),
        decided=reading.in_every_run(over or mixing.samples > 0),
        costly=~harmless,
        source=loss.before_place if over and loss is not None else "",
    )


def _on_new_samples(reading: Reading) -> Floats:
    """(P,) what was learned for new samples: by their loss, or by the answers if nobody computed it; NaN if unknown."""
    loss, accuracy, chance = reading.get("loss_test"), reading.get("accuracy_test"), new_chance_accuracy(reading.meta)
    nothing = reading.constant(np.nan)
    explained = nothing if loss is None else 1 - reading.latest(loss) / reading.chance[:, 0]
    answered = nothing if accuracy is None else beyond_chance(reading.latest(accuracy), chance)
    return np.where(np.isfinite(explained), explained, answered)


def _softmax_over_samples(loss: LossFacts) -> bool:
    """Whether the softmax before a loss runs over the samples of the batch, not over their classes. Of a square, each
    sample with each, either may be meant.
    """
    shape = loss.input_shape
    return (
        loss.before in ("softmax", "log-softmax")
        and loss.before_along == 0
        and len(shape) > 1
        and loss.target_shape[:1] == shape[:1]
        and shape[0] > 1 < shape[1] != shape[0]
    )


RULE = Rule(
    "batch-mixing",
    Severity.ERROR,
    (),
    check,
    ("keep-samples-apart",),
    applies=has_program,
    parts=("mixing", "losses"),
    group="data",
    place=70,
    rank=80,
    explains=(
        link(
            "labels-look-random",
            "output-loss-mismatch",
            "noisy-updates",
            "overfitting",
            "vanishing-gradient",
            "dead-units",
            *SYMPTOMS,
        ),
    ),
    quantities={"mixing_change": "share"},
)
