"""What a diagnosis is made of. Codes and numbers only: sentences are put together by whoever shows them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding costs."""

    ERROR = "error"  # it will not learn like this
    WARNING = "warning"  # it costs a lot
    INFO = "info"  # worth knowing; does not make a network unhealthy


@dataclass(frozen=True, slots=True)
class Evidence:
    """A number (median over the affected runs) with the threshold it crossed; None if it crossed none: then another
    number decided.
    """

    quantity: str
    value: float
    threshold: float | None
    step: int | None = None
    layer: str | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a finding: layers (or other parts of a model) by name, units by index, the first step at which it
    holds, file and line of the user's code ("train.py:31", "" where there is none).
    """

    layers: tuple[str, ...] = ()
    units: tuple[int, ...] = ()
    step: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    `cause` is true of root causes; a consequence names the finding that explains it in `because_of`.
    """

    code: str
    severity: Severity
    where: Where
    affected: int
    of: int
    evidence: tuple[Evidence, ...]
    remedies: tuple[str, ...]
    cause: bool = True
    because_of: str | None = None

    @property
    def early(self) -> bool:
        """Whether it only says that a training is slow so far, which more updates decide (see `outlook`)."""
        return any(one.quantity == "progress_so_far" for one in self.evidence)


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule that could not tell, and the channels or facts it lacks, or the parts of the watch that failed."""

    code: str
    missing: tuple[str, ...]
