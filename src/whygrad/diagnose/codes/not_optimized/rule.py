"""Parameters missing from the optimizer."""

from __future__ import annotations

import math

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.program import facts_of, has_program, owners, share_of
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link
from whygrad.trace.program import ParameterFacts


def check(reading: Reading) -> Verdict:
    """Parameters that take part and could learn, but that no optimizer has and nothing else renews.

    Leaving the lower layers out can be meant, and then does no harm. It is a mistake where the optimizer has parameters
    that nothing uses, or where the output's layer, a layer unknown to the model, or what was drawn at random above a
    layer that learns was left out although it gets a gradient; where the program let them free to change, too late for
    its optimizer; and where most of all weights stay as they were drawn in a training that does not finish. A network
    whose input alone is optimized is not meant to change. An optimizer that has not made a step so far may yet: a
    generator may be trained for a whole pass after its critic was. It is missed at the program's own end.
    """
    parameters = facts_of(reading).parameters
    left = [p for p in parameters if p.requires_grad and p.used and (p.released or not _changes(p))]
    if all(p.given for p in parameters if p.optimized):
        left = []
    # A constant that a pass makes for itself is no parameter, whatever it requires; a layer made anew would be one.
    left = [p for p in left if p.lasting or p.fresh or p.order >= 0]
    if any(p.optimized and p.requires_grad and p.used and not p.reached for p in parameters):
        left = [p for p in left if p.lasting]  # made anew of what the optimizer has: the graph is cut (`no-gradient`)
    waits = reading.cut_off and any(p.waiting for p in left)
    left = [p for p in left if not (p.waiting and reading.cut_off)]
    idle = bool(left) and all(p.waiting for p in left)
    dangling = any(p.optimized and not p.used for p in parameters)
    if not reading.meta.total_steps and not dangling:  # a target network is a copy of what never changed
        left = [p for p in left if p.released or not p.registered]
    whole = sum(p.size for p in parameters if p.used)
    share = share_of(sum(p.size for p in left), whole)
    learns = min((p.read for p in parameters if p.optimized and p.changed and p.order >= 0), default=math.inf)
    midst = any(p.fresh and p.had_gradient and p.read > learns for p in left)
    drawn = sum(p.size for p in left if p.fresh and p.had_gradient) > limit("as-drawn") * whole
    mistaken = dangling or midst
    mistaken = mistaken or any(p.released or not p.registered or 0 <= p.order == reading.depth - 1 for p in left)
    return Verdict(
        affected=reading.in_every_run(bool(left)),
        measures=(Measure("waiting_share" if idle else "left_out_share", reading.constant(share), 0.0),),
        step=reading.at_update_zero(),
        decided=reading.in_every_run(any(p.optimized for p in parameters) and (bool(left) or not waits)),
        missing=("later_updates",) if waits else ("records",),
        costly=reading.in_every_run(mistaken) | reading.harmed | (reading.in_every_run(drawn) & reading.unfinished),
        names=owners(left),
        source=left[0].place if left else "",
        remedies=("call-step",) if idle else (),
    )


def _changes(parameter: ParameterFacts) -> bool:
    """Whether an optimizer has a parameter, or something else changes it."""
    return parameter.optimized or parameter.changed or parameter.renewed


RULE = Rule(
    "not-optimized",
    Severity.ERROR,
    ("loss_train",),
    check,
    ("pass-all-parameters",),
    applies=has_program,
    parts=("gradients", "updates"),
    group="optimization",
    place=50,
    rank=40,
    explains=(link("no-gradient", "vanishing-gradient", "noisy-updates", "linear-network", *SYMPTOMS),),
    quantities={"left_out_share": "share", "waiting_share": "share"},
    reasons={"waiting_share": "waiting"},
)
