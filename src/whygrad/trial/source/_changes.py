"""From the findings of a script to diffs of its files."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from whygrad.diagnose import Diagnosis, Finding
from whygrad.trace.meta import Meta
from whygrad.trace.program import ProgramFacts
from whygrad.trial.source._file import File
from whygrad.trial.source._site import Edits, Site


@dataclass(frozen=True, slots=True)
class Change:
    """The statement at a finding's place ("" if there is none alone), and the diff for each remedy that has one."""

    statement: str
    diffs: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class _Remedy:
    codes: frozenset[str]
    edits: Callable[[Site], Edits]


@cache
def _remedies() -> dict[str, _Remedy]:
    """Code -> how it changes a file, of the files of this folder."""
    found: dict[str, _Remedy] = {}
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if not module.name.startswith("_"):
            one: Any = import_module(f"{__package__}.{module.name}")
            found[module.name.replace("_", "-")] = _Remedy(frozenset(one.CODES), one.edits)
    return found


def changes(diagnosis: Diagnosis, script: str) -> dict[str, Change]:
    """Finding code -> its change; without those whose place is unknown. Only root causes have diffs.

    Files are those below the script's folder: what lies elsewhere is nobody's to change.
    """
    program = diagnosis.meta.program
    if program is None:
        return {}
    files = _Files(script)
    found = {one.code: _change(one, diagnosis.meta, program, files) for one in diagnosis.findings}
    return {code: change for code, change in found.items() if change is not None}


class _Files:
    """The files of a program, each read once."""

    def __init__(self, script: str) -> None:
        self.script = script
        self._folder = Path(script).resolve().parent
        self._read: dict[Path, File | None] = {}

    def at(self, place: str) -> tuple[str, File, int] | None:
        """The name, the file and the line of a place such as "train.py:31"; a place that is unknown is the script.

        The name counts from the current folder, or from the script's if that lies elsewhere.
        """
        name, _, line = place.rpartition(":") if place else (self.script, "", "0")
        path = Path(name).resolve()
        if not path.is_relative_to(self._folder) or not line.isdigit():
            return None
        if path not in self._read:
            self._read[path] = File.read(path)
        file, here = self._read[path], Path.cwd()
        shown = path.relative_to(here if path.is_relative_to(here) else self._folder)
        return None if file is None else (shown.as_posix(), file, int(line))


def _change(finding: Finding, meta: Meta, program: ProgramFacts, files: _Files) -> Change | None:
    there = files.at(finding.where.source)
    if there is None:
        return None
    name, file, line = there

    def same(place: str) -> int:
        """The line of another place if it lies in the same file, otherwise 0."""
        other = files.at(place) if place else None
        return other[2] if other is not None and other[1] is file else 0

    site = Site(file, finding, meta, program, line, same)
    statement = site.statement() if line else None
    change = Change("" if statement is None else file.text(statement))
    if not finding.cause:
        return change
    for code in finding.remedies:
        remedy = _remedies().get(code)
        if remedy is None or finding.code not in remedy.codes:
            continue
        edits = remedy.edits(site)
        diff = file.diff(edits, name) if edits else None
        if diff is not None:
            change.diffs[code] = diff
    return change
