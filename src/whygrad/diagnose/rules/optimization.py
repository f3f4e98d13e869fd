"""Optimization: do the steps have the right length and direction?

Step quality (trust-region ratio; Nocedal & Wright 2006, ch. 4): what a step gained on its own batch over what the
gradient promised. Along a parabola of curvature λ it is 1 - ηλ/2 for a learning rate η: near 1 the steps are short, ½
means that the step landed at the minimum, 0 that it was of no use, below 0 that it did harm.
"""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.reading import Reading, median, ratio, reachable_skill
from whygrad.diagnose.rule import Bools, Floats, Ints, Measure, Rule, Verdict


def distance_traveled(update_ratio: Floats, steps: np.ndarray) -> Floats:
    """Σ ‖ΔW‖/‖W‖ over all updates (P, L), from the recorded ones (P, S, L): how often the weights were walked through.

    Each recorded update stands for those since the record before. An upper bound of the relative distance between the
    first and the last weights.
    """
    gaps = np.diff(steps, prepend=steps[0])  # (S,)
    return np.nansum(update_ratio * gaps[None, :, None], axis=1)


def unrest(loss: Floats) -> Floats:
    """Share (P,) of the path of a loss (P, S) that was walked upwards; 0: it only fell, 0.5: it went nowhere."""
    change = np.diff(loss, axis=1)
    up, whole = np.nansum(np.clip(change, 0, None), axis=1), np.nansum(np.abs(change), axis=1)
    return np.where(whole > 0, ratio(up, whole), 0.0)


def _second_half(reading: Reading) -> Bools:
    """(S,) records of the second half of the training."""
    return reading.steps >= reading.steps[-1] / 2


def _too_high(reading: Reading) -> Verdict:
    """Steps did harm on their own batch, or the loss surged above where it began, or the first updates left little of
    the first weights, or what was known was all lost again; and the training suffered.
    """
    loss, quality = reading["loss_train"], reading["step_quality"]
    start = np.maximum(loss[:, :1], reading.chance)
    surge = ratio(loss, start)  # (P, S)
    harmful = quality < 0
    share = np.nan_to_num(reading.share(harmful, reading.learning & np.isfinite(quality)))
    # What is not finite before any update, or in the inputs, is no step's fault; the loss of what ran away is infinite.
    given = np.array([what == "input" for what in reading.non_finite_what])
    ran_away = (
        reading.broken & (reading.non_finite_step != 0) & ~given & ~_too_coarse(reading) & ~_out_of_the_blue(reading)
    )
    peak = np.where(ran_away, np.inf, _highest(reading, np.nan_to_num(np.where(reading.alive, surge, 0.0))))
    # A loss that rises although its steps, also those on the way up, helped their own batch is the noise of small
    # batches.
    climbing = np.arange(reading.records) <= np.where(reading.alive, loss, -np.inf).argmax(1)[:, None]
    useless = np.nan_to_num(reading.share(quality < limit("useless-step"), climbing & np.isfinite(quality)))
    surged = ((peak > limit("loss-surge")) & (share > limit("harmful-steps-surge"))) | ran_away
    often = share > limit("harmful-steps")
    rose = (peak > limit("loss-rise")) & (useless > limit("useless-steps")) & ~surged & ~often
    far = surged | often | rose
    growth = first_growth(reading)  # (P, S)
    thrown = growth > limit("weights-thrown")
    signs = harmful | (surge > limit("loss-rise")) | thrown
    at = reading.first(reading.alive & (reading.steps > 0)[None] & signs)
    at = np.where((at < 0) & ran_away, np.maximum(reading.non_finite_step, 1), at)
    best = _held(reading.steady_progress)
    # What ends in NaN at one blow was not forgotten.
    forgot = (best >= limit("progress-poor")) & reading.stuck & (reading.non_finite_step < 0)
    to_and_fro, length = _to_and_fro(reading)
    # No step has done what was before it; and a single layer has its way to go, wherever it was begun.
    blown = thrown.any(1) & ~far & (reading.non_finite_step != 0) & (reading.depth > 1)
    return Verdict(
        affected=(far | blown | forgot | to_and_fro)
        & (reading.harmed | _fell_back(reading) | _silenced(reading))
        & ~_uphill(reading),
        measures=(
            Measure("harmful_steps", share, limit("harmful-steps")),
            Measure("loss_surge", np.where(rose, np.nan, peak), limit("loss-surge"), at),
            Measure("loss_rise", np.where(rose, peak, np.nan), limit("loss-rise"), at),
            Measure("useless_steps", np.where(rose, useless, np.nan), limit("useless-steps")),
            Measure(
                "weights_thrown", np.where(blown, growth.max(1), np.nan), limit("weights-thrown"), reading.first(thrown)
            ),
            Measure("step_length", np.where(to_and_fro, length, np.nan), limit("step-length")),
            Measure("best_progress", np.where(forgot & ~(far | blown), best, np.nan), limit("progress-poor")),
        ),
        step=at,
        decided=reading.judged,
    )


