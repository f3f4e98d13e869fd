"""Which finding explains which, so that the root comes first.

An edge says: where the cause holds, the effect follows from it and needs no explanation of its own. Some pairs can
stand either way round (a learning rate that is too high makes gradients explode; gradients that explode make any
learning rate too high): these edges are *timed*, and the finding that was there first is the cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whygrad.diagnose.codes import EDGES, ORDER, Edge
from whygrad.diagnose.finding import Finding, Severity

_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def _came_first(cause: Finding, effect: Finding) -> bool:
    if cause.where.step is None or effect.where.step is None:
        return False
    return cause.where.step < effect.where.step


def _holds(edge: Edge, cause: Finding, effect: Finding) -> bool:
    """Whether the cause is grave and frequent enough, and in time, to explain the effect."""
    if cause.severity is Severity.INFO and effect.severity is not Severity.INFO:
        return False
    if 2 * cause.affected < effect.affected:
        return False
    if edge.given and not any(one.quantity in edge.given for one in cause.evidence):
        return False
    if edge.shown and not any(one.quantity == edge.shown for one in effect.evidence):
        return False
    if edge.hidden and any(one.quantity == edge.hidden for one in effect.evidence):
        return False
    backwards = ORDER.index(cause.code) > ORDER.index(effect.code)
    if backwards and not edge.given:  # what is given is a fact, and as early as any
        return _came_first(cause, effect)
    return not (edge.timed and _came_first(effect, cause))


def explains(cause: Finding, effect: Finding) -> bool:
    """Whether an edge says that the one follows from the other."""
    edges = (edge for edge in EDGES if (edge.cause, edge.effect) == (cause.code, effect.code))
    return any(_holds(edge, cause, effect) for edge in edges)


def _leads_back(because: dict[str, str], edge: Edge) -> bool:
    """Whether the effect already explains the cause, by way of others."""
    code: str | None = edge.cause
    while code is not None and code != edge.effect:
        code = because.get(code)
    return code is not None


def _is_rare(finding: Finding, most: int) -> bool:
    """Whether it holds in less than half as many runs as the most frequent finding does."""
    return 2 * finding.affected < most


def explain(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings with causes and consequences linked, roots first and each followed by what it explains.

    A consequence is linked to the most direct of its causes: the one that is last in `ORDER`. An `info` explains
    nothing worse than itself, and what holds in few runs does not explain what holds in more than twice as many.
    Roots are sorted by severity, then by `ORDER`, but those that hold in few runs come after the others.
    """
    by_code = {finding.code: finding for finding in findings}
    because: dict[str, str] = {}
    for edge in EDGES:
        cause, effect = by_code.get(edge.cause), by_code.get(edge.effect)
        if cause is None or effect is None or not _holds(edge, cause, effect):
            continue
        if _leads_back(because, edge):
            continue
        known = because.get(edge.effect)
        if known is None or ORDER.index(edge.cause) > ORDER.index(known):
            because[edge.effect] = edge.cause
    linked = {
        code: replace(finding, cause=code not in because, because_of=because.get(code))
        for code, finding in by_code.items()
    }
    most = max((finding.affected for finding in findings if finding.severity is not Severity.INFO), default=0)

    def place(root: Finding) -> tuple[bool, bool, int, int]:
        grave = _SEVERITIES.index(root.severity)
        return root.severity is Severity.INFO, _is_rare(root, most), grave, ORDER.index(root.code)

    roots = sorted((finding for finding in linked.values() if finding.cause), key=place)

    def with_consequences(root: Finding) -> list[Finding]:
        own = sorted((f for f in linked.values() if f.because_of == root.code), key=lambda f: ORDER.index(f.code))
        return [root, *(below for finding in own for below in with_consequences(finding))]

    return tuple(finding for root in roots for finding in with_consequences(root))
