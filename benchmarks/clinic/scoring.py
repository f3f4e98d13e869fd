"""What whygrad says about a script, with what only this benchmark asks of it; training-programs scores it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from training_programs import answers, scoring
from training_programs.index import Program
from training_programs.labels import labels

SEALED = frozenset({"test-2"})  # parts of whose single programs nothing is said
HEAD = scoring.HEAD[:-1]  # without "cannot tell", which results of earlier dates do not have


@dataclass(frozen=True)
class Answer:
    """What whygrad said about one run of one script."""

    script: Program
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
    def of(script: Program, role: str, value: Mapping[str, Any]) -> Answer:
        """The answer that a results file kept."""
        codes = tuple(value["codes"]) if value["codes"] is not None else None
        return Answer(
            script, role, codes, value["seconds"], line=value["line"], against=tuple(value.get("against", ()))
        )

    @cached_property
    def result(self) -> scoring.Result:
        """The answer as training-programs scores it."""
        found = tuple(answers.Finding(code, frozenset({code} & labels().keys())) for code in self.codes or ())
        status: answers.Status = "no answer" if self.codes is None else "answered"
        return scoring.Result(self.script, self.role, answers.Answer(found, status, self.seconds, self.line))