def _to_and_fro(reading: Reading) -> tuple[Bools, Floats]:
    """(P,) runs that ended poorly, far below what can be known and not on the way there, because they went to and fro:
    the typical step, of a good part of the weights, went past the lowest point of its own batch's loss (a step quality
    below 1/2), and consecutive gradients undo one another: n of them that have nothing to do with each other agree by
    1/n, these by less. And how long the steps were compared with the weights.
    """
    update, agreement, batches = map(reading.get, ("update_ratio", "gradient_coherence", "coherence_batches"))
    if update is None or agreement is None or batches is None:
        return np.zeros(reading.runs, bool), reading.constant(np.nan)
    early = reading.learning & ~_second_half(reading)[None]
    length = reading.typical(median(update, axis=2), early)
    quality = reading.typical(reading["step_quality"], reading.learning)
    opposed = reading.typical(agreement * batches, reading.learning) < limit("gradients-opposed")
    long = (length > limit("step-length")) & (quality < limit("overshooting"))
    # What the last few symbols tell of the next one is little beside what a sequence tells.
    reach = reachable_skill(reading.meta) if np.isfinite(reading.meta.data.neighbor_agreement) else 1.0
    short = reading.skill + reading.may_gain < limit("skill-short") * reach
    return long & opposed & reading.poor & short & ~reading.rising & ~np.any(reading.shrunk, axis=1), length


def _highest(reading: Reading, surge: Floats) -> Floats:
    """(P,) the highest of (P, S). A program's losses are those of single batches, of which one may be unusual: of these
    the highest median of `surge-records` in a row.
    """
    width = int(limit("surge-records"))
    if reading.meta.program is not None and reading.records >= width:
        surge = np.median(np.lib.stride_tricks.sliding_window_view(surge, width, axis=1), axis=2)
    return surge.max(1)


def _out_of_the_blue(reading: Reading) -> Bools:
    """(P,) runs that turned non-finite with weights of ordinary size, before which the loss had not surged: a formula
    of the program (a logarithm of 0, an overflow) did it, not a step.
    """
    place = np.clip(np.searchsorted(reading.steps, reading.non_finite_step), 0, reading.records - 1)
    growth = _growth(reading)[np.arange(reading.runs), place]
    return (growth <= limit("weights-thrown")) & _calm(reading)


def _calm(reading: Reading) -> Bools:
    """(P,) runs whose loss never surged."""
    surge = ratio(reading["loss_train"], np.maximum(reading["loss_train"][:, :1], reading.chance))
    return ~(np.where(reading.alive, surge, 0.0).max(1) > limit("loss-surge"))


def first_growth(reading: Reading) -> Floats:
    """(P, S) `_growth` within the first `first-updates` updates; 0 later, and where that was not recorded."""
    early = (reading.steps <= limit("first-updates"))[None] & reading.alive
    return np.where(early, np.nan_to_num(_growth(reading), posinf=np.inf), 0.0)


