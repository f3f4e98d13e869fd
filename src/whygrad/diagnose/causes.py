"""Which finding explains which, so that the root comes first.

An edge says: where the cause holds, the effect follows from it and needs no explanation of its own. Some pairs can
stand either way round (a learning rate that is too high makes gradients explode; gradients that explode make any
learning rate too high): these edges are *timed*, and the finding that was there first is the cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from whygrad.diagnose.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Edge:
    """`cause` explains `effect`; if `timed`, not where the effect was there before it; if `shown` is the name of a
    quantity, only where it is among the effect's evidence; if `given` is one, only where it is among the cause's.
    """

    cause: str
    effect: str
    timed: bool = False
    shown: str = ""
    given: str = ""


# Codes from root to symptom. Among findings that do not explain each other, the earlier one here is shown first; an
# edge may not point backwards unless it is timed (a test checks it), so that explanations never run in circles.
ORDER = (
    "non-finite-data",
    "target-out-of-range",
    "loss-shape-broadcast",
    "not-optimized",
    "frozen-parameters",
    "gradients-accumulate",
    "train-in-eval-mode",
    "batch-mixing",
    "labels-look-random",
    "not-shuffled",
    "eval-in-train-mode",
    "softmax-before-cross-entropy",
    "sigmoid-before-logit-loss",
    "output-loss-mismatch",
    "output-range-mismatch",
    "linear-network",
    "constant-feature",
    "inputs-not-normalized",
    "symmetric-init",
    "init-too-small",
    "init-too-large",
    "learning-rate-too-high",
    "noisy-updates",
    "saturated-units",
    "exploding-gradient",
    "dead-units",
    "no-gradient",
    "vanishing-gradient",
    "non-finite",
    "learning-rate-too-low",
    "class-imbalance",
    "overfitting",
    "underfitting",
    "no-progress",
)

_SYMPTOMS = ("learning-rate-too-low", "class-imbalance", "underfitting", "no-progress")


def _edges(cause: str, *effects: str, timed: bool = False, shown: str = "", given: str = "") -> tuple[Edge, ...]:
    return tuple(Edge(cause, effect, timed, shown, given) for effect in effects)


EDGES: tuple[Edge, ...] = (
    # Whoever walks uphill gets everything else that large losses and large weights bring.
    *_edges(
        "no-progress", "saturated-units", "exploding-gradient", "dead-units", "no-gradient", "vanishing-gradient",
        "non-finite", "overfitting", timed=True, given="uphill_updates",
    ),
    *_edges("non-finite-data", "non-finite", "learning-rate-too-high", "inputs-not-normalized", *_SYMPTOMS),
    *_edges("labels-look-random", "noisy-updates", "overfitting", *_SYMPTOMS),
    *_edges(
        "target-out-of-range", "non-finite", "learning-rate-too-high", "exploding-gradient", "output-loss-mismatch",
        "output-range-mismatch", "saturated-units", "noisy-updates", *_SYMPTOMS,
    ),
    *_edges(
        "loss-shape-broadcast", "labels-look-random", "noisy-updates", "dead-units", "saturated-units",
        "vanishing-gradient", "linear-network", "output-range-mismatch", "overfitting", *_SYMPTOMS,
    ),
    *_edges("not-optimized", "no-gradient", "vanishing-gradient", "noisy-updates", "linear-network", *_SYMPTOMS),
    *_edges("frozen-parameters", "no-gradient", "vanishing-gradient", "noisy-updates", *_SYMPTOMS),
    *_edges(
        "gradients-accumulate", "learning-rate-too-high", "exploding-gradient", "saturated-units", "dead-units",
        "no-gradient", "vanishing-gradient", "non-finite", "noisy-updates", "overfitting", *_SYMPTOMS,
    ),
    *_edges(
        "train-in-eval-mode", "learning-rate-too-high", "exploding-gradient", "saturated-units", "dead-units",
        "vanishing-gradient", "non-finite", "noisy-updates", "overfitting", *_SYMPTOMS,
    ),
    *_edges(
        "batch-mixing", "labels-look-random", "output-loss-mismatch", "noisy-updates", "overfitting",
        "vanishing-gradient", "dead-units", *_SYMPTOMS,
    ),
    *_edges("not-shuffled", "learning-rate-too-high", "noisy-updates", "overfitting", "dead-units", *_SYMPTOMS),
    *_edges("eval-in-train-mode", "overfitting"),
    *_edges("softmax-before-cross-entropy", "saturated-units", "vanishing-gradient", *_SYMPTOMS),
    *_edges("sigmoid-before-logit-loss", "saturated-units", "vanishing-gradient", *_SYMPTOMS),
    *_edges(
        "output-loss-mismatch", "learning-rate-too-high", "noisy-updates", "saturated-units", "no-gradient",
        "vanishing-gradient", *_SYMPTOMS,
    ),
    *_edges(
        "output-range-mismatch", "learning-rate-too-high", "noisy-updates", "no-gradient", "vanishing-gradient",
        *_SYMPTOMS,
    ),
    *_edges("linear-network", "noisy-updates", *_SYMPTOMS),
    *_edges(
        "constant-feature", "inputs-not-normalized", "learning-rate-too-high", "saturated-units", "dead-units",
        "non-finite", "exploding-gradient", "vanishing-gradient", "noisy-updates", *_SYMPTOMS,
    ),
    *_edges(
        "inputs-not-normalized", "learning-rate-too-high", "saturated-units", "dead-units", "non-finite",
        "exploding-gradient", "vanishing-gradient", "noisy-updates", *_SYMPTOMS,
    ),
    # What is far too large drives bounded units to where their slope is 0; a graph that is cut is another matter.
    *_edges("inputs-not-normalized", "no-gradient", shown="flat_records"),
    *_edges("init-too-large", "no-gradient", shown="flat_records"),
    *_edges("exploding-gradient", "no-gradient", shown="flat_records"),
    *_edges("symmetric-init", "no-gradient", "vanishing-gradient", "dead-units", *_SYMPTOMS),
    *_edges("init-too-small", "vanishing-gradient", "no-gradient", *_SYMPTOMS),
    *_edges(
        "init-too-large", "saturated-units", "exploding-gradient", "learning-rate-too-high", "dead-units", "non-finite",
        "vanishing-gradient", "noisy-updates", "overfitting", *_SYMPTOMS,
    ),
    *_edges("exploding-gradient", "learning-rate-too-high", "saturated-units", "noisy-updates", timed=True),
    *_edges("exploding-gradient", "dead-units", "non-finite", *_SYMPTOMS),
    *_edges("learning-rate-too-high", "exploding-gradient", timed=True),
    # Units that rest where they are flat before any step was too long were put there by something else.
    *_edges("learning-rate-too-high", "saturated-units", timed=True),
    *_edges("saturated-units", "learning-rate-too-high", timed=True),
    *_edges(
        "learning-rate-too-high", "dead-units", "no-gradient", "vanishing-gradient", "non-finite", "noisy-updates",
        *_SYMPTOMS,
    ),
    # A hard tanh that is flat for every sample counts as dead too.
    *_edges("saturated-units", "dead-units", "vanishing-gradient", "no-gradient", *_SYMPTOMS),
    *_edges("saturated-units", "noisy-updates", "exploding-gradient", timed=True),
    *_edges("dead-units", "no-gradient", "vanishing-gradient", *_SYMPTOMS),
    # A network of dead units can predict a constant only; at the best one the gradients that are left are noise.
    *_edges("dead-units", "noisy-updates", timed=True),
    *_edges("no-gradient", "vanishing-gradient", *_SYMPTOMS),
    *_edges("vanishing-gradient", *_SYMPTOMS),
    *_edges("non-finite", *_SYMPTOMS),
    *_edges("noisy-updates", "saturated-units", "dead-units", timed=True),
    *_edges("noisy-updates", "class-imbalance", "overfitting", "underfitting", "no-progress"),
    *_edges("learning-rate-too-low", "class-imbalance", "underfitting", "no-progress"),
    *_edges("class-imbalance", "underfitting", "no-progress"),
    *_edges("underfitting", "no-progress"),
)  # fmt: skip

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
    if edge.given and not any(one.quantity == edge.given for one in cause.evidence):
        return False
    if edge.shown and not any(one.quantity == edge.shown for one in effect.evidence):
        return False
    if _rank(cause.code) > _rank(effect.code):
        return _came_first(cause, effect)
    return not (edge.timed and _came_first(effect, cause))


def _leads_back(because: dict[str, str], edge: Edge) -> bool:
    """Whether the effect already explains the cause, by way of others."""
    code: str | None = edge.cause
    while code is not None and code != edge.effect:
        code = because.get(code)
    return code is not None


def _rank(code: str) -> int:
    return ORDER.index(code) if code in ORDER else len(ORDER)


def explain(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings with causes and consequences linked, roots first and each followed by what it explains.

    A consequence is linked to the most direct of its causes: the one that is last in `ORDER`. An `info` explains
    nothing worse than itself, and what holds in few runs does not explain what holds in more than twice as many.
    Roots are sorted by severity, then by `ORDER`.
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
        if known is None or _rank(edge.cause) > _rank(known):
            because[edge.effect] = edge.cause
    linked = {
        code: replace(finding, cause=code not in because, because_of=because.get(code))
        for code, finding in by_code.items()
    }
    roots = sorted(
        (finding for finding in linked.values() if finding.cause),
        key=lambda finding: (_SEVERITIES.index(finding.severity), _rank(finding.code)),
    )

    def with_consequences(root: Finding) -> list[Finding]:
        own = sorted((f for f in linked.values() if f.because_of == root.code), key=lambda f: _rank(f.code))
        return [root, *(below for finding in own for below in with_consequences(finding))]

    return tuple(finding for root in roots for finding in with_consequences(root))
