"""What counts as found, as the cause first and as a false alarm: answers in, shares with their intervals out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from scipy.stats import binomtest

from training_programs.answers import Answer
from training_programs.index import Program


@dataclass(frozen=True)
class Result:
    """The answer about one file of one program."""

    program: Program
    variant: str  # failing, fixed or healthy
    answer: Answer

    @property
    def first(self) -> str:
        """The code of the first finding, or what stands for none."""
        if self.answer.findings:
            return self.answer.findings[0].code
        return "(nothing)" if self.answer.status == "answered" else f"({self.answer.status})"

    @property
    def found(self) -> bool:
        """A finding stands for the cause, for a label that is as right, or for one of the consequences."""
        known = self.program.causes | set(self.program.also)
        return any(one.labels & known for one in self.answer.findings)

    @property
    def named(self) -> bool:
        """A finding stands for the cause or for a label that is as right."""
        return any(one.labels & self.program.causes for one in self.answer.findings)

    @property
    def cause_first(self) -> bool:
        """The first finding stands for the cause or for a label that is as right."""
        return bool(self.answer.findings) and bool(self.answer.findings[0].labels & self.program.causes)

    @property
    def among_two(self) -> bool:
        """One of the first two findings stands for the cause or for a label that is as right."""
        return any(one.labels & self.program.causes for one in self.answer.findings[:2])

    @property
    def false_alarm(self) -> bool:
        """Anything is found in a twin or in a healthy program."""
        return self.variant != "failing" and bool(self.answer.findings)


HEAD = ("programs", "found", "cause named", "cause first", "false alarms", "no answer", "cannot tell")


@dataclass(frozen=True)
class Score:
    """Counts over some results."""

    failing: int
    found: int
    named: int
    first: int
    well: int  # twins and healthy programs
    alarms: int
    unanswered: int
    cannot_tell: int = 0

    @staticmethod
    def of(results: Sequence[Result]) -> Score:
        """Count. On a failing program no answer and "cannot tell" are misses; elsewhere they are no false alarms."""
        ill = [one for one in results if one.variant == "failing"]
        return Score(
            failing=len(ill),
            found=sum(one.found for one in ill),
            named=sum(one.named for one in ill),
            first=sum(one.cause_first for one in ill),
            well=len(results) - len(ill),
            alarms=sum(one.false_alarm for one in results),
            unanswered=sum(one.answer.status == "no answer" for one in results),
            cannot_tell=sum(one.answer.status == "cannot tell" for one in results),
        )

    def row(self, name: str, *, ordered: bool = True) -> list[str]:
        """The score as cells under `HEAD`; a tool whose findings have no order has no "cause first"."""
        return [
            name,
            rate(self.found, self.failing),
            rate(self.named, self.failing),
            rate(self.first, self.failing) if ordered else "–",
            rate(self.alarms, self.well),
            str(self.unanswered),
            str(self.cannot_tell),
        ]

    def to_json(self, *, ordered: bool = True) -> dict[str, Any]:
        """All counts, and each share with its 95 % interval (`null` where there is nothing to count)."""
        shares = {
            "found": (self.found, self.failing),
            "cause_named": (self.named, self.failing),
            "cause_first": (self.first, self.failing if ordered else 0),
            "false_alarms": (self.alarms, self.well),
        }
        intervals = {
            name: {"share": count / of, "interval": list(wilson(count, of))} if of else None
            for name, (count, of) in shares.items()
        }
        counts = asdict(self)
        if not ordered:
            counts["first"] = None
        return {**counts, "shares": intervals}


def wilson(count: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share by its score (Wilson 1927)."""
    found = binomtest(count, of).proportion_ci(0.95, "wilson")
    return float(found.low), float(found.high)


def rate(count: int, of: int) -> str:
    """As 81/90 (90.0% [82.1%, 94.6%]): the share with its 95 % interval."""
    if not of:
        return "–"
    low, high = wilson(count, of)
    return f"{count}/{of} ({count / of:.1%} [{low:.1%}, {high:.1%}])"


def confusion(results: Sequence[Result]) -> list[list[str]]:
    """For each cause, for twins and for healthy programs: how many, and which finding came first how often."""
    by_cause: dict[str, Counter[str]] = {}
    for one in results:
        cause = one.program.cause if one.variant == "failing" else one.variant
        by_cause.setdefault(cause, Counter())[one.first] += 1
    return [
        [cause, str(sum(firsts.values())), ", ".join(f"{code} {n}" for code, n in firsts.most_common())]
        for cause, firsts in sorted(by_cause.items())
    ]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose columns are aligned."""
    cells = [list(head), *map(list, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |" for row in cells]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines)