def _growth(reading: Reading) -> Floats:
    """(P, S) how many times the weights are as large as they began, of the typical layer; NaN where a layer's are not
    finite, or were not recorded.

    Weights that begin smaller than any recipe has them are to grow: they count as the smallest that are large enough
    (see `init-too-small`), of LeCun's √(1/I) for I inputs.
    """
    weights = reading.get("weight_rms")
    if weights is None:
        return np.full(reading.alive.shape, np.nan)
    inputs = np.array([layer.inputs for layer in reading.meta.layers], np.float64)
    begun = np.fmax(weights[:, :1], limit("init-small") / np.sqrt(inputs))
    return np.where(np.isfinite(weights).all(2), median(ratio(weights, begun), axis=2), np.nan)


def _held(progress: Floats) -> Floats:
    """(P,) the best progress (P, S) that was held for as many records as can tell."""
    width = min(int(limit("records")), progress.shape[1])
    windows = np.lib.stride_tricks.sliding_window_view(np.nan_to_num(progress, nan=-np.inf), width, axis=1)
    return windows.min(2).max(1)


def _too_coarse(reading: Reading) -> Bools:
    """(P,) runs in float16 whose loss had not grown before they turned non-finite: numbers that 16 bits cannot hold.

    float16 ends at 65504 and below 6e-8, so what divides by an ε of 1e-8 divides by 0.
    """
    program = reading.meta.program
    half = program is not None and any(p.type == "float16" and p.used for p in program.parameters)
    return _calm(reading) if half else np.zeros(reading.runs, bool)


def _fell_back(reading: Reading) -> Bools:
    """(P,) runs that lost much of the best progress they had made."""
    best = np.nan_to_num(np.where(reading.alive, reading.progress, -np.inf).max(1), neginf=0.0)
    return reading.final_progress < best - limit("progress-lost")


def _silenced(reading: Reading) -> Bools:
    """(P,) runs in which a layer had a gradient at first and none ever after: of two losses, the one that is read may
    fall on while what the other trains (a policy that is sure of itself) has stopped.
    """
    gradient = reading.get("gradient_rms")
    if gradient is None:
        return np.zeros(reading.runs, bool)
    none = ((gradient == 0) & reading.learning[..., None]).sum(1)
    share = none / np.maximum(reading.learning.sum(1), 1)[:, None]
    return np.any((share > limit("no-gradient-records")) & (gradient[:, 0] > 0), axis=1)


def _too_low(reading: Reading) -> Verdict:
    """After the whole training the weights have hardly moved, each step kept its promise, and the loss was still
    falling; or the rate has faded away long before the end, or its schedule never came near what it is made for. Of a
    training that was cut off that is no mistake yet, unless its weights would not have moved in many times as long.
    """
    slow, traveled, quality = too_slow(reading)
    left, at = _rate_left(reading)
    faded = left < limit("rate-faded")
    reached = _rate_reached(reading)
    # What a schedule multiplies may be no rate at all (a factor of 1); steps that are long are not waited for.
    step = np.nan_to_num(median(reading["update_ratio"], axis=2)).max(1)
    waiting = (reached < limit("rate-reached")) & (step < limit("long-step")) & ~faded & (not reading.cut_off)
    longer = np.fmax(limit("times-longer"), 1 / reading.epochs)  # as long as an epoch at least
    return Verdict(
        affected=reading.poor & ~reading.diverged & (slow | faded | waiting),
        measures=(
            Measure("rate_reached", np.where(waiting, reached, np.nan), limit("rate-reached"), below=True),
            Measure("rate_left", np.where(faded, left, np.nan), limit("rate-faded"), at, below=True),
            Measure("distance_traveled", traveled, limit("distance-traveled"), below=True),
            Measure("step_quality", quality, limit("promise-kept")),
            Measure("final_progress", reading.explained, limit("progress-poor"), below=True),
        ),
        step=np.where(faded, at, -1),
        early=reading.early & ~faded & (traveled * longer > limit("distance-none")),
        decided=reading.judged & (np.isfinite(quality) | faded | waiting),
    )


