"""No progress."""

from __future__ import annotations

import math

import numpy as np

from whygrad.diagnose.finding import Finding, Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats
from whygrad.diagnose.measurements.backward import outweighing
from whygrad.diagnose.measurements.program import facts_of
from whygrad.diagnose.measurements.reach import known_reach
from whygrad.diagnose.measurements.returns import has_learned, has_not_improved, is_a_fall, return_gain, returns_tell
from whygrad.diagnose.measurements.uphill import falls_without_bound, goes_uphill, unbounded_fall, uphill_share
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import Measure, Rule, Verdict, link
from whygrad.trace.meta import Meta
from whygrad.trace.program import ProgramFacts

LATER_RETURNS = "later_returns"  # those of a training that was cut off


def check(reading: Reading) -> Verdict:
    """The network ended knowing no more than the targets' average, or no update was made of (nearly) all its gradients.

    Where the updates were to make the loss larger, or nothing keeps it from falling, that is why. A training that was
    cut off may not have begun to learn: it has to be known that there is something to learn, by samples that resemble
    one another, or that not even a single batch is learned. Where the loss does not tell how much was learned, the
    returns of an agent's episodes do: those of a training that came to its own end.
    """
    program = reading.meta.program
    by_returns = returns_tell(reading)
    flat = by_returns and has_not_improved(program)
    stuck = reading.in_every_run(flat) if by_returns else reading.stuck & (not has_learned(program))
    tells = reading.in_every_run(not reading.cut_off) if by_returns else _can_tell(reading)
    uncertain = by_returns and not flat and not has_learned(program)
    # Returns need no loss beside them, as where the gradient is made by hand.
    judged = reading.in_every_run(reading.updates_made >= limit("updates")) if by_returns else reading.judged
    idle, never = _idle_passes(reading), _never_stepped(reading)
    unused, discards = _unused_passes(reading), _discards(reading)
    uphill, climbs = uphill_share(reading), bool(goes_uphill(reading).any())
    unbounded = judged & falls_without_bound(reading) & (not climbs)
    left = reading.at_end(reading.weights_left)
    decayed = program is not None and program.weight_decay > 0 and bool((left < limit("weights-shrunk")).all())
    constant = _ignores_inputs(reading) and not decayed
    stronger, where = outweighing(reading)
    restored = _records_at_the_start(reading)
    undone = (restored > limit("restored")) & (reading.poor | (not reading.tells_level))
    outweighed = stuck & (stronger > limit("outweighed")) & (not by_returns)
    helps = {
        "call-step": never or discards,
        "minimize-loss": climbs or bool(unbounded.any()),
        "use-inputs": constant,
        "remove-regularization": decayed,
    }
    explained = np.where(
        reading.diverged, 0.0, reading.explained_share
    )  # NaN explains nothing, whatever was known before
    return Verdict(
        affected=stuck | never | unbounded | undone | (discards & ~(explained >= limit("progress-poor"))),
        measures=(
            *(_returns(reading) if by_returns else _known(reading, explained)),
            *([Measure("idle_passes", reading.constant(idle), 0.0)] if never else []),
            *([Measure("unused_passes", reading.constant(unused), limit("unused-passes"))] if discards else []),
            *([Measure("different_outputs", reading.constant(1), 2, below=True)] if constant else []),
            *([Measure("weights_left", left, limit("weights-shrunk"), below=True)] if decayed else []),
            *([Measure("restored", restored, limit("restored"))] if undone.any() else []),
            *([Measure("outweighed", stronger, limit("outweighed"))] if outweighed.any() else []),
            *([Measure("uphill_updates", reading.constant(uphill), limit("uphill-updates"))] if climbs else []),
            *([Measure("unbounded_fall", unbounded_fall(reading), limit("unbounded-fall"))] if unbounded.any() else []),
        ),
        step=reading.at_update_zero() if climbs else None,
        layers=outweighed[:, None] & (np.arange(reading.depth) == where[:, None]) if outweighed.any() else None,
        decided=(judged & (tells | reading.diverged | climbs | unbounded | ~stuck) & (not uncertain))
        | never
        | discards
        | undone,
        early=(reading.prospect.early | reading.prospect.rising)
        & (not (never or discards or climbs or by_returns))
        & ~(unbounded | undone),
        plateau=reading.in_every_run(reading.cut_off),
        missing=_missing(judged, by_returns=by_returns),
        source=program.steps.backward_place if program is not None and (never or discards or climbs) else "",
        remedies=_for_agents(program) if by_returns else tuple(code for code, holds in helps.items() if holds)[:1],
    )


def _missing(judged: Bools, *, by_returns: bool) -> tuple[str, ...]:
    """What would tell whether a training that was cut off learns."""
    if not judged.any():
        return ("records",)
    return (LATER_RETURNS,) if by_returns else ("one_batch_progress",)


def _for_agents(program: ProgramFacts | None) -> tuple[str, ...]:
    """What may help an agent that does not learn."""
    sign = ("minimize-loss",) if is_a_fall(return_gain(program)) else ()
    return (*sign, "lower-learning-rate", "raise-learning-rate")


def _returns(reading: Reading) -> tuple[Measure, ...]:
    """How far the returns of episodes rose."""
    returns = facts_of(reading).returns
    return (
        Measure("return_gain", reading.constant(return_gain(reading.meta.program)), limit("return-gain"), below=True),
        Measure("first_return", reading.constant(returns.first), None),
        Measure("last_return", reading.constant(returns.last), None),
    )


