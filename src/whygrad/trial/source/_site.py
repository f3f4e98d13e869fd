"""What a remedy knows of the place that it changes."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from whygrad.diagnose import Finding
from whygrad.trace.meta import Meta
from whygrad.trace.program import ProgramFacts
from whygrad.trial.source._file import Edit, File, only

_OPTIMIZERS = "torch.optim."


@dataclass(frozen=True, slots=True)
class Site:
    """A finding in a file. `line` is its place there, 0 if it has none; `same` says whether another place of the
    program lies in this file, and gives its line.
    """

    file: File
    finding: Finding
    meta: Meta
    program: ProgramFacts
    line: int
    same: Callable[[str], int]

    def statement(self) -> ast.stmt | None:
        """The statement at the place, if there is one alone."""
        return only(self.file.statements_at(self.line))

    def optimizer(self) -> ast.Call | None:
        """The call that makes the optimizer, if the file makes one only."""
        return only(
            call
            for call in self.file.calls
            if (name := self.file.meaning(call.func)).startswith(_OPTIMIZERS) and name.count(".") == 2
        )

    def model_called_at(self, line: int) -> str | None:
        """The name of a model called there: one whose parameters are asked for somewhere in the file."""
        file = self.file
        asked = {
            file.text(call.func.value)
            for call in file.calls
            if isinstance(call.func, ast.Attribute) and call.func.attr in ("parameters", "named_parameters")
        }
        return only({name for call in file.calls_at(line) if (name := file.text(call.func)) in asked})

    def sequential(self) -> list[ast.Call]:
        """The calls of `nn.Sequential` that list their layers."""
        return [call for call in self.file.calls if self.file.meaning(call.func) == "torch.nn.Sequential" and call.args]


Edits = Sequence[Edit] | None
