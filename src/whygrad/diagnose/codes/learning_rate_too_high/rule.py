"""Learning rate too high."""

from __future__ import annotations

import math

import numpy as np

from whygrad.diagnose.finding import Finding, Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats, Ints, median, ratio
from whygrad.diagnose.measurements.backward import layer_ratios
from whygrad.diagnose.measurements.reach import reachable_skill
from whygrad.diagnose.measurements.returns import gain_where, has_learned, return_gain, returns_tell
from whygrad.diagnose.measurements.steps import agreement, length_on_unit_inputs, loss_surge, second_half
from whygrad.diagnose.measurements.units import have_slope
from whygrad.diagnose.measurements.uphill import goes_uphill
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link
from whygrad.trace.meta import Meta


def check(reading: Reading) -> Verdict:
    """Steps did harm on their own batch, or the loss surged above where it began, or the first updates left little of
    the first weights, or what was known was all lost again; and the training suffered. Of an agent whose loss does not
    tell what was learned, the first steps were of the size of the weights, and its returns have hardly risen.
    """
    loss, quality = reading["loss_train"], reading["step_quality"]
    surge = loss_surge(reading)
    harmful = quality < 0
    share = np.nan_to_num(reading.share(harmful, reading.learning & np.isfinite(quality)))
    # What is not finite before any update, or in the inputs, is no step's fault; the loss of what ran away is infinite.
    given = np.array([what == "input" for what in reading.non_finite_what])
    ran_away = (
        reading.broken
        & (reading.non_finite_step != 0)
        & ~given
        & ~_float16_overflowed(reading)
        & ~_isolated_non_finite(reading, share)
    )
    peak = np.where(ran_away, np.inf, _highest_surge(reading, np.nan_to_num(np.where(reading.alive, surge, 0.0))))
    # A loss that rises although its steps, also those on the way up, helped their own batch is the noise of small
    # batches.
    climbing = np.arange(reading.records) <= np.where(reading.alive, loss, -np.inf).argmax(1)[:, None]
    climbing &= np.isfinite(quality)
    useless = np.nan_to_num(reading.share(quality < limit("useless-step"), climbing))
    climbed = (climbing.sum(1) >= limit("surge-records")) & ~_made_good(reading, surge)
    surged = ((peak > limit("loss-surge")) & (share > limit("harmful-steps-surge"))) | ran_away
    often = share > limit("harmful-steps")
    rose = (peak > limit("loss-rise")) & (useless > limit("useless-steps")) & climbed & ~surged & ~often
    far = surged | often | rose
    growth = _early_growth(reading)  # (P, S)
    thrown = growth > limit("early-weight-growth")
    signs = harmful | (surge > limit("loss-rise")) | thrown
    at = reading.first(reading.alive & (reading.steps > 0)[None] & signs)
    at = np.where((at < 0) & ran_away, np.maximum(reading.non_finite_step, 1), at)
    best = _best_sustained(reading.steady_progress)
    # What ends in NaN at one blow was not forgotten.
    forgot = (best >= limit("progress-poor")) & reading.stuck & (reading.non_finite_step < 0)
    oscillates, length = _oscillates(reading)
    lost, longest, zero_from = _lost_gradient(reading)
    off, off_step, off_from = _lost_units(reading)
    off &= ~lost
    faded, faded_step, faded_from = _lost_signal(reading)
    faded &= ~lost & ~off
    lost_from = np.where(lost, zero_from, np.where(off, off_from, np.where(faded, faded_from, -1)))
    agent_step, agent_at = _first_step_of_agent(reading)
    agent = agent_step > limit("agent-step")
    alone = length_on_unit_inputs(reading)
    # No step has done what was before it; a single layer has its way to go, wherever it was begun, unless the loss
    # surged on it; and what was cut off while it was surely on its way lost nothing by it.
    on_its_way = reading.prospect.early & reading.prospect.rising
    astray = (reading.depth > 1) | (peak > limit("loss-surge"))
    blown = thrown.any(1) & ~far & (reading.non_finite_step != 0) & astray & ~on_its_way
    return Verdict(
        affected=agent
        | (far | blown | forgot | oscillates | lost | off | faded)
        & (
            reading.harmed
            | _lost_progress(reading)
            | _gradient_vanished_late(reading)
            | _never_recovered(reading, growth.max(1))
            | _ended_above_start(reading)
        )
        & ~goes_uphill(reading),
        measures=(
            Measure("harmful_steps", share, limit("harmful-steps")),
            Measure("loss_surge", np.where(rose | agent, np.nan, peak), limit("loss-surge"), at),
            Measure("loss_rise", np.where(rose, peak, np.nan), limit("loss-rise"), at),
            Measure("useless_steps", np.where(rose, useless, np.nan), limit("useless-steps")),
            Measure(
                "early_weight_growth",
                np.where(blown, growth.max(1), np.nan),
                limit("early-weight-growth"),
                reading.first(thrown),
            ),
            Measure("zero_gradient_step", np.where(lost, longest, np.nan), limit("zero-gradient-step"), zero_from),
            Measure("units_off_step", np.where(off, off_step, np.nan), limit("zero-gradient-step"), off_from),
            Measure("agent_step", np.where(agent, agent_step, np.nan), limit("agent-step"), agent_at),
            Measure("return_gain", gain_where(reading, agent), limit("returns-risen"), below=True),
            Measure("faded_step", np.where(faded, faded_step, np.nan), limit("zero-gradient-step"), faded_from),
            Measure("step_length", np.where(oscillates, length, np.nan), limit("step-length")),
            *([Measure("unit_input_step", alone, 1.0)] if (alone > 1).any() else []),
            Measure("best_progress", np.where(forgot & ~(far | blown), best, np.nan), limit("progress-poor")),
        ),
        step=np.where(agent, agent_at, np.where(at < 0, lost_from, at)),
        decided=reading.judged,
    )


