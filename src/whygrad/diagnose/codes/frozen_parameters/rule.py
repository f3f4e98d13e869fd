"""Frozen parameters."""

from __future__ import annotations

import math

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.program import facts_of, has_program, owners, share_of
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link
from whygrad.trace.program import ParameterFacts


def check(reading: Reading) -> Verdict:
    """Parameters that take part may not change, in a training that suffers or where what lies below them may.

    A frozen lower part under a trained upper one is how a learned network is used again. It is a mistake where the user
    tried to let them change, where most of what the layers hold is as it was drawn, between layers that learn, and
    where most of all weights are as they were drawn in a training that does not finish. What no layer has as its weight
    is a constant if it is a single number, such as the mean of all targets, or a table whose values the program put
    into it, such as the sines of positions, unless it holds a good part of all weights. Where the layers that may
    change have not changed either, something else keeps the training where it is.
    """
    parameters = facts_of(reading).parameters
    whole = sum(p.size for p in parameters if p.used)
    frozen = [p for p in parameters if not p.requires_grad and p.used and not p.renewed and not _constant(p, whole)]
    free = [p for p in parameters if p.requires_grad and p.used and p.order >= 0]
    above = any(p.order > min((one.order for one in free), default=reading.depth) for p in frozen)
    asked = any(p.asked for p in frozen)
    between = [p for p in frozen if p.order >= 0 and p.fresh and _between(p, free)]
    mostly = sum(p.size for p in between) > limit("frozen-between") * sum(p.size for p in (*between, *free))
    drawn = (
        reading.in_every_run(sum(p.size for p in frozen if p.fresh) > limit("as-drawn") * whole) & reading.unfinished
    )
    still = bool(free) and not any(p.changed for p in free) and bool(reading.judged.all())
    share = share_of(sum(p.size for p in frozen), whole)
    return Verdict(
        affected=reading.in_every_run(bool(frozen)) & (reading.in_every_run(above or asked) | reading.harmed | drawn),
        measures=(Measure("frozen_share", reading.constant(share), 0.0),),
        step=reading.at_update_zero(),
        decided=reading.judged | reading.in_every_run(not frozen),
        costly=((reading.harmed | mostly | drawn) & (not still)) | asked,
        names=owners(frozen),
        source=frozen[0].place if frozen else "",
    )


def _constant(parameter: ParameterFacts, whole: int) -> bool:
    """Whether it is a constant of the program, one of so many numbers that are used."""
    given = not parameter.fresh and parameter.size <= limit("given-table") * whole
    return parameter.order < 0 and not parameter.asked and (parameter.size == 1 or given)


def _between(parameter: ParameterFacts, free: list[ParameterFacts]) -> bool:
    """Whether layers that learn are read both before and after a parameter."""
    places = [one.read for one in free]
    return min(places, default=math.inf) < parameter.read < max(places, default=-1)


RULE = Rule(
    "frozen-parameters",
    Severity.ERROR,
    ("loss_train",),
    check,
    ("unfreeze-parameters",),
    applies=has_program,
    parts=("updates",),
    group="optimization",
    place=60,
    rank=50,
    explains=(
        link("no-gradient", hidden="cleared_gradients"),
        link("vanishing-gradient", "noisy-updates", *SYMPTOMS),
    ),
    quantities={"frozen_share": "share"},
)
