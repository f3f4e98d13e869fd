"""Optimization: do the steps have the right length and direction?

Step quality (trust-region ratio; Nocedal & Wright 2006, ch. 4): what a step gained on its own batch over what the
gradient promised. Along a parabola of curvature λ it is 1 - ηλ/2 for a learning rate η: near 1 the steps are short, ½
means that the step landed at the minimum, 0 that it was of no use, below 0 that it did harm.
"""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats, Ints, average, median, ratio
from whygrad.diagnose.measurements.reach import known_reach, neighbors_know, reachable_skill
from whygrad.diagnose.reading import Reading


def distance_traveled(update_ratio: Floats, steps: np.ndarray) -> Floats:
    """Σ ‖ΔW‖/‖W‖ over all updates (P, L), from the recorded ones (P, S, L): how often the weights were walked through.

    Each recorded update stands for those since the one before; a record of an evaluation has none. An upper bound of
    the relative distance between the first and the last weights.
    """
    known = np.isfinite(update_ratio).any((0, 2))  # (S,)
    gaps = np.zeros(len(steps))
    gaps[known] = np.diff(steps[known], prepend=steps[0])
    return np.nansum(update_ratio * gaps[None, :, None], axis=1)


def farthest(reading: Reading) -> Floats:
    """(P,) the distance that the layer went which moved most, 0 without layers; NaN where it was not recorded."""
    update = reading.get("update_ratio")
    return reading.constant(np.nan) if update is None else distance_traveled(update, reading.steps).max(1, initial=0.0)


def loss_surge(reading: Reading) -> Floats:
    """(P, S) the loss relative to the larger of the initial one and the one at chance."""
    return ratio(reading["loss_train"], np.fmax(reading.initial_loss, reading.chance))


def unrest(loss: Floats) -> Floats:
    """Share (P,) of the path of a loss (P, S) that was walked upwards; 0: it only fell, 0.5: it went nowhere."""
    change = np.diff(loss, axis=1)
    up, whole = np.nansum(np.clip(change, 0, None), axis=1), np.nansum(np.abs(change), axis=1)
    return np.where(whole > 0, ratio(up, whole), 0.0)


def second_half(reading: Reading) -> Bools:
    """(S,) records of the second half of the training."""
    return reading.steps >= reading.steps[-1] / 2


_BY_SIZE = frozenset({"adam", "adamw", "adamax", "nadam", "radam", "rmsprop", "adagrad", "adadelta", "rprop"})


def length_on_unit_inputs(reading: Reading) -> Floats:
    """(P,) how long the first harmful step would be if the mean square of the inputs were 1, relative to the longest
    one that does no harm; NaN where no step did harm or no column of the inputs is beyond `input-size`.

    Along a parabola it is 1 - q = ηλ/2 for a step quality q, and the curvature λ grows with the mean square m of the
    inputs: (1 - q) / m. Optimizers that divide a gradient by its size make steps that do not grow with the inputs:
    (1 - q) / √m. Where the loss after the step is not finite, it is unknown.
    """
    mean, std = reading.channels.get("input_mean"), reading.channels.get("input_std")
    if mean is None or std is None:
        return reading.constant(np.nan)
    squares = np.nan_to_num(np.square(mean, dtype=np.float64) + np.square(std, dtype=np.float64))
    if np.sqrt(squares.max(initial=0.0)) <= limit("input-size"):
        return reading.constant(np.nan)
    size = np.sqrt(squares.mean()) if reading.meta.optimizer in _BY_SIZE else squares.mean()
    harmful = reading["step_quality"] < 0
    first = np.take_along_axis(reading["step_quality"], harmful.argmax(1)[:, None], 1)[:, 0]
    return np.where(harmful.any(1) & np.isfinite(first), (1 - first) / size, np.nan)


def agreement(reading: Reading, when: Bools) -> Floats:
    """(P,) how far the gradients of the last batches agree: the typical coherence ‖mean g‖² / mean ‖g‖² of the records
    `when` (P, S) over its value for n independent gradients, 1 / n (McCandlish et al. 2018); NaN where it is unknown.
    """
    agreed = _agreements(reading)
    return reading.constant(np.nan) if agreed is None else reading.typical(agreed, when)


def mean_agreement(reading: Reading, when: Bools) -> tuple[Floats, Floats]:
    """(P,) the same as the mean over the records, and its standard error: the agreement of few batches is mostly below
    its mean, sometimes far above.
    """
    agreed = _agreements(reading)
    if agreed is None:
        return reading.constant(np.nan), reading.constant(np.nan)
    mean = average(agreed, when)
    others = np.maximum((when & ~np.isnan(agreed)).sum(1) - 1, 1)
    return mean, np.sqrt(average((agreed - mean[:, None]) ** 2, when) / others)


def _agreements(reading: Reading) -> Floats | None:
    """(P, S) how far the gradients of the last batches agree at each record."""
    coherence, batches = reading.get("gradient_coherence"), reading.get("coherence_batches")
    return None if coherence is None or batches is None else coherence * batches


