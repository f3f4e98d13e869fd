"""Samples not shuffled."""

from __future__ import annotations

import math

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.answers import answers_lost
from whygrad.diagnose.measurements.arrays import Bools
from whygrad.diagnose.measurements.program import facts_of, has_program, same_batches_again
from whygrad.diagnose.measurements.steps import farthest
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link


def check(reading: Reading) -> Verdict:
    """Neighbors in a batch share their class (or their number) far more often than in a shuffled order.

    Where one batch holds all samples their order does not matter, nor does it within batches that are all alike, as
    those of as many samples of each class are: their gradient is a mean. Numbers that follow each other closely are
    often meant to, so they count only where training suffers; so do batches that come again as they were, each unlike
    the next, in whatever order the samples lie in them. Where nearly all that targets differ by lies between
    batches, each batch is easy for a network that knows the one before, and the training loss does not show what it
    costs. Where the second half of the training has other classes than the first, the network forgets those. Batches
    that come again do no harm to weights that have hardly moved: something else keeps those where they are. Where all
    updates get one batch of a data loader that has several, what was learned has to hold for new samples.
    """
    order = facts_of(reading).order
    excess = (order.alike - order.alike_chance) / max(1.0 - order.alike_chance, 1e-12)
    # What a policy is trained on is what it chose itself: one state resembles the next.
    known = math.isfinite(excess) and order.alike_chance < 1.0 and facts_of(reading).elusive != "policy"
    threshold = limit("order-alike")
    several = order.batches - order.repeats > 1
    sorted_ = order.between > limit("between-batch-variance-high")
    costly = None if reading.meta.task == "classes" else reading.harmed | sorted_
    loss = facts_of(reading).loss
    alike = known and several and excess > threshold and not order.between < limit("between-batch-variance-low")
    again, apart = same_batches_again(facts_of(reading))
    # It is no critic's, of what is real and what is made, and the targets are not those of a network that changes.
    told = math.isfinite(reading.meta.chance_loss) and not facts_of(reading).elusive
    again = again and told
    named = alike and order.pairs >= limit("order-pairs")
    changed = told and order.change > threshold and not named
    moved = ~(farthest(reading) < limit("distance-none"))
    one = told and _one_batch(reading)
    harms = _does_not_hold(reading)
    return Verdict(
        affected=reading.in_every_run(named or changed)
        | (reading.in_every_run(again) & reading.harmed & moved)
        | (reading.in_every_run(one) & harms),
        measures=(
            *(_only_batch(reading) if one and harms.any() else ()),
            Measure("neighbors_alike", reading.constant(excess if named else math.nan), threshold),
            Measure("classes_changed", reading.constant(order.change if changed else math.nan), threshold),
            Measure("batches_apart", reading.constant(apart if again and not (named or changed) else math.nan),
                    limit("between-batch-variance-excess")),
        ),
        step=reading.at_update_zero(),
        decided=reading.in_every_run((known and order.pairs >= limit("order-pairs")) or again or changed)
        | (reading.in_every_run(one) & harms),
        costly=costly if named else None,
        source=loss.place if loss is not None else "",
    )  # fmt: skip


def _one_batch(reading: Reading) -> bool:
    """Whether every update gets the same batch, although the program's data loader has others."""
    order = facts_of(reading).order
    return order.repeats > 0 and order.repeats == order.batches - 1 and order.epoch_batches > 1


def _does_not_hold(reading: Reading) -> Bools:
    """(P,) runs that know far less of new samples than of the shown ones."""
    lost, test = answers_lost(reading)[0] > limit("test-answers"), reading.get("loss_test")
    if test is None:
        return lost
    gap = (reading.latest(test) - reading.at_end(reading["loss_train"])) / reading.chance[:, 0]
    return lost | (gap > limit("test-gap"))


def _only_batch(reading: Reading) -> tuple[Measure, ...]:
    return (
        Measure("different_batches", reading.constant(1), 2, below=True),
        Measure("epoch_batches", reading.constant(facts_of(reading).order.epoch_batches), None),
    )


RULE = Rule(
    "not-shuffled",
    Severity.WARNING,
    ("loss_train",),
    check,
    ("shuffle-data",),
    applies=has_program,
    parts=("samples",),
    group="data",
    place=50,
    rank=100,
    traits=("not-of-one-batch",),
    explains=(link("learning-rate-too-high", "noisy-updates", "overfitting", "dead-units", *SYMPTOMS),),
    quantities={
        "neighbors_alike": "share",
        "classes_changed": "share",
        "batches_apart": "share",
        "different_batches": "whole",
        "epoch_batches": "whole",
    },
    reasons={"different_batches": "one", "classes_changed": "changed", "batches_apart": "again"},
)