def too_slow(reading: Reading) -> tuple[Bools, Floats, Floats]:
    """(P,) runs whose steps kept their promise and led nowhere; the distance that the layer went that moved most; and
    the typical step quality. Steps that have died away have led somewhere: to where the loss is flat.
    """
    traveled = distance_traveled(reading["update_ratio"], reading.steps).max(1)
    quality = reading.typical(reading["step_quality"], reading.learning)
    falling = unrest(np.where(reading.alive, reading["loss_train"], np.nan)) < limit("still-falling")
    # Where the weights have not moved at all, the losses of single batches tell nothing of a fall.
    falling |= traveled < limit("distance-none")
    near = (traveled < limit("distance-traveled")) & (traveled > 0)
    return near & (quality > limit("promise-kept")) & falling & ~_come_to_rest(reading), traveled, quality


def _come_to_rest(reading: Reading) -> Bools:
    """(P,) runs whose steps of the last quarter are a tiny share of those of the first half, by the layer that moves
    most, and their learning rate is not.
    """
    steps, last = reading.steps, reading.steps[-1]
    moved = np.nan_to_num(reading["update_ratio"]).max(2)
    begun = reading.typical(moved, reading.alive & ((steps > 0) & (steps <= last / 2))[None])
    ended = reading.typical(moved, reading.alive & (steps > 0.75 * last)[None])
    left = np.nan_to_num(_rate_left(reading)[0], nan=1.0)
    return (ended < limit("at-rest") * begun) & (left > limit("at-rest"))


def _rate_left(reading: Reading) -> tuple[Floats, Ints]:
    """(P,) the typical learning rate of the second half of the training over the largest one, and since which update it
    has been that small.
    """
    rate = reading.get("learning_rate")
    if rate is None:
        return reading.constant(np.nan), np.full(reading.runs, -1)
    left = ratio(rate, np.nan_to_num(rate).max(1, keepdims=True))
    return reading.typical(left, np.broadcast_to(_second_half(reading), left.shape)), reading.first(
        left < limit("rate-faded")
    )


def _rate_reached(reading: Reading) -> Floats:
    """(P,) the largest learning rate of the training over the largest that its schedule multiplies or warms up to."""
    rate, planned = reading.get("learning_rate"), reading.get("planned_learning_rate")
    if rate is None or planned is None:
        return reading.constant(np.nan)
    return ratio(np.nan_to_num(rate).max(1), np.nan_to_num(planned).max(1))


def _noisy(reading: Reading) -> Verdict:
    """Steps help their own batch but not the training: the gradients disagree, and the loss goes up as often as down.

    That is: it wanders after the training's beginning, or was at its best before the second half.
    """
    late = _second_half(reading)[None] & reading.learning
    loss = reading.trend
    begun = reading.alive & (reading.steps >= limit("early") * reading.steps[-1])[None]
    wander = unrest(np.where(begun, loss, np.nan))
    losses = np.where(reading.alive, loss, np.inf)
    best = losses.min(1)
    lost_again = reading.steps[losses.argmin(1)] < reading.steps[-1] / 2
    middle = reading.typical(loss, late)
    chance = reading.chance[:, 0]
    lost = ratio(middle - best, np.maximum(chance - best, 1e-12))
    # A network that knows nothing jitters around chance, but little.
    far = middle - best > limit("progress-none") * chance
    coherence = reading.typical(reading["gradient_coherence"] * reading["coherence_batches"], late)
    threshold = limit("gradient-agreement")
    quality = reading.typical(reading["step_quality"], late)
    affected = (
        far
        & ((wander > limit("unrest")) | lost_again)
        & (lost > limit("gain-lost"))
        & (coherence < threshold)
        & (quality > 0)
        & reading.unfinished
        & ~np.any(reading.shrunk & late, axis=1)  # a penalty leaves nothing to learn with
    )
    return Verdict(
        affected=affected & ~_uphill(reading),
        measures=(
            Measure("gradient_agreement", coherence, threshold, below=True),
            Measure("gain_lost", lost, limit("gain-lost")),
            Measure("unrest", wander, limit("unrest")),
        ),
        early=reading.early,
        step=reading.first(reading.alive & (reading.steps > 0)[None]),  # from the first update on
        decided=reading.judged & ~_weighted(reading) & ((late.sum(1) >= limit("records")) | ~reading.poor),
    )