def _known(reading: Reading, explained: Floats) -> tuple[Measure, ...]:
    """How much was learned in the training, and of a single batch."""
    return (
        Measure("final_progress", explained, limit("progress-none"), below=True),
        Measure("one_batch_progress", reading.one_batch, limit("one-batch-learned"), below=True),
    )


def _can_tell(reading: Reading) -> Bools:
    """(P,) whether a training that ended at chance would have learned something by now if it could: it came to its own
    end, or there is something to learn, if only the constant that the loss came to rest above.
    """
    above_chance = (reading.final_progress < -limit("progress-none")) & reading.settled
    return np.isfinite(reading.one_batch) | above_chance | (known_reach(reading.meta) or not reading.cut_off)


def _idle_passes(reading: Reading) -> float:
    """Backward passes of a program that made no update."""
    program = reading.meta.program
    return program.steps.passes if program is not None and not reading.meta.total_steps else 0.0


def _never_stepped(reading: Reading) -> bool:
    """Whether so many backward passes without an update are no accident."""
    return _idle_passes(reading) >= limit("updates")


def _unused_passes(reading: Reading) -> float:
    """Share of a program's backward passes whose gradients were cleared before an update used them."""
    program = reading.meta.program
    if program is None:
        return 0.0
    steps = program.steps
    return steps.discarded / max(steps.discarded + steps.observed, 1)


def _discards(reading: Reading) -> bool:
    """Whether nearly all gradients are cleared before an update, as where step() stands after the loop. Other parts'
    passes may leave a network gradients that it clears: as many as a critic has passes for one of its generator's.
    """
    program = reading.meta.program
    many = program is not None and program.steps.discarded >= limit("updates")
    return many and _unused_passes(reading) > limit("unused-passes")


_CLOSE = math.sqrt(np.finfo(np.float32).eps)
"""Relative: sizes that differ by less may be rounded to the same one."""


def _records_at_the_start(reading: Reading) -> Floats:
    """(P,) records after updates at which the weights of all layers have exactly the size that they began with, though
    one had clearly another since the last such record: the program has put the initial weights back.
    """
    weights = reading.get("weight_rms") if reading.meta.program is not None else None
    if weights is None or not reading.depth or not reading.records:
        return reading.constant(0.0)
    begun = weights[:, :1]
    same = np.all(weights == begun, axis=2)
    away = np.any(np.abs(weights - begun) > _CLOSE * begun, axis=2)
    # Of the records at which the weights are where they began or clearly elsewhere, those of the first kind that follow
    # one of the second.
    count = [np.diff(here[here | there].astype(int)) > 0 for here, there in zip(same, away, strict=True)]
    return np.array([float(one.sum()) for one in count])


def _ignores_inputs(reading: Reading) -> bool:
    """Whether a program's network puts out the same for different samples, to the last digit."""
    program = reading.meta.program
    return program is not None and program.mixing.own == 0


def _decided_without_loss(reading: Reading) -> bool:
    """Whether it is known that a program makes no progress, or some, where its loss does not tell how much was
    learned.
    """
    climbs = bool(goes_uphill(reading).any()) and np.isfinite(reading.meta.chance_loss)
    unbounded = falls_without_bound(reading).any()
    restored = (_records_at_the_start(reading) > limit("restored")).all()
    return (
        _never_stepped(reading) or _discards(reading) or bool(climbs or unbounded or restored) or returns_tell(reading)
    )


def _values(finding: Finding, meta: Meta) -> dict[str, str]:
    """Whether another finding explains it, and whether an agent's returns even fell: one of a policy, or of values."""
    gain = next((one.value for one in finding.evidence if one.quantity == "return_gain"), 0.0)
    worse = "worse-values" if meta.program is not None and meta.program.elusive == "moving" else "worse"
    course = worse if is_a_fall(gain) else "flat"
    return {"role": "cause" if finding.cause else "consequence", "course": course}


RULE = Rule(
    "no-progress",
    Severity.ERROR,
    ("loss_train",),
    check,
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
    without=_decided_without_loss,
    parts=("updates", "gradients"),
    method="step",
    group="optimization",
    place=70,
    rank=340,
    traits=(
        "more-updates-may-disprove",
        "only-the-end-tells",
        "follows-from-any-cause",
        "not-of-one-batch",
    ),
    explains=(
        # Gradient ascent, and a loss without a lower bound, explain every symptom of large losses and large weights.
        link(
            "saturated-units",
            "exploding-gradient",
            "dead-units",
            "no-gradient",
            "vanishing-gradient",
            "non-finite",
            "overfitting",
            "class-imbalance",
            timed=True,
            given=("uphill_updates", "unbounded_fall"),
            order=0,
        ),
        link("learning-rate-too-high", given="unbounded_fall", order=0),
        link("underfitting", "learning-rate-too-low", "noisy-updates", given="restored", order=0),
    ),
    quantities={
        "uphill_updates": "share",
        "unbounded_fall": "number",
        "idle_passes": "whole",
        "unused_passes": "share",
        "different_outputs": "whole",
        "weights_left": "share",
        "outweighed": "number",
        "restored": "whole",
        "first_return": "number",
        "last_return": "number",
    },
    reasons={
        "idle_passes": "never",
        "unused_passes": "discards",
        "uphill_updates": "uphill",
        "unbounded_fall": "unbounded",
        "weights_left": "decay",
        "outweighed": "outweighed",
        "restored": "restored",
        "different_outputs": "constant",
        "return_gain": "returns",
    },
    values=_values,
)
