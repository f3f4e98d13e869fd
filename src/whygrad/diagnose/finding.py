"""What a diagnosis is made of. Codes and numbers only: sentences are put together by whoever shows them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How severe a finding is."""

    ERROR = "error"  # the network does not learn
    WARNING = "warning"  # training is much slower or worse
    INFO = "info"  # worth knowing; training was not impaired


@dataclass(frozen=True, slots=True)
class Evidence:
    """A measured quantity: the median over the affected runs, and the threshold that it crossed.

    `threshold` is None if the quantity crossed none; another quantity then decided. `step` is the update at which it
    was measured.
    """

    quantity: str
    value: float
    threshold: float | None
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a finding.

    - `layers`: names of layers, or of other parts of a model
    - `step`: the first step at which the finding holds
    - `source`: file and line in the user's code, such as "train.py:31"; "" if unknown
    """

    layers: tuple[str, ...] = ()
    step: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class CauseTest:
    """What came of removing a cause from an experiment and changing nothing else.

    - `outcome`: "confirmed", "refuted" or "undecided"
    - `closed`: the fraction of the gap between the training and the best one of the test that the change closes; the
      median of the runs
    - `learned`, `before`: how many of the `of` runs close half of that gap, with the change and without it
    - `changes`: key, and its values before and after
    - `remedy`: the code of the fix that removed the cause, if it was one of a trial
    """

    outcome: str
    closed: float
    learned: int
    before: int
    of: int
    changes: tuple[tuple[str, tuple[object, object]], ...]
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem found in a training.

    It holds in `affected` of `of` runs. `remedies` are the codes of suggested fixes. `cause` is true for a root cause.
    For a consequence, `because_of` is the code of the finding that explains it. `test` is what an experiment without
    the cause showed; `None` if there was none. `plateau` is true if the training may be on a plateau and more updates
    may disprove the finding.
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
    test: CauseTest | None = None
    plateau: bool = False

    @property
    def is_root_cause(self) -> bool:
        """Whether it is an error or a warning that no other finding explains."""
        return self.cause and self.severity is not Severity.INFO

    @property
    def early(self) -> bool:
        """Whether the finding is provisional: training is slow so far, and more updates are needed to decide."""
        return any(one.quantity == "progress_so_far" for one in self.evidence)


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule that could not be evaluated, with the missing channels or facts, or the failed parts of the watch."""

    code: str
    missing: tuple[str, ...]
