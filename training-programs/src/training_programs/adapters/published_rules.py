"""Tools that are compared by their published rules: a program is recorded to its end, then the rules are asked."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from training_programs.adapters import autotrainer, sagemaker
from training_programs.adapters.base import no_command
from training_programs.adapters.recorded import Step
from training_programs.answers import Answer, Finding
from training_programs.processes import run_command


@dataclass(frozen=True)
class Rules:
    """The rules of one tool."""

    ask: Callable[[Sequence[Step]], list[str]]
    means: Mapping[str, frozenset[str]]  # the labels that each code can stand for
    ordered: bool


RULES: Mapping[str, Rules] = {
    "autotrainer": Rules(autotrainer.autotrainer, autotrainer.MEANS, ordered=True),
    "sagemaker": Rules(sagemaker.sagemaker, sagemaker.MEANS, ordered=False),
}


class PublishedRules:
    """Runs a program with hooks in a Python process of its own (`ask_rules.py`), in this package's environment."""

    def __init__(self, name: str, command: str = "") -> None:
        no_command(name, command)
        self._name, self._rules = name, RULES[name]

    @property
    def ordered(self) -> bool:
        """SageMaker's rules have no order."""
        return self._rules.ordered

    def diagnose(self, program: Path, seconds: float) -> Answer:
        """Record the program to its end and ask the rules."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "codes.json"
            command = [
                sys.executable,
                "-m",
                "training_programs.adapters.ask_rules",
                self._name,
                str(program),
                str(file),
            ]
            packages = str(Path(__file__).resolve().parents[2])  # where this package is, installed or not
            ended = run_command(command, Path(folder), seconds, {"PYTHONPATH": packages})
            if not file.exists():
                line = f"took longer than {seconds:g} s" if ended.timed_out else ended.last_line
                return Answer(status="no answer", seconds=ended.seconds, line=line)
            codes: list[str] = json.loads(file.read_text(encoding="utf-8"))
        return Answer(tuple(Finding(code, self._rules.means[code]) for code in codes), seconds=ended.seconds)
