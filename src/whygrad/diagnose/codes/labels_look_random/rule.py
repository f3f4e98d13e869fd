"""Labels look random."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Floats, ratio
from whygrad.diagnose.measurements.reach import has_classes
from whygrad.diagnose.measurements.steps import farthest
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link
from whygrad.trace.meta import Meta


def check(reading: Reading) -> Verdict:
    """Neighbors are not more alike in their labels than by chance, and nothing learned carries over to new samples.

    Shares of a class are compared in standard errors among N samples, √(p(1-p)/N), what a neighbor explains of numbers
    in those of a mean of (y - y')² / (2 var y), √(2/N). What carries over is the test accuracy at the end or, as a
    network may have learned and then overfitted, the best test loss; both beside what a constant prediction comes to on
    the test samples, where that is known. Of classes that a program never tests, a training that learned nothing of the
    samples it saw has nothing to carry over. Among many columns a neighbor may be near in those
    that do not matter: no column, nor two together, may tell of the label. A training that diverged, or whose weights
    hardly moved, learned nothing that could carry over, whatever the labels are.
    """
    data, meta = reading.meta.data, reading.meta
    classes = has_classes(meta)
    count = data.neighbor_samples or meta.train_samples
    spread = max(data.neighbor_chance * (1 - data.neighbor_chance), 1e-12) if classes else 2
    beyond = (data.neighbor_agreement - data.neighbor_chance) / np.sqrt(spread / max(count, 1))
    threshold = limit("label-errors")
    fewest = meta.test_samples
    test, a_class = reading.constant(np.nan), np.nan
    if classes:
        chance = meta.chance_accuracy if np.isnan(data.test_chance_accuracy) else data.test_chance_accuracy
        error = np.sqrt(max(chance * (1 - chance), 1e-12) / max(meta.test_samples, 1))
        accuracy, shares = reading.get("accuracy_test"), reading.get("class_share")
        test = test if accuracy is None else (reading.latest(accuracy) - chance) / error
        a_class = 0.0 if shares is None else _share_of_a_class(np.asarray(shares, np.float64)) * count
        fewest = min(fewest, a_class)
    losses = reading.get("loss_test")
    losses = np.full((reading.runs, 1), np.nan) if losses is None else losses
    best, constant = np.where(np.isfinite(losses), losses, np.inf).min(1), reading.chance[:, 0]
    carried = 1 - ratio(best, constant if np.isnan(data.test_chance_loss) else np.float64(data.test_chance_loss))
    untested = reading.stuck & classes & ~np.isfinite(test) & ~np.isfinite(carried)
    learned = np.where(untested, reading.final_progress, np.nan)
    fewest = np.where(untested, a_class, fewest)
    return Verdict(
        affected=reading.in_every_run(
            not beyond >= limit("label-neighbors") and not data.target_told > limit("label-columns")
        )
        & ~(test > threshold)
        & ~(carried > limit("test-progress")),
        measures=(
            Measure("neighbor_agreement", reading.constant(beyond), limit("label-neighbors"), below=True),
            Measure("test_skill", test, threshold, below=True),
            Measure("final_progress", learned, limit("progress-none"), below=True),
            Measure("test_progress", np.where(np.isnan(test), carried, np.nan), limit("test-progress"), below=True),
        ),
        early=reading.prospect.early,
        step=reading.at_update_zero(),
        decided=reading.judged
        & ~reading.diverged
        & ~(farthest(reading) < limit("distance-none"))
        & (np.isfinite(beyond) | np.isfinite(data.target_told))
        & (fewest >= limit("label-samples"))
        & (untested | np.isfinite(test) | np.isfinite(carried)),
    )


def _share_of_a_class(shares: Floats) -> float:
    """How large a share of the samples tells whether a class can be known: the class of a typical sample, which is
    1 / K for K classes of one size, but no more than lies outside the largest class.
    """
    return float(min(np.sum(shares**2), 1 - shares.max()))


def _has_labels(meta: Meta) -> bool:
    """Classes, or a program's numbers if it is known what its columns tell of them."""
    return has_classes(meta) or bool(np.isfinite(meta.data.target_told))


RULE = Rule(
    "labels-look-random",
    Severity.ERROR,
    ("loss_train",),
    check,
    ("check-labels", "more-data", "add-features"),
    facts=("chance_loss",),
    applies=_has_labels,
    parts=("targets", "evaluations"),
    group="data",
    place=60,
    rank=90,
    traits=("more-updates-may-disprove", "not-of-one-batch"),
    explains=(link("noisy-updates", "overfitting", *SYMPTOMS),),
    quantities={"test_progress": "share", "neighbor_agreement": "number", "test_skill": "number"},
    reasons={"test_progress": "numbers", "final_progress": "untested"},
)
