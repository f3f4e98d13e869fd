"""What a rule is: a code, what it needs, a check on bare arrays, and the remedies it suggests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from whygrad.diagnose.finding import Finding, Severity
from whygrad.diagnose.measurements.arrays import Bools, Floats, Ints

if TYPE_CHECKING:
    from whygrad.diagnose.reading import Reading
    from whygrad.trace.meta import Meta

Format = Literal["share", "whole", "number"]
"""How a quantity is written: in percent, as a whole number, or with three digits."""

Trait = Literal[
    "more-updates-may-disprove",
    "only-the-end-tells",
    "follows-from-any-cause",
    "not-of-one-batch",
]
"""What others than the diagnosis have to know of a finding. More updates may disprove it, so that a script is not ended
early for it. While a training goes on, it is shown as provisional, as only the end tells. Alone it may be a plateau
before the training learns. It follows from any cause, so that it is never tested as one. One batch that is seen again
and again does not tell.
"""

SYMPTOMS = ("learning-rate-too-low", "class-imbalance", "underfitting", "no-progress")
"""Findings that most causes explain."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity in every run with the threshold that it is compared with.

    `value` (P,) has NaN where a run does not have it; `threshold` is None where no number is too large or too small;
    `step` (P,) is the update it was read at or, if it is typical of many, the first one at which it was beyond the
    threshold; -1 if it belongs to the whole run. The finding holds for values above the threshold; `below` says that it
    holds for values below it.
    """

    quantity: str
    value: Floats
    threshold: float | None
    step: Ints | None = None
    below: bool = False

    def is_crossed_by(self, value: float) -> bool:
        """Whether a value is beyond the threshold, on the side on which the finding holds."""
        if self.threshold is None:
            return False
        return value < self.threshold if self.below else value > self.threshold


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of every run: `P` runs, `L` layers.

    affected (P,)   the finding holds in the run
    measures        the numbers behind it, the decisive one first
    step (P,)       the first update at which it holds, -1 if it is no matter of time
    layers (P, L)   the layers it concerns; None if it concerns the whole network
    decided (P,)    false where the run's record is too short or too thin to tell
    costly (P,)     false where the finding holds but did no harm: if it harms too few runs it is worth an `info` only
    early (P,)      true where more updates of a training that was cut off may disprove it: worth an `info`, too, which
                    says how far the training has come (see `outlook`)
    plateau (P,)    true where the training may be on a plateau that it leaves later: told, but worth waiting for
    names           parts of a user's program it concerns, instead of layers
    source          the place in the user's code, "train.py:31"
    remedies        what helps where it shows in this way, instead of the rule's
    missing         what the record lacks, where too few runs are decided
    """

    affected: Bools
    measures: tuple[Measure, ...]
    step: Ints | None = None
    layers: Bools | None = None
    decided: Bools | None = None
    costly: Bools | None = None
    early: Bools | None = None
    plateau: Bools | None = None
    names: tuple[str, ...] = ()
    source: str = ""
    remedies: tuple[str, ...] = ()
    missing: tuple[str, ...] = ("records",)


@dataclass(frozen=True, slots=True)
class Link:
    """Findings that a finding explains, or that explain it, and when they do.

    `timed`: not where the effect was there before its cause. `shown`: only where this quantity is among the effect's
    evidence. `hidden`: only where this one is not. `given`: only where one of these is among the cause's. Where
    findings can explain each other in a circle, the edge that is looked at first holds: `order` is its place among all
    edges, by default the rank of the cause.
    """

    codes: tuple[str, ...]
    timed: bool = False
    shown: str = ""
    given: tuple[str, ...] = ()
    order: int | None = None
    hidden: str = ""


def link(
    *codes: str,
    timed: bool = False,
    shown: str = "",
    given: str | tuple[str, ...] = (),
    order: int | None = None,
    hidden: str = "",
) -> Link:
    """The findings `codes` under the same conditions."""
    return Link(codes, timed, shown, (given,) if isinstance(given, str) else given, order, hidden)


def deep(meta: Meta) -> bool:
    """Whether there is a hidden layer, whose signal may fade, whose units may die and resemble one another."""
    return len(meta.layers) > 1


def _always(_meta: Meta) -> bool:
    return True


def _never(_reading: Reading) -> bool:
    return False


def _no_values(_finding: Finding, _meta: Meta) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Rule:
    """One finding: when it holds and what helps.

    `needs` are channels without which the rule cannot tell, `facts` the names of facts (of `Meta` or `DataFacts`) that
    must not be NaN but where the rule can tell `without` them. `parts` are those of the watch (`whygrad.trace.parts`)
    whose facts the rule reads beside channels: where one of them failed, it cannot tell. `applies` says whether the
    rule means anything for such a training at all (there is no class imbalance among numbers); a rule that does not
    apply is silent, one that lacks data is undecided.

    Where it stands among the others: `group` and `place` order the lists for readers, `rank` goes from root causes to
    symptoms. `explains` and `explained_by` are its edges in the causal order.

    `method` is the one whose missing call makes the finding: if the program names it without calling it, the sentence
    says where.

    `certain` are quantities that are read from the source itself: where one is among the evidence, how often such
    findings were right before says nothing.

    `traits` are what else has to be known of it, by name.

    How its sentence is filled in: `quantities` are the numbers that only this rule measures. `reasons` name the variant
    of the sentence by a quantity that is among the evidence. `values` are further texts for the sentence.
    """

    code: str
    severity: Severity
    needs: tuple[str, ...]
    check: Callable[[Reading], Verdict]
    remedies: tuple[str, ...]
    facts: tuple[str, ...] = ()
    applies: Callable[[Meta], bool] = field(default=_always)
    without: Callable[[Reading], bool] = field(default=_never)
    parts: tuple[str, ...] = ()
    group: str = ""
    place: int = 0
    rank: int = 0
    explains: tuple[Link, ...] = ()
    explained_by: tuple[Link, ...] = ()
    method: str = ""
    certain: tuple[str, ...] = ()
    traits: tuple[Trait, ...] = ()
    quantities: Mapping[str, Format] = field(default_factory=dict[str, Format])
    reasons: Mapping[str, str] = field(default_factory=dict[str, str])
    values: Callable[[Finding, Meta], Mapping[str, str]] = field(default=_no_values)
