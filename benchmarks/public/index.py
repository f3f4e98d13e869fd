"""Reads healthy.toml and failing.toml: which public programs there are, and what is changed before they run."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import tomli_w

from benchmarks.common import ROOT

FOLDER = ROOT / "benchmarks" / "public"
MEASURED = FOLDER / "measured.toml"  # what --plain --write saw
KINDS = ("healthy", "failing")
HALVES = ("look", "frozen")


@dataclass(frozen=True)
class Edit:
    """One change of a file: a regular expression (flags: multi-line) that has to match, and what stands there then."""

    file: str  # relative to the repository
    pattern: str
    replacement: str

    def apply(self, text: str) -> str:
        """The changed text; ValueError if the pattern is not found, as the program is then not the one meant."""
        changed, count = re.subn(self.pattern, self.replacement, text, flags=re.MULTILINE)
        if not count:
            raise ValueError(f"{self.file}: nothing matches {self.pattern!r}")
        return changed


@dataclass(frozen=True)
class Program:
    """One program of a public repository and all that has to be known to run and to judge it."""

    name: str
    kind: str  # "healthy" or "failing"
    repository: str  # OWNER/NAME on GitHub
    commit: str  # 40 hexadecimal digits
    path: str  # of the program, relative to the repository
    about: str
    framework: str  # torch, keras, lightning or transformers
    shows: str  # a regular expression whose one group is a number that the program prints again and again
    reaches: str  # what that number has to come to: "< 0.5" or "> 0.8"
    folder: str = ""  # what is copied, relative to the repository: the program's own folder unless given
    arguments: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    files: dict[str, str] = field(default_factory=dict[str, str])  # file to make -> which of data.MAKERS makes it
    first: tuple[tuple[str, ...], ...] = ()  # arguments of Python for what has to run before the program
    samples: int = 0  # of a data set of the stand-ins, so many training samples at most; 0: all
    explained: dict[str, str] = field(default_factory=dict[str, str])  # true findings: code -> what shows it
    round: int = 1  # programs that were listed together, before any of them was diagnosed
    # Only of failing programs:
    collection: str = ""  # where the mistake is described
    source: str = ""  # the page, issue or file that names the mistake
    causes: tuple[str, ...] = ()  # codes of findings, each of which is right
    fix: tuple[Edit, ...] = ()  # what the source changes

    @property
    def half(self) -> str:
        """By a hash of the name, so that nobody chooses: "look" may be studied, "frozen" is only measured."""
        return HALVES[int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 2]

    @property
    def copied(self) -> str:
        """The folder that is copied, "." for the whole repository."""
        return self.folder or str(PurePosixPath(self.path).parent)

    def numbers(self, output: str) -> list[float]:
        """What the program printed of the number that shows how it trains."""
        return [float(found) for found in re.findall(self.shows, output, flags=re.MULTILINE)]

    def trained(self, output: str) -> bool:
        """Whether the last numbers (the median of the last tenth) come to what they have to come to."""
        numbers = self.numbers(output)
        if not numbers:
            return False
        last = sorted(numbers[-max(1, len(numbers) // 10) :])
        median, (sign, limit) = last[len(last) // 2], self.reaches.split()
        return median < float(limit) if sign == "<" else median > float(limit)


def programs(kinds: Sequence[str] = KINDS) -> tuple[Program, ...]:
    """All programs of these kinds, in the order of their files."""
    found: list[Program] = []
    for kind in kinds:
        file = FOLDER / f"{kind}.toml"
        for name, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
            found.append(_program(name, kind, entry))
    return tuple(found)


def measured() -> dict[str, dict[str, float]]:
    """For each program that was run by itself: the `first` and `last` number that it printed, and its `seconds`."""
    return tomllib.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.exists() else {}


def keep_measured(seen: Mapping[str, Mapping[str, float]]) -> None:
    """Add what was seen of some programs to what is known."""
    merged = {**measured(), **{name: dict(numbers) for name, numbers in seen.items()}}
    head = "# Programs run by themselves (--plain --write): the first and the last number printed, seconds.\n\n"
    MEASURED.write_text(head + tomli_w.dumps(dict(sorted(merged.items()))), encoding="utf-8")


def _program(name: str, kind: str, entry: dict[str, Any]) -> Program:
    path = entry["path"]

    def edits(key: str) -> tuple[Edit, ...]:
        return tuple(Edit(*one) if len(one) == 3 else Edit(path, *one) for one in entry.pop(key, ()))

    changes = {"edits": edits("edits"), "fix": edits("fix")}
    for key in ("arguments", "causes"):
        changes[key] = tuple(entry.pop(key, ()))
    changes["first"] = tuple(tuple(one) for one in entry.pop("first", ()))
    return Program(name=name, kind=kind, **changes, **entry)
