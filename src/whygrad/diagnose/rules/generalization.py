"""Generalization: does what was learned hold for samples that were not shown?"""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.reading import Reading, beyond_chance, known_reach, reachable_skill
from whygrad.diagnose.rule import Bools, Floats, Measure, Rule, Verdict


def gap_and_rise(reading: Reading) -> tuple[Floats, Floats]:
    """(P,) the gap between test and training loss at the end, and what the test loss rose from its best, by the loss
    at chance.
    """
    test, train, chance = reading["loss_test"], reading["loss_train"], reading.chance[:, 0]
    end = reading.latest(test)
    best = np.where(np.isfinite(test), test, np.inf).min(1)
    return (end - reading.at_end(train)) / chance, (end - best) / chance


def _overfitting(reading: Reading) -> Verdict:
    """Far worse on new samples than on the shown ones: the test loss has turned back up, or, as a squared loss may stay
    where it was best, more than half of what can be known of the shown samples holds for no other. Of numbers that are
    known by heart less will do: the share of them that is noise is paid for twice.

    Few new samples tell little: the gap counts beyond two standard errors of a loss that is what it is because some of
    the samples, picked by luck, are known and the others are not, √(loss · chance / N). And where a worse loss costs
    no answers, as of a classifier that is surer of the few that it gets wrong, it is no harm. Where only the answers
    to new samples are known, they tell.
    """
    if reading.get("loss_test") is None:
        return _by_answers(reading)
    gap, rise = gap_and_rise(reading)
    best_at = reading.steps[np.where(np.isfinite(reading["loss_test"]), reading["loss_test"], np.inf).argmin(1)]
    test = reading.latest(reading["loss_test"]) / reading.chance[:, 0]
    sure = gap > limit("test-errors") * np.sqrt(np.maximum(test, 0.0) / max(reading.meta.test_samples, 1))
    by_heart = reading.final_progress >= limit("progress-done")
    numbers = reading.meta.task == "numbers"
    most = np.where(by_heart & numbers, limit("test-gap-by-heart"), limit("test-gap-most"))
    risen = rise > limit("test-rise")
    affected = (gap > limit("test-gap")) & sure & (risen | (gap > most)) & ~reading.stuck & ~_answers_hold(reading)
    alone = affected & ~risen  # found by the gap, which had to be larger
    threshold = most[alone].min() if 2 * alone.sum() > affected.sum() else limit("test-gap")
    return Verdict(
        affected=affected,
        measures=(
            Measure("test_gap", gap, float(threshold)),
            Measure("test_rise", rise, limit("test-rise"), best_at),
        ),
        step=best_at,
        # However few the updates were: what is known by heart was learned.
        decided=reading.judged | (by_heart & (reading.alive.sum(1) >= limit("records"))),
    )


def _by_answers(reading: Reading) -> Verdict:
    """The same, of a classifier whose test loss nobody computed: it is right far more often of the shown samples."""
    test, meta = reading.get("accuracy_test"), reading.meta
    known = "accuracy_train" in reading.channels and test is not None and np.isfinite(meta.chance_accuracy)
    lost = reading.constant(np.nan)
    if known and test is not None:
        lost = reading.skill - beyond_chance(reading.latest(test), meta.chance_accuracy)
    threshold = limit("test-answers-most")
    return Verdict(
        affected=(lost > threshold) & ~reading.stuck & ~_answers_hold(reading),
        measures=(Measure("answers_lost", lost, threshold),),
        decided=reading.judged & np.isfinite(lost),
    )


def _answers_hold(reading: Reading) -> Bools:
    """(P,) classifiers whose answers are right for new samples about as often as for the shown ones."""
    test, meta = reading.get("accuracy_test"), reading.meta
    if "accuracy_train" not in reading.channels or test is None or not np.isfinite(meta.chance_accuracy):
        return np.zeros(reading.runs, bool)
    right = reading.latest(test)
    error = np.sqrt(np.clip(right * (1 - right), 0.0, 1.0) / max(meta.test_samples, 1))
    lost = reading.skill - beyond_chance(right, meta.chance_accuracy)
    return lost <= np.maximum(
        limit("test-answers"), limit("test-errors") * error / max(1 - meta.chance_accuracy, 1e-12)
    )


def _underfitting(reading: Reading) -> Verdict:
    """The training has settled at something, but well below what the data would give.

    "Something" is an accuracy beyond chance by more than `label-errors` standard errors, or an explained share of the
    loss. Nothing has to be learned where dropout leaves next to nothing to learn with. What was cut off has not settled
    if it could have come there.
    """
    threshold = limit("skill-short") * reachable_skill(reading.meta)
    meta, known = reading.meta, reading.skill
    spread = np.sqrt(meta.chance_accuracy * (1 - meta.chance_accuracy) / max(meta.train_samples, 1))
    above = known * (1 - meta.chance_accuracy) > limit("label-errors") * spread
    something = above if meta.task == "classes" else ~reading.stuck
    done = reading.final_progress >= limit("progress-done")
    dropout = max((layer.dropout for layer in meta.layers), default=0.0)
    muffled = reading.constant(dropout) > limit("dropout-most")
    short = known + reading.may_gain < threshold
    early = (known + reading.could_gain >= threshold) & reading.cut_off & ~muffled
    return Verdict(
        affected=(short & something & reading.settled & ~done & (reading.poor | ~early)) | (muffled & reading.poor),
        measures=(
            Measure("skill", known, threshold, below=True),
            Measure("late_gain", reading.late_gain, limit("settled"), below=True),
            Measure("one_batch_progress", reading.one_batch, limit("one-batch-learned"), below=True),
            Measure("dropout_share", np.where(muffled, dropout, np.nan), limit("dropout-most")),
        ),
        decided=reading.judged & (known_reach(meta) | muffled),
        early=early,
    )


RULES = (
    Rule(
        "overfitting",
        Severity.WARNING,
        ("loss_train",),
        _overfitting,
        ("more-data", "add-dropout", "add-l2", "smaller-network", "fewer-epochs", "add-l1"),
        facts=("chance_loss",),
        applies=lambda meta: meta.test_samples > 0,
        parts=("evaluations", "samples"),
    ),
    Rule(
        "underfitting",
        Severity.WARNING,
        ("loss_train",),
        _underfitting,
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
    ),
)
