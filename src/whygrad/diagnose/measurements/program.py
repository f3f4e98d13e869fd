"""The facts of a user's program, as the rules about programs need them."""

from __future__ import annotations

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
