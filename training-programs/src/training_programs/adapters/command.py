"""Any tool with a command line: it gets the path of a program and writes an answer as JSON to standard output."""

from __future__ import annotations

import json
import shlex
import tempfile
from pathlib import Path

from training_programs.answers import Answer
from training_programs.processes import run_command


class Command:
    """Runs a command in which {program} and {seconds} are replaced; its JSON has the form of `Answer.from_json`.

    The exit status says nothing, as many tools end with 1 where they find something. The command runs in an empty
    folder. Standard output holds nothing but the JSON: what the program prints has to go elsewhere.
    """

    ordered = True

    def __init__(self, command: str = "") -> None:
        self._words = shlex.split(command)
        if not self._words:
            raise ValueError("The adapter command needs a command: --command 'tool {program}'.")
        if not any("{program}" in word for word in self._words):
            self._words.append("{program}")

    def diagnose(self, program: Path, seconds: float) -> Answer:
        """Run the command and read what it wrote."""
        values = {"{program}": str(program), "{seconds}": f"{seconds:g}"}
        words = [_filled(word, values) for word in self._words]
        with tempfile.TemporaryDirectory() as folder:
            ended = run_command(words, Path(folder), seconds, {})
        if ended.timed_out:
            return Answer(status="no answer", seconds=ended.seconds, line=f"took longer than {seconds:g} s")
        try:
            value = json.loads(ended.output)
        except ValueError:
            return Answer(status="no answer", seconds=ended.seconds, line=f"no JSON: {ended.last_line}")
        try:
            answer = Answer.from_json(value if isinstance(value, dict) else {})
        except ValueError as error:
            return Answer(status="no answer", seconds=ended.seconds, line=str(error))
        return Answer(answer.findings, answer.status, ended.seconds, answer.line)


def _filled(word: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        word = word.replace(name, value)
    return word
