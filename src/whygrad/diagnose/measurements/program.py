"""The facts of a user's program, as the rules about programs need them."""

from __future__ import annotations

import math

from whygrad.diagnose.limits import limit
from whygrad.diagnose.reading import Reading
from whygrad.trace.meta import Meta
from whygrad.trace.program import ParameterFacts, ProgramFacts


def has_program(meta: Meta) -> bool:
    """Whether a user's program was trained, no experiment of the lab."""
    return meta.program is not None


def facts_of(reading: Reading) -> ProgramFacts:
    """The facts of the program, where there is one."""
    program = reading.meta.program
    assert program is not None  # `applies` has seen to it
    return program


def share_of(part: float, whole: float) -> float:
    """A part of a whole; 0 of nothing."""
    return part / whole if whole else 0.0


def owners(parameters: list[ParameterFacts]) -> tuple[str, ...]:
    """The layers that parameters belong to, each once: "net.0" for "net.0.weight" and "net.0.bias"."""
    names = (p.name.rpartition(".")[0] if p.registered and "." in p.name else p.name for p in parameters)
    return tuple(dict.fromkeys(names))


def same_batches_again(program: ProgramFacts) -> tuple[bool, float]:
    """Whether the same batches come again in every epoch and each holds other targets than the next: one log, or one
    folder, after the other. And what of the targets' variance lies between batches, beyond the 1/B of B samples that
    were shuffled. Of several losses an update each may have targets of its own.
    """
    order, loss = program.order, program.loss
    if loss is not None and loss.calls > program.steps.observed + 1:
        return False, math.nan
    rows = loss.target_shape[0] if loss is not None and loss.target_shape else 0
    if rows < 2 or not math.isfinite(order.between):
        return False, math.nan
    apart = (order.between - 1 / rows) / (1 - 1 / rows)
    differ = order.batches - order.repeats > 1 and apart > limit("between-batch-variance-excess")
    return order.repeats > 0 and differ, apart