def _lost_gradient(reading: Reading) -> tuple[Bools, Floats, Ints]:
    """(P,) runs no layer of which has got a gradient since a first step; see `_lost_to_a_first_step`."""
    gradient = reading.get("gradient_rms")
    gone = None if gradient is None else (gradient == 0).all(2)
    return _lost_to_a_first_step(reading, gone)


def _lost_units(reading: Reading) -> tuple[Bools, Floats, Ints]:
    """(P,) runs most units of a hidden layer of which are dead or saturated since a first step."""
    off = np.zeros((reading.runs, reading.records, reading.depth), bool)
    for name, most in (("dead_share", limit("dead-share")), ("saturated_share", limit("saturated-share"))):
        share = reading.get(name)
        if share is not None:
            off |= share > most
    return _lost_to_a_first_step(reading, np.any(off & reading.hidden & have_slope(reading), axis=2))


def _lost_signal(reading: Reading) -> tuple[Bools, Floats, Ints]:
    """(P,) runs in which some hidden layer has got next to none of the output's signal since the first updates, and far
    more before them; see `_lost_to_a_first_step`. The updates until then count together: the signal is the product of
    the factors of all layers, so that each of several small steps takes its share.
    """
    if reading.get("backprop_rms") is None or not reading.hidden.any() or not reading.records:
        return _lost_to_a_first_step(reading, None)
    least = layer_ratios(reading)[..., reading.hidden].min(2)
    vanished = reading.typical(least, reading.alive) < limit("gradient-faint") * least[:, 0]
    gone = (least < limit("gradient-vanishing")) & vanished[:, None]
    return _lost_to_a_first_step(reading, gone, together=True)


