"""Underfitting."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools
from whygrad.diagnose.measurements.reach import known_reach, reachable_skill
from whygrad.diagnose.measurements.returns import has_learned
from whygrad.diagnose.measurements.steps import decay_pull
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import Measure, Rule, Verdict, link
from whygrad.trace.meta import Meta


def check(reading: Reading) -> Verdict:
    """The training has settled at something, but well below what the data would give.

    "Something" is an explained share of the loss, or of the accuracy if it is beyond chance by more than `label-errors`
    standard errors. Nothing has to be learned where dropout leaves next to nothing to learn with, or drops the
    network's outputs themselves. Where weight decay cancels a gradient on which all batches agree, it need not be known
    how much can be learned. An agent whose returns surely rose learns, however well it imitates its own actions. What
    was cut off has not settled if it could have come there. A program that ended by itself after fewer updates than can
    tell anything made too few, and so did one that begins anew in each epoch.
    """
    threshold = limit("skill-short") * reachable_skill(reading.meta)
    meta, known = reading.meta, reading.skill
    spread = np.sqrt(meta.chance_accuracy * (1 - meta.chance_accuracy) / max(meta.train_samples, 1))
    above = known * (1 - meta.chance_accuracy) > limit("label-errors") * spread
    learned = (known >= limit("progress-none")) | ~reading.stuck
    something = (above & learned) if meta.task == "classes" else ~reading.stuck
    done = reading.final_progress >= limit("progress-done")
    dropout = max((layer.dropout for layer in meta.layers), default=0.0)
    drowned = dropout > limit("dropout-most")
    outputs = meta.layers[-1].dropout if meta.layers and _reaches_the_loss(meta) else 0.0
    muffled = reading.in_every_run(drowned or outputs > 0)
    pull = decay_pull(reading)
    held = (pull > limit("decay-holds")) & something & reading.settled & ~done
    few, again = _ended_too_soon(reading), _began_again(reading)
    short = reading.ends_below(threshold)
    early = (known + reading.prospect.could_gain >= threshold) & reading.cut_off & ~muffled & ~held
    below = short & something & reading.settled & ~done & (reading.poor | ~early)
    return Verdict(
        affected=(below | held | (muffled & reading.poor) | few | again) & (not has_learned(meta.program)),
        measures=(
            *(_alike(reading) if again.any() else _updates_made(reading) if few.any() else ()),
            Measure("skill", np.where(few | again, np.nan, known), threshold, below=True),
            Measure("late_gain", np.where(few | again, np.nan, reading.late_gain), limit("settled"), below=True),
            Measure("one_batch_progress", reading.one_batch, limit("one-batch-learned"), below=True),
            Measure("dropout_share", reading.constant(dropout if drowned else np.nan), limit("dropout-most")),
            Measure("output_dropout", reading.constant(outputs if outputs > 0 else np.nan), 0.0),
            Measure("decay_pull", np.where(held, pull, np.nan), limit("decay-holds")),
        ),
        decided=(reading.judged & (known_reach(meta) | muffled | held)) | few | again,
        early=early & ~few & ~again,
        plateau=reading.in_every_run(reading.cut_off),
        remedies=("remove-regularization",) if held.any() else ("longer-training",) if (few | again).any() else (),
    )


def _ended_too_soon(reading: Reading) -> Bools:
    """(P,) runs of a script that came to its own end after too few updates to be judged, and had learned little, as far
    as the records can tell. What is watched may go on unwatched.
    """
    program = reading.meta.program
    if program is None or reading.meta.kind != "script" or program.elusive:
        return reading.in_every_run(False)
    few = program.stop in ("finished", "exited") and 0 < reading.updates_made < limit("updates")
    return (reading.alive.sum(1) >= limit("records")) & np.isfinite(reading.final_progress) & reading.poor & few


def _began_again(reading: Reading) -> Bools:
    """(P,) runs of a script that had learned little when an epoch or less of training was over, after or before as many
    others of such networks as are no accident: a model that is made anew for each epoch forgets the epochs before.
    """
    program = reading.meta.program
    if program is None or program.elusive or not program.alike > limit("records"):
        return reading.in_every_run(False)
    if not 0 < reading.updates_made <= program.order.epoch_batches:
        return reading.in_every_run(False)
    return (reading.alive.sum(1) >= limit("records")) & np.isfinite(reading.final_progress) & reading.poor


def _alike(reading: Reading) -> tuple[Measure, ...]:
    program = reading.meta.program
    return (
        Measure("trainings_alike", reading.constant(0 if program is None else program.alike), limit("records")),
        Measure("final_progress", reading.explained_share, limit("progress-poor"), below=True),
    )


def _updates_made(reading: Reading) -> tuple[Measure, ...]:
    return (
        Measure("updates_made", reading.constant(reading.updates_made), limit("updates"), below=True),
        Measure("final_progress", reading.explained_share, limit("progress-poor"), below=True),
    )


def _reaches_the_loss(meta: Meta) -> bool:
    """Whether what the last layer puts out is known to be what the loss gets, but for a function of value: a network on
    a graph mixes it with its neighbors' first.
    """
    program = meta.program
    return program is None or (program.loss is not None and program.loss.before != "unknown")


RULE = Rule(
    "underfitting",
    Severity.WARNING,
    ("loss_train",),
    check,
    (
        "wider-network",
        "deeper-network",
        "add-features",
        "longer-training",
        "use-adam",
        "larger-network",
        "remove-regularization",
    ),
    facts=("chance_loss",),
    parts=("targets",),
    group="generalization",
    place=20,
    rank=330,
    traits=("more-updates-may-disprove", "only-the-end-tells", "not-of-one-batch"),
    explains=(
        link("no-progress"),
        # Dropout of nearly all units makes updates noisy and scales the units that are left up by as much; neither a
        # higher nor a lower learning rate would help. Where decay and gradient cancel, any steps end at the same place.
        link(
            "learning-rate-too-low",
            "learning-rate-too-high",
            "exploding-gradient",
            "noisy-updates",
            timed=True,
            given=("dropout_share", "decay_pull"),
            order=0,
        ),
    ),
    quantities={
        "late_gain": "share",
        "trainings_alike": "whole",
        "dropout_share": "share",
        "output_dropout": "share",
        "decay_pull": "share",
    },
    reasons={
        "trainings_alike": "again",
        "updates_made": "few",
        "dropout_share": "dropout",
        "output_dropout": "outputs",
        "decay_pull": "decay",
    },
)
