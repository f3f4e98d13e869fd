"""What a tool says about one program: findings in the tool's own words, each with the labels that it stands for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from training_programs.labels import labels

Status = Literal["answered", "cannot tell", "no answer"]


@dataclass(frozen=True)
class Finding:
    """One problem that a tool reports: its code in the tool's words, and the labels that it may stand for."""

    code: str
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Answer:
    """All findings about one program, the most important one first.

    `status` is "answered", also where nothing was found; "cannot tell" if the tool says that it saw too little and
    reports nothing; "no answer" if it broke off, exceeded its time limit or wrote nothing that can be read.
    """

    findings: tuple[Finding, ...] = ()
    status: Status = "answered"
    seconds: float = math.nan
    line: str = ""  # why there is no answer

    def to_json(self) -> dict[str, Any]:
        """The answer as JSON, as a tool on the command line writes it; labels in alphabetical order."""
        found = [{"code": one.code, "labels": sorted(one.labels)} for one in self.findings]
        seconds = None if math.isnan(self.seconds) else round(self.seconds, 2)
        return {"status": self.status, "findings": found, "seconds": seconds, "line": self.line}

    @staticmethod
    def from_json(value: Mapping[str, Any]) -> Answer:
        """Read an answer. A finding without `labels` stands for its code, if that is a label.

        Raises
        ------
        ValueError
            if the value has another form, or names a label that does not exist.
        """
        if not isinstance(value.get("findings"), list):
            raise ValueError('an answer has a list "findings"')
        status = value.get("status", "answered")
        if status not in ("answered", "cannot tell", "no answer"):
            raise ValueError(f'"status" is "answered", "cannot tell" or "no answer", not {status!r}')
        found = tuple(_finding(one) for one in value["findings"])
        if found and status != "answered":
            raise ValueError(f'an answer with findings has the status "answered", not {status!r}')
        seconds = value.get("seconds")
        return Answer(found, status, math.nan if seconds is None else float(seconds), str(value.get("line", "")))


def _finding(value: Any) -> Finding:
    if not isinstance(value, Mapping) or not isinstance(value.get("code"), str):
        raise ValueError('each finding has a "code", a string')
    code: str = value["code"]
    named = value.get("labels")
    if named is None:
        return Finding(code, frozenset({code} & labels().keys()))
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        raise ValueError('"labels" of a finding is a list of strings')
    if unknown := sorted(set(named) - labels().keys()):
        raise ValueError(f"no such label: {', '.join(unknown)}; `training-programs labels` names all")
    return Finding(code, frozenset(named))