def _lost_to_a_first_step(
    reading: Reading, gone: Bools | None, *, together: bool = False
) -> tuple[Bools, Floats, Ints]:
    """(P,) runs for which `gone` (P, S) has held since an early update, not before it, and that learned nothing, but
    maybe the constant: a step has thrown the outputs to where the loss, or the layers below, are flat. The largest step
    of the median layer until then, relative to its weights, or all `together`, and the update since which it holds.
    """
    update, loss = map(reading.get, ("update_ratio", "loss_train"))
    none = np.full(reading.runs, -1, np.int64)
    if gone is None or update is None or loss is None or not reading.depth or not reading.records:
        return reading.in_every_run(False), reading.constant(np.nan), none
    gone = gone & reading.alive
    first = gone.argmax(1)
    since = np.arange(reading.records) >= first[:, None]
    share = reading.share(gone, reading.alive & since)
    before = np.arange(reading.records) <= first[:, None]
    steps = np.where(before, np.nan_to_num(median(update, axis=2)), 0.0)
    longest = steps.sum(1) if together else steps.max(1)
    at = reading.steps[first]
    started = gone.any(1) & ~gone[:, 0] & (at <= limit("first-updates")) & (share > limit("no-gradient-records"))
    learned = (reading.at_end(loss) < reading.at_start(loss)) & ~(reading.stuck & np.isfinite(reading.meta.chance_loss))
    return started & (longest > limit("zero-gradient-step")) & ~learned, longest, np.where(started, at, none)


def _first_step_of_agent(reading: Reading) -> tuple[Floats, Ints]:
    """(P,) the largest of the first updates of an agent whose returns have not surely risen, relative to the weights of
    the median layer, or to the smallest that are large enough, and when it was made; NaN of any other training.
    """
    update, weights, program = reading.get("update_ratio"), reading.get("weight_rms"), reading.meta.program
    known = returns_tell(reading) and math.isfinite(return_gain(program))
    if update is None or weights is None or not known or has_learned(program):
        return reading.constant(np.nan), np.full(reading.runs, -1, np.int64)
    early = (reading.steps <= limit("first-updates"))[None] & reading.alive
    relative = update * weights / np.maximum(weights, _smallest_weights(reading))
    steps = np.where(early, np.nan_to_num(median(relative, axis=2)), 0.0)
    return steps.max(1, initial=0.0), reading.steps[steps.argmax(1)]


def _needs_no_chance(reading: Reading) -> bool:
    """Whether all runs lost all gradient to a step, or an agent its first weights, or ended far above where they began:
    they suffer, whatever the loss at chance.
    """
    agent = _first_step_of_agent(reading)[0] > limit("agent-step")
    return bool(_lost_gradient(reading)[0].all() or agent.all() or _ended_above_start(reading).all())


def _ended_above_start(reading: Reading) -> Bools:
    """(P,) runs of a program whose loss training has to reduce which ended as far above its beginning as a surge is,
    after first updates that left little of the first weights.
    """
    program, loss = reading.meta.program, reading.get("loss_train")
    if program is None or program.elusive or loss is None or not reading.records:
        return reading.in_every_run(False)
    begun = reading.at_start(loss)
    raised = (begun > 0) & (reading.at_end(loss) > limit("loss-surge") * begun)
    return raised & (_early_growth(reading).max(1) > limit("early-weight-growth"))


def _oscillates(reading: Reading) -> tuple[Bools, Floats]:
    """(P,) runs that ended poorly, far below what can be known and not on the way there, because they went to and fro:
    the typical step, of a good part of the weights, went past the lowest point of its own batch's loss (a step quality
    below 1/2), and consecutive gradients undo one another: n of them that have nothing to do with each other agree by
    1/n, these by less. And how long the steps were compared with the weights.
    """
    update = reading.get("update_ratio")
    if update is None or reading.get("gradient_coherence") is None:
        return reading.in_every_run(False), reading.constant(np.nan)
    early = reading.learning & ~second_half(reading)[None]
    length = reading.typical(median(update, axis=2), early)
    quality = reading.typical(reading["step_quality"], reading.learning)
    opposed = agreement(reading, reading.learning) < limit("gradients-opposed")
    long = (length > limit("step-length")) & (quality < limit("overshooting"))
    # What the last few symbols tell of the next one is little beside what a sequence tells.
    reach = reachable_skill(reading.meta) if np.isfinite(reading.meta.data.neighbor_agreement) else 1.0
    short = reading.ends_below(limit("skill-short") * reach)
    return long & opposed & reading.poor & short & ~reading.prospect.rising & ~np.any(reading.shrunk, axis=1), length


