"""Every threshold of the rules: its value, unit, where it comes from, and how often it alarms on healthy runs.

Those that most rules share stand in `limits.toml` beside this file, those of one cause in its folder, and those that
decide what of a training becomes a fact in `trace/limits.toml`. A rule that compares something with a threshold that
stands elsewhere, or a fact that rests on it, names it under `uses`.

A limit is relative: a layer against its neighbors, a loss against its value at chance, a step against the weight it
changes. "measured" means: chosen on the seeds 100-199 of the presets, between the values that healthy and ill ones
show. `benchmarks/false_alarms.py` then counts the false alarms on healthy trainings that were not used to choose, for
each universe by itself: runs of the lab, and programs of users. It writes them to `false_alarms.json` beside this file,
with the number of runs on which each threshold was compared. What is held against a limit and where its value comes
from are messages: `limit-NAME` and `limit-NAME-origin`.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from whygrad.i18n import text
from whygrad.trace.limits import FACT_LIMITS, fact_limits

_FOLDER = Path(__file__).parent

Universe = Literal["lab", "programs"]
UNIVERSES: tuple[Universe, ...] = ("lab", "programs")
Unit = Literal[
    "ratio", "share", "updates", "backward passes", "records", "batches", "samples", "steps of a sequence", "symbols",
    "episodes", "standard errors",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limit:
    """A threshold: `codes` are the findings that are held against it, its owner first. Its sentences are messages."""

    name: str
    value: float
    unit: Unit
    codes: tuple[str, ...]

    @property
    def meaning(self) -> str:
        """What is held against it, in the language in use."""
        return text(f"limit-{self.name}")

    @property
    def origin(self) -> str:
        """Where its value comes from, in the language in use."""
        return text(f"limit-{self.name}-origin")

    def false_alarm_rate(self, universe: Universe) -> Rate | None:
        """How often a rule that compared something with it was a false alarm, as warning or error, on a healthy
        training; None if no training was observed on which it was compared: then the rate is not known.
        """
        return false_alarms()[universe].rate(self.name)


def _read() -> tuple[dict[str, Limit], dict[str, list[str]]]:
    """The thresholds of `limits.toml`, which most rules share, then those of each finding's folder and those of facts;
    and the names of all that a finding uses, its own first.
    """
    tables: dict[str, tuple[str, dict[str, Any]]] = {}
    used: dict[str, list[str]] = {}
    of_codes = sorted((_FOLDER / "codes").glob("*/limits.toml"))
    read = {file: tomllib.loads(file.read_text(encoding="utf-8")) for file in (_FOLDER / "limits.toml", *of_codes)}
    for file, content in [*read.items(), (FACT_LIMITS, dict(fact_limits()))]:
        code = file.parent.name.replace("_", "-") if file in of_codes else ""
        shared = content.pop("uses", [])
        if twice := tables.keys() & content.keys():
            raise RuntimeError(f"{file} has the threshold {min(twice)}, which stands elsewhere already")
        tables |= {name: (code, table) for name, table in content.items()}
        used[code] = [*content, *shared]
    for code, names in used.items():
        if unknown := set(names) - tables.keys():
            raise RuntimeError(f"{code} uses the threshold {min(unknown)}, which does not exist")
    codes = {name: sorted((code for code in used if code and name in used[code]), key=lambda code: code != owner)
             for name, (owner, _) in tables.items()}  # fmt: skip
    return {name: Limit(name, codes=tuple(codes[name]), **table) for name, (_, table) in tables.items()}, used


LIMITS, _USED = _read()


_compared: set[str] | None = None  # the thresholds that were asked for, while somebody listens


def limit(name: str) -> float:
    """The value of a limit."""
    if _compared is not None:
        _compared.add(name)
    return LIMITS[name].value


@contextmanager
def comparisons() -> Generator[set[str]]:
    """The names of the thresholds that are asked for inside the block. Not for several threads at once."""
    global _compared
    _compared = set()
    try:
        yield _compared
    finally:
        _compared = None


def limits_of(code: str) -> list[Limit]:
    """The thresholds of a finding: first its own, then those that it shares with the most other findings last."""
    return sorted((LIMITS[name] for name in _USED.get(code, ())), key=lambda one: len(one.codes))


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` of the `of` healthy trainings on which a threshold could have alarmed."""

    count: int
    of: int

    @property
    def share(self) -> float:
        """The share of them."""
        return self.count / self.of

    def __str__(self) -> str:
        return f"{self.count}/{self.of}"


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """What healthy trainings showed: on how many each threshold was `compared` by a rule that could tell, and in how
    many of those such a rule was an alarm (`counts`).
    """

    runs: int
    compared: dict[str, int]
    counts: dict[str, int]
    trainings: str
    measured: str

    def rate(self, name: str) -> Rate | None:
        """How often a threshold was part of a false alarm; None if it was never compared."""
        compared = self.compared.get(name, 0)
        return Rate(self.counts.get(name, 0), compared) if compared else None


@cache
def false_alarms() -> dict[str, FalseAlarms]:
    """What `benchmarks/false_alarms.py --write` measured last, by universe."""
    value = json.loads((_FOLDER / "false_alarms.json").read_text(encoding="utf-8"))
    return {universe: FalseAlarms(**value[universe]) for universe in UNIVERSES}
