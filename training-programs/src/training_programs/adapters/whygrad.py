"""whygrad (github.com/whygrad/whygrad) by its command line: `whygrad diagnose PROGRAM --json FILE`.

The labels of the benchmark grew out of whygrad's codes, so a code that is a label stands for itself. Only findings of
the severities "error" and "warning" count; those of the program's main training come first, root causes first in each.
"""

from __future__ import annotations

import json
import shlex
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training_programs.answers import Answer, Finding
from training_programs.labels import labels
from training_programs.processes import Ended, run_command


class Whygrad:
    """Runs whygrad, from another environment where `command` names its executable."""

    ordered = True

    def __init__(self, command: str = "") -> None:
        self._command = shlex.split(command) or ["whygrad"]

    def diagnose(self, program: Path, seconds: float) -> Answer:
        """Ask as a user would."""
        return self.ask(program, seconds).answer(seconds)

    def ask(
        self, program: Path, seconds: float, options: Sequence[str] = (), environment: Mapping[str, str] | None = None
    ) -> Told:
        """All that whygrad said; `options` are added to its command line."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "answer.json"
            command = [*self._command, "diagnose", str(program), "--json", str(file), *options]
            ended = run_command(command, Path(folder), seconds, dict(environment or {}))
            try:
                return Told(json.loads(file.read_text(encoding="utf-8")), ended)
            except (FileNotFoundError, ValueError):  # cut off by the time limit
                return Told(None, ended)


@dataclass(frozen=True)
class Told:
    """whygrad's diagnosis as it is in its JSON (`None` if there is none), and how its process ended."""

    diagnosis: Mapping[str, Any] | None
    ended: Ended = field(repr=False)

    def answer(self, limit: float) -> Answer:
        """Its findings as an answer."""
        if self.diagnosis is None:
            line = f"took longer than {limit:g} s" if self.ended.timed_out else self.ended.last_line
            return Answer(status="no answer", seconds=self.ended.seconds, line=line)
        found = tuple(Finding(code, frozenset({code} & labels().keys())) for code in codes(self.diagnosis))
        undecided = not found and not self.diagnosis["decided"]
        return Answer(found, "cannot tell" if undecided else "answered", self.ended.seconds)


def codes(diagnosis: Mapping[str, Any]) -> list[str]:
    """The codes of all warnings and errors: of the main training first, its root causes before their consequences."""
    found: list[str] = []
    for one in (diagnosis, *diagnosis.get("others", ())):
        grave = [finding for finding in one["findings"] if finding["severity"] in ("error", "warning")]
        found += [finding["code"] for finding in sorted(grave, key=lambda finding: not finding["cause"])]
    return found