def decay_pull(reading: Reading) -> Floats:
    """(P,) λ ‖w‖ / ‖∇L‖ of the median layer at the end, for a weight decay λ that is added to the gradient: 1 where it
    undoes what the gradient asks for. NaN where that is not known, or where the gradients of the last batches say that
    more could not be learned: the part of them on which n batches agree is small, (coherence · n - 1) / (n - 1).

    A penalty that suits the number of samples N leaves a gradient as small as what luck in their choice makes of it,
    which single batches of B samples hide by √(N / B).
    """
    program, weights, gradients = reading.meta.program, reading.get("weight_rms"), reading.get("gradient_rms")
    batches = reading.get("coherence_batches")
    if program is None or not program.weight_decay > 0 or weights is None or gradients is None or batches is None:
        return reading.constant(np.nan)
    late = reading.last_part(0.25)
    n = reading.typical(batches, late)
    agreed = (agreement(reading, late) - 1) / np.maximum(n - 1, 1)
    ends = reading.typical(ratio(program.weight_decay * weights, gradients), late)
    small = reading.meta.batch_size * limit("batches-differ") <= reading.meta.train_samples
    return np.where(small & (agreed > limit("batches-agree")), median(ends, axis=1), np.nan)


def loss_fall(reading: Reading) -> Floats:
    """(P,) by which share of itself the mean loss fell from the first quarter of the updates to the last; NaN for what
    is no positive loss.
    """
    loss = reading["loss_train"]
    first = average(loss, reading.alive & (reading.steps <= 0.25 * reading.steps[-1])[None])
    last = average(loss, reading.last_part(0.25))
    return np.where(first > 0, ratio(first - last, first), np.nan)


def too_slow(reading: Reading) -> tuple[Bools, Floats, Floats]:
    """(P,) runs whose steps kept their promise and led nowhere; the distance that the layer went that moved most; and
    the typical step quality. Steps that have died away have led somewhere: to where the loss is flat.
    """
    traveled = farthest(reading)
    quality = reading.typical(reading["step_quality"], reading.learning)
    falling = unrest(np.where(reading.alive, reading["loss_train"], np.nan)) < limit("still-falling")
    # A program's losses are those of single batches, which go up and down however surely they fall.
    falling |= reading.prospect.program & reading.prospect.surely_rises
    # Where the weights have not moved at all, the losses of single batches tell nothing of a fall.
    falling |= traveled < limit("distance-none")
    # Where the gradients of the last batches agree, steps that keep their promise reduce the loss of all of them. Those
    # of the first agree in any training.
    agree = agreement(reading, reading.learning & second_half(reading)[None])
    falling |= agree >= limit("gradient-agreement")
    # Nor do losses of few updates; but what neighbors know, weights that had moved would have begun to learn, unless
    # the gradients agree less than independent ones: then there is no direction to move in.
    falling |= reading.stuck & neighbors_know(reading.meta) & ~(agree < 1)
    near = (traveled < distance_needed(reading)) & (traveled > 0)
    return near & (quality > least_quality(traveled)) & falling & ~_steps_died_away(reading), traveled, quality


def distance_needed(reading: Reading) -> Floats:
    """(P,) the distance below which the weights have hardly moved. For a program that has learned something it is
    shorter, unless far more can be learned from its data.
    """
    short = reading.stuck | falls_short(reading) | (reading.meta.program is None)
    return np.where(short, limit("distance-traveled"), limit("distance-learning"))


def falls_short(reading: Reading) -> Bools:
    """(P,) runs that know far less than can be known, where that is known."""
    return reading.ends_below(limit("skill-short") * reachable_skill(reading.meta)) & known_reach(reading.meta)


def least_quality(traveled: Floats) -> Floats:
    """The quality above which steps kept their promise, by the distance traveled (P,). A program's steps are judged by
    the gradient of the next batch, which differs from the one before in any case: where the weights have hardly moved,
    that says only whether the steps did harm.
    """
    return np.where(traveled < limit("distance-none"), 0.0, limit("step-quality-min"))


def has_room(reading: Reading) -> Bools:
    """(P,) runs whose steps kept their promise and led nowhere, and could have been far longer on these very inputs:
    along a parabola steps of quality q = 1 - ηλ/2 may be 1 / (1 - q) times as long before they do harm.
    """
    if reading.get("update_ratio") is None or reading.get("step_quality") is None:
        return reading.in_every_run(False)
    slow, _, quality = too_slow(reading)
    return slow & (quality > limit("short-steps"))


def _steps_died_away(reading: Reading) -> Bools:
    """(P,) runs whose steps of the last quarter are a tiny share of those of the first half, by the layer that moves
    most, and their learning rate is not.
    """
    steps, last = reading.steps, reading.steps[-1]
    update = reading["update_ratio"]
    moved = np.where(np.isfinite(update).any(2), np.nan_to_num(update).max(2), np.nan)  # an evaluation has no update
    begun = reading.typical(moved, reading.alive & ((steps > 0) & (steps <= last / 2))[None])
    ended = reading.typical(moved, reading.alive & (steps > 0.75 * last)[None])
    left = np.nan_to_num(rate_left(reading)[0], nan=1.0)
    return (ended < limit("at-rest") * begun) & (left > limit("at-rest"))


def rate_left(reading: Reading) -> tuple[Floats, Ints]:
    """(P,) the typical learning rate of the second half of the training over the largest one, and since which update it
    has been that small.
    """
    rate = reading.get("learning_rate")
    if rate is None:
        return reading.constant(np.nan), np.full(reading.runs, -1)
    left = ratio(rate, np.nan_to_num(rate).max(1, keepdims=True))
    faded = left < limit("rate-faded")
    for_good = faded & np.logical_and.accumulate((faded | np.isnan(left))[:, ::-1], axis=1)[:, ::-1]
    return reading.typical(left, np.broadcast_to(second_half(reading), left.shape)), reading.first(for_good)