def _made_good(reading: Reading, surge: Floats) -> Bools:
    """(P,) runs whose loss was above where it began (P, S) in the beginning only, and which learned something since."""
    late = (reading.steps > limit("early") * reading.steps[-1])[None] & reading.alive
    return ~((surge > limit("loss-rise")) & late).any(1) & ~reading.stuck


def _highest_surge(reading: Reading, surge: Floats) -> Floats:
    """(P,) the highest of (P, S). A program's losses are those of single batches, of which one may be unusual: of these
    the highest median of `surge-records` in a row.
    """
    width = int(limit("surge-records"))
    if reading.meta.program is not None and reading.records >= width:
        surge = np.median(np.lib.stride_tricks.sliding_window_view(surge, width, axis=1), axis=2)
    return surge.max(1)


def _isolated_non_finite(reading: Reading, harmful: Floats) -> Bools:
    """(P,) runs that turned non-finite with weights of ordinary size, before which the loss had not surged: a formula
    of the program (a logarithm of 0, an overflow) did it, not a step. `harmful` (P,) is the share of harmful steps.

    Where the weights of that record are not finite either, those of the last finite record count. Updates lie between
    the two, so that the steps must have been seen to be harmless, too.
    """
    growth, records = _weight_growth(reading), np.arange(reading.records)
    place = np.clip(np.searchsorted(reading.steps, reading.non_finite_step), 0, reading.records - 1)
    finite = np.isfinite(growth) & (records <= place[:, None])
    last = np.where(finite, records, -1).max(1)
    ordinary = (last >= 0) & (growth[np.arange(reading.runs), last] <= limit("early-weight-growth"))
    known = (finite & np.isfinite(reading["step_quality"])).sum(1) >= limit("records")
    harmless = known & (harmful <= limit("harmful-steps-surge"))
    return ordinary & ((last == place) | harmless) & _never_surged(reading)


def _never_surged(reading: Reading) -> Bools:
    """(P,) runs whose loss never surged."""
    return ~(np.where(reading.alive, loss_surge(reading), 0.0).max(1) > limit("loss-surge"))


def _early_growth(reading: Reading) -> Floats:
    """(P, S) `_weight_growth` within the first `first-updates` updates; 0 later, and where that was not recorded."""
    early = (reading.steps <= limit("first-updates"))[None] & reading.alive
    return np.where(early, np.nan_to_num(_weight_growth(reading), posinf=np.inf), 0.0)


def _weight_growth(reading: Reading) -> Floats:
    """(P, S) how many times the weights are as large as they began, of the typical layer; NaN where a layer's are not
    finite, or were not recorded.

    Weights that begin smaller than any recipe has them are to grow: they count as the smallest that are large enough.
    """
    weights = reading.get("weight_rms")
    if weights is None:
        return np.full(reading.alive.shape, np.nan)
    begun = np.maximum(weights[:, :1], _smallest_weights(reading))
    return np.where(np.isfinite(weights).all(2), median(ratio(weights, begun), axis=2), np.nan)


def _smallest_weights(reading: Reading) -> Floats:
    """(L,) the RMS of first weights that are just large enough (see `init-too-small`), of LeCun's √(1/I) for I
    inputs.
    """
    inputs = np.array([layer.inputs for layer in reading.meta.layers], np.float64)
    return limit("init-small") / np.sqrt(inputs)


def _best_sustained(progress: Floats) -> Floats:
    """(P,) the best progress (P, S) that was held for as many records as can tell."""
    width = min(int(limit("records")), progress.shape[1])
    windows = np.lib.stride_tricks.sliding_window_view(np.nan_to_num(progress, nan=-np.inf), width, axis=1)
    return windows.min(2).max(1)


