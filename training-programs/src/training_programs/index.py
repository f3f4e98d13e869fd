"""The programs of all parts: where each lies and what its labels are."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "programs"
PARTS = ("development", "test", "test-2")
VARIANTS = ("failing", "fixed", "healthy")


@dataclass(frozen=True)
class Program:
    """One entry of an index: a failing program with its repaired twin, or a healthy program, which has no cause."""

    name: str
    part: str  # one of PARTS
    chance: float  # the final metric of the best constant prediction
    note: str
    cause: str = ""
    accept: tuple[str, ...] = ()  # labels that are as right as the cause
    also: tuple[str, ...] = ()  # consequences that a tool may report, too
    bug: str = ""  # file:line
    crashes: bool = False
    source: str = ""  # the thread, issue or paper that reports the mistake; not noted for the first two parts

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files: the failing program and its twin, or the healthy one. A file's folder names its variant."""
        variants = ("failing", "fixed") if self.cause else ("healthy",)
        return tuple(FOLDER / self.part / variant / f"{self.name}.py" for variant in variants)

    @property
    def causes(self) -> frozenset[str]:
        """The labels that name the cause; none for a healthy program."""
        return frozenset({self.cause, *self.accept} - {""})


@cache
def programs() -> tuple[Program, ...]:
    """All programs, in the order of the indexes: the development part, then the test parts."""
    found: list[Program] = []
    for part in PARTS:
        table = tomllib.loads((FOLDER / part / "index.toml").read_text(encoding="utf-8"))
        for name, entry in table.items():
            lists = {key: tuple(entry.pop(key)) for key in ("accept", "also") if key in entry}
            found.append(Program(name=name, part=part, **lists, **entry))
    return tuple(found)


def program(name: str) -> Program:
    """One program by its name.

    Raises
    ------
    KeyError
        if there is none of that name.
    """
    for one in programs():
        if one.name == name:
            return one
    raise KeyError(f"There is no program named {name!r}; `training-programs list` names all.")


def file_key(path: Path, **more: Any) -> dict[str, Any]:
    """What identifies a file of a program: variant, name and a digest of its text, and whatever else is given."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return {"script": f"{path.parent.name}/{path.stem}", "digest": digest, **more}
