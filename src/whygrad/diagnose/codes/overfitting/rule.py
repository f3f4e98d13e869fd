"""Overfitting."""

from __future__ import annotations

import math

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.answers import answers_lost, expected_skill
from whygrad.diagnose.measurements.arrays import Bools, Floats, Ints, median, ratio
from whygrad.diagnose.measurements.reach import beyond_chance, error_of_luck, neighbors_know, new_chance_accuracy
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import Measure, Rule, Verdict

LATER_EVALUATIONS = "later_evaluations"  # what a training that was cut off would have shown


def _evaluated(reading: Reading) -> Floats:
    """(P, K) the test losses of the records at which some run was evaluated."""
    test = reading["loss_test"]
    return test[:, np.isfinite(test).any(0)]


def _window(evaluations: int) -> int:
    """Of how many evaluations in a row the median is taken: of as many as can tell and more of many; 1 of too few."""
    least = int(limit("records"))
    return max(least, evaluations // (2 * least)) if evaluations >= 2 * least else 1


def _levels(losses: Floats) -> Floats:
    """(P, n) the medians of test losses (P, K) in windows of `_window`; inf where the last evaluation of one, or all of
    it, is unknown. One evaluation that jumps moves none of them, and the least of many is no luck.
    """
    width = _window(losses.shape[1])
    last = losses[:, width - 1 :]
    levels = median(np.lib.stride_tricks.sliding_window_view(losses, width, axis=1), axis=2)
    return np.where(np.isfinite(last) & np.isfinite(levels), levels, np.inf)


def _lowest(reading: Reading) -> tuple[Floats, Ints]:
    """(P,) the lowest level of the test loss, and the update around which it was reached."""
    losses = _evaluated(reading)
    steps = reading.steps[np.isfinite(reading["loss_test"]).any(0)]
    if not len(steps):
        return reading.constant(np.nan), np.full(reading.runs, -1)
    levels = _levels(losses)
    return levels.min(1), steps[levels.argmin(1) + _window(len(steps)) // 2]


def _at_the_end(reading: Reading) -> tuple[Floats, float]:
    """(P,) the test loss at the end, and its standard error by that of one evaluation. The line through the last half
    of the evaluations with the median of their slopes (Theil 1950; Sen 1968) tells it: their median would lag behind a
    loss that rises. One that rises ever faster is above that line: then its last level counts. Of few evaluations it is
    the last one.
    """
    losses, least = _evaluated(reading), int(limit("records"))
    if losses.shape[1] < 2 * least:
        return reading.latest(reading["loss_test"]), 1.0
    width = losses.shape[1] // 2
    last = losses[:, -width:]
    slope = median(_slopes(last), axis=1)
    end = median(last + slope[:, None] * np.arange(width)[::-1], axis=1)
    levels = _levels(losses)
    end = np.where((slope > 0) & np.isfinite(levels[:, -1]), np.fmax(end, levels[:, -1]), end)
    error = math.sqrt(2 * (2 * width - 1) / (width * (width + 1)))  # of a line by least squares at its last point
    return np.where(np.isfinite(end), end, reading.latest(reading["loss_test"])), error


def _slopes(losses: Floats) -> Floats:
    """(P, n) the slopes between any two of the evaluations (P, K)."""
    one, other = np.triu_indices(losses.shape[1], 1)
    return (losses[:, other] - losses[:, one]) / (other - one)


def _new_chance_loss(reading: Reading) -> Floats:
    """(P,) the loss at chance on new samples, if it is higher because their classes are not as common as in training:
    such a difference is no overfitting.
    """
    chance = reading.chance[:, 0]
    return np.fmax(chance, reading.meta.data.test_chance_loss)


def _gap_and_rise(reading: Reading, best: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """(P,) the gap between test and training loss at the end, each by its loss at chance; what the test loss rose from
    its `best` level, by that level and by the loss at chance; how much of such a rise is due to jumps.
    """
    chance = reading.chance[:, 0]
    end, error = _at_the_end(reading)
    jumps = limit("test-jitter") * error * _jitter(_evaluated(reading)) / chance
    gap = end / _new_chance_loss(reading) - reading.at_end(reading["loss_train"]) / chance
    return gap, ratio(end - best, best), (end - best) / chance, jumps


def _jitter(losses: Floats) -> Floats:
    """(P,) how far a test loss typically lies from the middle of its two neighbors: what changes steadily has no such
    distance. 0 where fewer evaluations than can tell were made.
    """
    if losses.shape[1] < limit("records"):
        return np.zeros(len(losses))
    return np.nan_to_num(median(np.abs(np.diff(losses, 2, axis=1)), axis=1) / 2)


def _closing(reading: Reading, gap: Floats) -> Bools:
    """(P,) runs whose test loss still falls so fast that the gap may close: over the last half of the evaluations, by
    the line through them, it fell by a good part of what is left of the gap.
    """
    losses = _evaluated(reading)
    if losses.shape[1] < 2 * limit("records"):
        return reading.in_every_run(False)
    last = losses[:, -(losses.shape[1] // 2) :]
    fallen = -median(_slopes(last), axis=1) * (last.shape[1] - 1) / _new_chance_loss(reading)
    return fallen > limit("test-closing") * gap


def _turned(reading: Reading) -> Bools:
    """(P,) runs whose last evaluations, as many as can tell, were all worse than one before."""
    losses = _evaluated(reading)
    if losses.shape[1] < limit("records"):
        return reading.in_every_run(False)
    since = losses.shape[1] - 1 - np.where(np.isfinite(losses), losses, np.inf).argmin(1)
    return since >= limit("records")


def check(reading: Reading) -> Verdict:
    """Far worse on new samples than on the shown ones: the test loss has turned back up, or, as a squared loss may stay
    where it was best, more than half of what can be known of the shown samples holds for no other. Of numbers that are
    known by heart less will do: the share of them that is noise is paid for twice.

    Few new samples tell little: the gap counts beyond two standard errors of a loss that is what it is because some of
    the samples, picked by luck, are known and the others are not, √(loss · chance / N). A loss that jumps from one
    evaluation to the next has turned only where it rose by several times what it jumps. And where a worse loss costs
    no answers, as of a classifier that is surer of the few that it gets wrong, it is no harm, unless it rose above the
    loss of a constant prediction, or is a multiple of what it was and the rise a good part of that loss.

    Where only the answers to new samples are known, they tell. A training that was cut off while the test loss stood
    still and the training loss left it behind may overfit later. One whose test loss still falls fast may not:
    statistics of batch normalization, for one, follow the weights late.
    """
    if reading.get("loss_test") is None:
        return _by_accuracy(reading)
    best, best_at = _lowest(reading)
    gap, rise, risen_by, jumps = _gap_and_rise(reading, best)
    test = reading.latest(reading["loss_test"]) / _new_chance_loss(reading)
    sure = gap > limit("test-errors") * error_of_luck(test, reading.meta.test_samples)
    sure &= gap > jumps
    by_heart = reading.final_progress >= limit("progress-done")
    numbers = reading.meta.task == "numbers"
    most = np.where(by_heart & numbers, limit("test-gap-by-heart"), limit("test-gap-most"))
    risen = (rise > limit("test-rise")) & (risen_by > jumps)
    worse_than_constant = risen & (test > 1) & (_at_the_end(reading)[0] > _new_chance_loss(reading))
    multiplied = risen & (rise > limit("test-rise-most")) & (risen_by > limit("test-gap"))
    holds = _holds_on_new_samples(reading) & ~worse_than_constant & ~multiplied
    apart = (gap > limit("test-gap")) & sure & (risen | (gap > most)) & ~reading.stuck & ~holds
    closing = apart & ~risen & _closing(reading, gap)
    affected = apart & ~closing
    parting = (gap > limit("test-gap-begun")) & sure & _turned(reading) & reading.cut_off & ~affected
    alone = affected & ~risen  # found by the gap, which had to be larger
    threshold = most[alone].min() if 2 * alone.sum() > affected.sum() else limit("test-gap")
    strange = _strangers(reading, affected)
    return Verdict(
        affected=affected,
        measures=(
            *strange,
            Measure("test_gap", gap, float(threshold)),
            Measure("test_rise", np.where(rise > 0, rise, np.nan), limit("test-rise"), best_at),
        ),
        step=None if strange else best_at,
        # However few the updates were: what is known by heart was learned.
        decided=(reading.judged | (by_heart & (reading.alive.sum(1) >= limit("records")))) & ~parting & ~closing,
        missing=(LATER_EVALUATIONS,) if (parting | closing).any() else ("records",),
        remedies=_remedies(strange),
    )


def _by_accuracy(reading: Reading) -> Verdict:
    """The same, of a classifier whose test loss nobody computed: it is right far more often of the shown samples, and
    not because new samples belong to other classes.
    """
    _, lost = answers_lost(reading)
    threshold = limit("test-answers-most")
    affected = (lost > threshold) & ~reading.stuck & ~_holds_on_new_samples(reading)
    strange = _strangers(reading, affected)
    return Verdict(
        affected=affected,
        measures=(*strange, Measure("answers_lost", lost, threshold)),
        decided=reading.judged & np.isfinite(lost),
        remedies=_remedies(strange),
    )


def _strangers(reading: Reading, affected: Bools) -> tuple[Measure, ...]:
    """What shows that new samples are not of the kind of the shown ones, so that nothing was known by heart: numbers of
    their classes, their inputs, or answers that are no better than a constant where similar samples have similar
    labels.
    """
    return _renumbered(reading, affected) or _inputs_apart(reading) or _guessed(reading, affected)


def _guessed(reading: Reading, affected: Bools) -> tuple[Measure, ...]:
    """How far the accuracy on new samples is above that of a constant, in standard errors √(p(1-p)/N), where it is no
    better for sure, and nearest neighbors know the classes of the shown samples: they would know those of new ones.
    """
    test, meta = reading.get("accuracy_test"), reading.meta
    if test is None or meta.test_samples <= 0 or not neighbors_know(meta):
        return ()
    chance = new_chance_accuracy(meta)
    error = np.sqrt(max(chance * (1 - chance), 1e-12) / meta.test_samples)
    above = (reading.latest(test) - chance) / error
    guessed = affected & (answers_lost(reading)[1] > limit("test-answers-most")) & (above < limit("test-errors"))
    if not guessed.any():
        return ()
    return (Measure("test_skill", np.where(guessed, above, np.nan), limit("test-errors"), below=True),)


def _renumbered(reading: Reading, affected: Bools) -> tuple[Measure, ...]:
    """The accuracy on new samples if each class had the number of another one, where that makes up for nearly all that
    is lost of what the network knows of the shown ones: training and evaluation number the classes differently.
    """
    lost, accuracy = answers_lost(reading)[1], reading.meta.data.test_renumbered
    chance = new_chance_accuracy(reading.meta)
    rest = expected_skill(reading) - beyond_chance(np.float64(accuracy), chance)
    explains = affected & (lost > limit("test-answers-most")) & (rest <= limit("test-answers"))
    if not explains.any():
        return ()
    return (
        Measure("answers_lost_renumbered", np.where(explains, rest, np.nan), limit("test-answers"), below=True),
        Measure("renumbered_accuracy", reading.constant(accuracy), None),
    )


def _remedies(strange: tuple[Measure, ...]) -> tuple[str, ...]:
    """What helps where new samples are not of the kind of the shown ones."""
    if not strange:
        return ()
    return ("scale-inputs", "more-data") if strange[0].quantity == "test_shift" else ("check-labels",)


def _inputs_apart(reading: Reading) -> tuple[Measure, ...]:
    """How the inputs of new samples differ from those of the training, where that is why the answers do not hold: they
    lie elsewhere, or are far more or far less spread, as where one of the two was scaled and the other was not.
    """
    data = reading.meta.data
    spread = max(data.test_spread, 1 / data.test_spread) if data.test_spread > 0 else math.nan
    if not (data.test_shift > limit("test-shift") or spread > limit("test-spread")):
        return ()
    return (
        Measure("test_shift", reading.constant(data.test_shift), limit("test-shift")),
        Measure("test_spread", reading.constant(spread), limit("test-spread")),
    )


def _holds_on_new_samples(reading: Reading) -> Bools:
    """(P,) classifiers whose answers are right for new samples about as often as for the shown ones, or less often
    because the new ones belong to other classes.
    """
    test, meta = reading.get("accuracy_test"), reading.meta
    if "accuracy_train" not in reading.channels or test is None or not np.isfinite(meta.chance_accuracy):
        return reading.in_every_run(False)
    right = reading.latest(test)
    # With a right and a wrong answer more (Laplace 1814): that the only one is wrong is no sure thing.
    samples = meta.test_samples + 2
    share = np.clip((right * meta.test_samples + 1) / samples, 0.0, 1.0)
    error = np.sqrt(share * (1 - share) / samples)
    chance = new_chance_accuracy(reading.meta)
    lost = expected_skill(reading) - beyond_chance(np.maximum(right, chance), chance)  # fewer than by chance is luck
    return lost <= np.maximum(limit("test-answers"), limit("test-errors") * error / max(1 - chance, 1e-12))


RULE = Rule(
    "overfitting",
    Severity.WARNING,
    ("loss_train",),
    check,
    ("more-data", "add-dropout", "add-l2", "smaller-network", "fewer-epochs", "add-l1"),
    facts=("chance_loss",),
    applies=lambda meta: meta.test_samples > 0,
    parts=("evaluations", "samples"),
    group="generalization",
    place=10,
    rank=320,
    traits=("not-of-one-batch",),
    quantities={
        "test_gap": "share",
        "test_rise": "share",
        "answers_lost": "share",
        "answers_lost_renumbered": "share",
        "renumbered_accuracy": "share",
        "test_shift": "number",
        "test_spread": "number",
    },
    reasons={
        "answers_lost_renumbered": "renumbered",
        "test_skill": "guessed",
        "test_shift": "apart",
        "test_spread": "apart",
        "answers_lost": "answers",
        "test_rise": "risen",
    },
)