def _float16_overflowed(reading: Reading) -> Bools:
    """(P,) runs in float16 whose loss had not grown before they turned non-finite: numbers that 16 bits cannot hold.

    float16 ends at 65504 and below 6e-8, so what divides by an ε of 1e-8 divides by 0.
    """
    program = reading.meta.program
    half = program is not None and any(p.type == "float16" and p.used for p in program.parameters)
    return _never_surged(reading) if half else reading.in_every_run(False)


def _never_recovered(reading: Reading, growth: Floats) -> Bools:
    """(P,) runs of whose first weights next to nothing was left (which grew so many times), that still overshot the
    lowest point of their own batch's loss typically, and left something to learn at their own end.
    """
    overshoots = reading.typical(reading["step_quality"], reading.learning) < limit("overshooting")
    erased = growth > limit("weights-erased")
    return erased & overshoots & reading.unfinished & (not reading.cut_off)


def _lost_progress(reading: Reading) -> Bools:
    """(P,) runs that lost much of the best progress they had made."""
    best = np.nan_to_num(np.where(reading.alive, reading.progress, -np.inf).max(1), neginf=0.0)
    return reading.final_progress < best - limit("progress-lost")


def _gradient_vanished_late(reading: Reading) -> Bools:
    """(P,) runs in which a layer had a gradient at first and none ever after: of two losses, the one that is read may
    fall on while what the other trains (a policy that is sure of itself) has stopped.
    """
    gradient = reading.get("gradient_rms")
    if gradient is None:
        return reading.in_every_run(False)
    none = ((gradient == 0) & reading.learning[..., None]).sum(1)
    share = none / np.maximum(reading.learning.sum(1), 1)[:, None]
    return np.any((share > limit("no-gradient-records")) & (gradient[:, 0] > 0), axis=1)


def _values(finding: Finding, _meta: Meta) -> dict[str, str]:
    """Whether the highest loss is a number."""
    surge = next((one.value for one in finding.evidence if one.quantity == "loss_surge"), math.nan)
    return {"surge": "infinite" if math.isinf(surge) else "finite"}


RULE = Rule(
    "learning-rate-too-high",
    Severity.ERROR,
    ("step_quality", "loss_train"),
    check,
    (
        "lower-learning-rate",
        "clip-gradients",
        "add-warmup",
        "cosine-schedule",
        "use-adam",
        "add-batch-normalization",
    ),
    facts=("chance_loss",),
    without=_needs_no_chance,
    parts=("targets", "weights", "updates"),
    group="optimization",
    place=10,
    rank=220,
    explains=(
        # Units that rest where they are flat before any step was too long were put there by something else.
        link("exploding-gradient", "saturated-units", timed=True),
        # Of weights that the first updates made many times as large, it does not matter how small they began.
        link("init-too-small", given="early_weight_growth"),
        # What stayed as it was did not throw the rest.
        link("frozen-parameters", given="early_weight_growth"),
        # So were layers that never got a gradient.
        link("no-gradient", timed=True, order=222),
        link("dead-units", "vanishing-gradient", "non-finite", "noisy-updates", *SYMPTOMS, order=222),
    ),
    quantities={
        "harmful_steps": "share",
        "best_progress": "share",
        "useless_steps": "share",
        "loss_surge": "number",
        "loss_rise": "number",
        "early_weight_growth": "number",
        "zero_gradient_step": "number",
        "units_off_step": "number",
        "faded_step": "number",
        "step_length": "number",
        "agent_step": "number",
        "unit_input_step": "number",
    },
    reasons={
        "early_weight_growth": "thrown",
        "best_progress": "forgot",
        "zero_gradient_step": "lost",
        "units_off_step": "off",
        "faded_step": "faded",
        "step_length": "oscillates",
        "agent_step": "agent",
        "loss_rise": "rose",
    },
    values=_values,
)
