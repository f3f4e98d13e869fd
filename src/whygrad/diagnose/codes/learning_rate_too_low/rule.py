"""Learning rate too low."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats, median, ratio
from whygrad.diagnose.measurements.outputs import way_to_targets
from whygrad.diagnose.measurements.returns import agent_fails, gain_where, is_a_fall, return_gain, returns_tell
from whygrad.diagnose.measurements.steps import (
    distance_needed,
    falls_short,
    farthest,
    has_room,
    least_quality,
    loss_fall,
    rate_left,
    too_slow,
)
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import Measure, Rule, Verdict, link

_ROUNDED = {"bfloat16": 2.0**-9, "float16": 2.0**-12}
"""What may be added to a number of each type, relative to it, and leave it as it is: half of its last digit, which is
the 2⁻⁸th (2⁻¹¹th) part of numbers just below a power of 2.
"""


def check(reading: Reading) -> Verdict:
    """After the whole training the weights have hardly moved, each step kept its promise, and the loss was still
    falling; or the rate has faded away long before the end, with much left that the data tell, or its schedule never
    came near what it is made for; or no output came as far as to the nearest of the targets. Of a training that was cut
    off that is no mistake yet, unless its weights would not have moved in many times as long, or its outputs not have
    arrived; nor is it of one that only ended too soon, which as many updates again would bring to its end, unless by
    its schedule. One that was cut off where it knows nothing yet is worth waiting for if its weights will have moved.
    Of an agent whose loss does not tell what was learned, the weights have hardly moved, and its returns did not rise.
    Of any other program whose loss has no known level, the weights have hardly moved, and the loss did not fall.
    """
    slow, traveled, quality = too_slow(reading)
    left, at = rate_left(reading)
    faded = left < limit("rate-faded")
    reached = _rate_reached(reading)
    # What a schedule multiplies may be no rate at all (a factor of 1); steps that are long are not waited for.
    step = np.nan_to_num(median(reading["update_ratio"], axis=2)).max(1)
    waiting = (reached < limit("rate-reached")) & (step < limit("long-step")) & ~faded & (not reading.cut_off)
    longer = np.fmax(limit("times-longer"), 1 / reading.epochs)  # as long as an epoch at least
    moves_later = traveled * longer > limit("distance-none")
    way = way_to_targets(reading.meta)
    arrives = reading.prospect.early & (way * longer >= 1)
    far = reading.in_every_run(way < 1) & (quality > 0) & ~(faded | waiting | slow)
    agent = reading.in_every_run(_agent_has_not_moved(reading))
    unmoved = _moved_neither_weights_nor_loss(reading)
    still = agent | unmoved
    needed = np.where(still, limit("distance-none"), distance_needed(reading))
    gets_there = reading.stuck & slow & (traveled * limit("times-longer-running") > needed)
    room = has_room(reading)
    least = least_quality(traveled)
    rounded = _rounded_step(reading)
    lost = slow & (rounded < 1)
    return Verdict(
        affected=~reading.diverged
        & (still | (reading.poor & (slow | faded | waiting | far)) | (faded & falls_short(reading))),
        measures=(
            Measure("rate_reached", np.where(waiting, reached, np.nan), limit("rate-reached"), below=True),
            Measure("rate_left", np.where(faded, left, np.nan), limit("rate-faded"), at, below=True),
            Measure("return_gain", gain_where(reading, agent), limit("return-gain"), below=True),
            Measure("loss_fall", np.where(unmoved, loss_fall(reading), np.nan), limit("progress-none"), below=True),
            Measure("way_to_targets", np.where(far, way, np.nan), 1.0, below=True),
            *([Measure("rounded_step", np.where(lost, rounded, np.nan), 1.0, below=True)] if lost.any() else []),
            Measure("distance_traveled", traveled, float(needed.max()), below=True),
            Measure("step_quality", quality, float(least.max())),
            *([Measure("short_steps", np.where(room, quality, np.nan), limit("short-steps"))] if room.any() else []),
            Measure(
                "final_progress", np.where(still, np.nan, reading.explained_share), limit("progress-poor"), below=True
            ),
        ),
        step=np.where(faded, at, -1),
        early=np.where(
            still,
            reading.cut_off & moves_later,
            (np.where(far, arrives, reading.prospect.early & moves_later) | reading.prospect.arriving)
            & ~(faded | waiting),
        ),
        decided=reading.judged & (np.isfinite(quality) | faded | waiting | still),
        plateau=gets_there & reading.cut_off & ~(faded | waiting),
        remedies=("scale-targets", "raise-learning-rate", "longer-training")
        if far.any()
        else ("use-float32", "raise-learning-rate")
        if lost.any()
        else (),
    )


def _rounded_step(reading: Reading) -> Floats:
    """(P,) the typical update of the layer that moves most, relative to its weights, over the largest change of a
    number that is rounded away where numbers have 16 bits; NaN where most parameters have more.
    """
    program, update = reading.meta.program, reading.get("update_ratio")
    optimized = [one for one in program.parameters if one.optimized] if program is not None else []
    whole = sum(one.size for one in optimized)
    kept = [type_ for type_ in _ROUNDED if 2 * sum(one.size for one in optimized if one.type == type_) > whole]
    if update is None or not kept:
        return reading.constant(np.nan)
    step = reading.typical(np.nan_to_num(update).max(2, initial=0.0), reading.learning)
    return step / _ROUNDED[kept[0]]


def _agent_has_not_moved(reading: Reading) -> bool:
    """Whether the weights of an agent whose returns have not risen have hardly moved, whatever its loss. Where returns
    fell, something has moved.
    """
    fell = is_a_fall(return_gain(reading.meta.program))
    return agent_fails(reading) and not fell and bool(_hardly_moved(reading).all())


def _hardly_moved(reading: Reading) -> Bools:
    """(P,) runs whose weights have hardly moved, but have moved: a gradient of 0 leads nowhere at any rate."""
    traveled = farthest(reading)
    return (traveled > 0) & (traveled < limit("distance-none"))


def _moved_neither_weights_nor_loss(reading: Reading) -> Bools:
    """(P,) runs of a program whose loss has no known level, but is one that training has to reduce, that have hardly
    moved the weights and not reduced it.
    """
    program, tells = reading.meta.program, reading.tells_level or returns_tell(reading)
    if program is None or program.elusive or tells or not reading.records:
        return reading.in_every_run(False)
    return _hardly_moved(reading) & (loss_fall(reading) < limit("progress-none")) & ~reading.prospect.surely_rises


def _can_tell_without_level(reading: Reading) -> bool:
    """Whether weights that have hardly moved tell enough."""
    return _agent_has_not_moved(reading) or bool(_moved_neither_weights_nor_loss(reading).all())


def _rate_reached(reading: Reading) -> Floats:
    """(P,) the largest learning rate of the training over the largest that its schedule multiplies or warms up to."""
    rate, planned = reading.get("learning_rate"), reading.get("planned_learning_rate")
    if rate is None or planned is None:
        return reading.constant(np.nan)
    return ratio(np.nan_to_num(rate).max(1), np.nan_to_num(planned).max(1))


RULE = Rule(
    "learning-rate-too-low",
    Severity.WARNING,
    ("update_ratio", "step_quality", "loss_train"),
    check,
    ("raise-learning-rate", "use-adam", "use-momentum", "longer-training"),
    facts=("chance_loss",),
    without=_can_tell_without_level,
    parts=("targets", "rates"),
    group="optimization",
    place=20,
    rank=300,
    traits=("more-updates-may-disprove", "only-the-end-tells"),
    explains=(
        link("class-imbalance", "underfitting", "no-progress"),
        # Inputs that would have allowed far longer steps are not what kept the training from moving.
        link("inputs-not-normalized", timed=True, given="short_steps", hidden="input_norm"),
    ),
    quantities={
        "step_quality": "number",
        "rate_left": "number",
        "rate_reached": "number",
        "distance_traveled": "number",
        "short_steps": "number",
        "way_to_targets": "share",
        "rounded_step": "number",
        "loss_fall": "share",
    },
    reasons={
        "return_gain": "agent",
        "loss_fall": "unmoved",
        "rate_left": "faded",
        "rate_reached": "waiting",
        "way_to_targets": "far",
        "rounded_step": "rounded",
    },
)
