"""Reads index.toml: what each script of the clinic has, and where it lies."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Script:
    """One entry of the index; without a cause it is a healthy script, otherwise a failing one with its twin."""

    name: str
    half: str  # "development" or "test"
    chance: float  # the script's final metric for the best constant answer
    note: str
    cause: str = ""
    accept: tuple[str, ...] = ()  # codes that are as right as the cause
    also: tuple[str, ...] = ()  # consequences that may be reported, too
    outside: bool = False  # whether a remedy can be applied without editing the script
    remedies: tuple[str, ...] = ()
    bug: str = ""  # file:line
    crashes: bool = False

    @property
    def paths(self) -> tuple[Path, ...]:
        """The failing script and its twin, or the healthy one."""
        folders = ("failing", "fixed") if self.cause else ("healthy",)
        return tuple(FOLDER / folder / f"{self.name}.py" for folder in folders)


def scripts() -> tuple[Script, ...]:
    """All entries, in the order of the index."""
    table = tomllib.loads((FOLDER / "index.toml").read_text(encoding="utf-8"))
    found: list[Script] = []
    for name, entry in table.items():
        lists = {key: tuple(entry.pop(key)) for key in ("accept", "also", "remedies") if key in entry}
        found.append(Script(name=name, **lists, **entry))
    return tuple(found)


def script_key(path: Path, **more: Any) -> dict[str, Any]:
    """A key for a script: its folder and name, a digest of its text (a script that was edited is measured anew)."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return {"script": f"{path.parent.name}/{path.stem}", "digest": digest, **more}