def _idle_passes(reading: Reading) -> float:
    """Backward passes of a program that made no update."""
    program = reading.meta.program
    return program.steps.passes if program is not None and not reading.meta.total_steps else 0.0


def _never_stepped(reading: Reading) -> bool:
    """Whether so many backward passes without an update are no accident."""
    return _idle_passes(reading) >= limit("updates")


def _uphill_share(reading: Reading) -> float:
    """Share of the observed updates that made the loss larger."""
    steps = reading.meta.program.steps if reading.meta.program is not None else None
    return steps.uphill / steps.observed if steps is not None and steps.observed else 0.0


def _uphill(reading: Reading) -> Bools:
    """(P,) whether the updates are to make the loss larger: no learning rate and no batch size is to blame."""
    return np.full(reading.runs, _uphill_share(reading) > limit("uphill-updates"))


def _whatever_the_loss(reading: Reading) -> bool:
    """Whether a program makes no progress even where its loss does not tell how much was learned."""
    climbs = bool(_uphill(reading).any()) and np.isfinite(reading.meta.chance_loss)
    return _never_stepped(reading) or bool(climbs)


def _weighted(reading: Reading) -> Bools:
    """(P,) whether a program weighs its samples: a batch's loss then tells mostly which heavy ones it held."""
    loss = reading.meta.program.loss if reading.meta.program is not None else None
    return np.full(reading.runs, loss is not None and loss.weighted)


def _no_progress(reading: Reading) -> Verdict:
    """The network ended knowing no more than the targets' average, or no update was made of all its gradients.

    Where the updates were to make the loss larger, that is why. A training that was cut off may not have begun to
    learn.
    """
    program = reading.meta.program
    idle, never = _idle_passes(reading), _never_stepped(reading)
    uphill, climbs = _uphill_share(reading), bool(_uphill(reading).any())
    explained = np.where(reading.diverged, 0.0, reading.explained)  # NaN explains nothing, whatever was known before
    return Verdict(
        affected=reading.stuck | never,
        measures=(
            Measure("final_progress", explained, limit("progress-none"), below=True),
            Measure("one_batch_progress", reading.one_batch, limit("one-batch-learned"), below=True),
            *([Measure("idle_passes", reading.constant(idle), 0.0)] if never else []),
            *([Measure("uphill_updates", reading.constant(uphill), limit("uphill-updates"))] if climbs else []),
        ),
        step=np.zeros(reading.runs, np.int64) if climbs else None,
        decided=reading.judged | never,
        early=(reading.early | reading.rising) & (not never) & (not climbs),
        source=program.steps.backward_place if program is not None and (never or climbs) else "",
        remedies=("call-step",) if never else ("minimize-loss",) if climbs else (),
    )


RULES = (
    Rule(
        "learning-rate-too-high",
        Severity.ERROR,
        ("step_quality", "loss_train"),
        _too_high,
        (
            "lower-learning-rate",
            "clip-gradients",
            "add-warmup",
            "cosine-schedule",
            "use-adam",
            "add-batch-normalization",
        ),
        facts=("chance_loss",),
        parts=("targets", "weights", "updates"),
    ),
    Rule(
        "learning-rate-too-low",
        Severity.WARNING,
        ("update_ratio", "step_quality", "loss_train"),
        _too_low,
        ("raise-learning-rate", "use-adam", "use-momentum", "longer-training"),
        facts=("chance_loss",),
        parts=("targets", "rates"),
    ),
    Rule(
        "noisy-updates",
        Severity.WARNING,
        ("gradient_coherence", "coherence_batches", "step_quality", "loss_train"),
        _noisy,
        ("larger-batch", "cosine-schedule", "lower-learning-rate"),
        facts=("chance_loss",),
    ),
    Rule(
        "no-progress",
        Severity.ERROR,
        ("loss_train",),
        _no_progress,
        (
            "remove-regularization",
            "use-relu-he",
            "use-adam",
            "raise-learning-rate",
            "lower-learning-rate",
            "scale-inputs",
            "wider-network",
            "add-features",
            "larger-network",
        ),
        facts=("chance_loss",),
        without=_whatever_the_loss,
        parts=("updates", "gradients"),
    ),
)
