"""What counts as found, as the right cause first and as a false alarm: findings in, numbers out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scipy.stats import binomtest

from benchmarks.clinic.index import Script


@dataclass(frozen=True)
class Answer:
    """What a tool said about one run of one script."""

    script: Script
    role: str  # failing, fixed or healthy
    codes: tuple[str, ...] | None  # of the warnings and errors, roots first; None: no answer at all
    seconds: float = 0.0  # from the start of the process to the answer
    startup: float = math.nan  # … of which Python and what the script imports take so many by themselves
    line: str = ""  # of the standard error: the last one where there is no answer, else an error inside whygrad
    against: tuple[str, ...] = ()  # evidence printed with a threshold that it is not beyond

    @property
    def value(self) -> dict[str, Any]:
        """What a results file keeps of it."""
        return {"codes": self.codes, "seconds": self.seconds, "line": self.line, "against": self.against}

    @staticmethod
    def of(script: Script, role: str, value: Mapping[str, Any]) -> Answer:
        """The answer that a results file kept."""
        codes = tuple(value["codes"]) if value["codes"] is not None else None
        return Answer(
            script, role, codes, value["seconds"], line=value["line"], against=tuple(value.get("against", ()))
        )

    @property
    def first(self) -> str:
        """The first code, or what stands for none."""
        if self.codes is None:
            return "(no answer)"
        return self.codes[0] if self.codes else "(nothing)"

    @property
    def found(self) -> bool:
        """A warning or an error of the cause or of one of its consequences."""
        known = {self.script.cause, *self.script.accept, *self.script.also}
        return bool(known & set(self.codes or ()))

    @property
    def named(self) -> bool:
        """The cause itself, or a code that is as right, is among the findings."""
        return bool({self.script.cause, *self.script.accept} & set(self.codes or ()))

    @property
    def cause_first(self) -> bool:
        """The cause itself, or a code that is as right, comes first."""
        return self.first in {self.script.cause, *self.script.accept}


@dataclass(frozen=True)
class Score:
    """Counts over some answers."""

    failing: int
    found: int
    named: int
    first: int
    well: int
    alarms: int
    unanswered: int

    @staticmethod
    def of(answers: Sequence[Answer]) -> Score:
        """Count. No answer on a failing script is a miss; on a twin or healthy script it is counted only as such."""
        ill = [answer for answer in answers if answer.role == "failing"]
        well = [answer for answer in answers if answer.role != "failing"]
        return Score(
            failing=len(ill),
            found=sum(answer.found for answer in ill),
            named=sum(answer.named for answer in ill),
            first=sum(answer.cause_first for answer in ill),
            well=len(well),
            alarms=sum(bool(answer.codes) for answer in well),
            unanswered=sum(answer.codes is None for answer in answers),
        )

    def row(self, name: str) -> list[str]:
        """The score as cells of a table."""
        return [
            name,
            rate(self.found, self.failing),
            rate(self.named, self.failing),
            rate(self.first, self.failing),
            rate(self.alarms, self.well),
            str(self.unanswered),
        ]


HEAD = ("scripts", "found", "cause named", "cause first", "false alarms", "no answer")


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


def confusion(answers: Sequence[Answer]) -> list[list[str]]:
    """For each cause: how many scripts, and which code came first how often."""
    by_cause: dict[str, Counter[str]] = {}
    for answer in answers:
        cause = answer.script.cause if answer.role == "failing" else answer.role
        by_cause.setdefault(cause, Counter())[answer.first] += 1
    return [
        [cause, str(sum(firsts.values())), ", ".join(f"{code} {n}" for code, n in firsts.most_common())]
        for cause, firsts in sorted(by_cause.items())
    ]
