"""What goes into one re-run of a script, and what comes out of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from whygrad.trace import Meta, ProgramFacts

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Parameters = dict[str, Any]
Treatment = tuple[tuple[str, Parameters], ...]  # codes of remedies with their parameters; () is the script as it is


@dataclass(frozen=True, slots=True)
class Job:
    """One re-run: the script with its arguments, under some remedies, from one seed.

    `seed` is what is added wherever the script seeds itself. `steps` and `seconds` (from the first update on) end the
    run politely (0 steps: its own end); after `most` seconds its process is killed.
    `result` is where a `RerunResult` is written, `output` where the script's output goes ("" throws it away). `facts`
    is a file with `ScriptFacts`. Both are JSON (`to_json`, `from_json`). The script runs in a throw-away copy of
    `folder`, and writes neither there nor to the folders in `guarded`.
    """

    script: str
    arguments: tuple[str, ...]
    folder: str
    result: str
    facts: str
    remedies: Treatment = ()
    seed: int = 0
    steps: int = 0
    seconds: float = 60.0
    most: float = 120.0
    output: str = ""
    guarded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RerunRequest:
    """What is asked of a place that runs a script: the remedies, seed and limits of a `Job`."""

    remedies: Treatment
    seed: int
    steps: int
    seconds: float
    most: float


@dataclass(slots=True)
class Column:
    """Mean and deviation of the columns (channels) of what one layer gets from outside the network."""

    mean: list[float]
    deviation: list[float]


@dataclass(slots=True)
class ScriptFacts:
    """What is known of a script before a remedy is applied: from its diagnosis, and from its first re-run.

    `layers` is the number of layers of the network, the last of which makes the output; `columns` what the layers get
    that read the data, by their place in the order of use; `steps` the updates of the script as it is.
    """

    meta: Meta
    findings: tuple[str, ...] = ()
    layers: int = 0
    columns: dict[int, Column] = field(default_factory=dict)
    class_counts: tuple[float, ...] = ()
    target_low: float = float("nan")
    target_high: float = float("nan")
    steps: int = 0
    start: float = float("nan")  # what `backward` was called on first
    best_step: int = 0  # where the loss of the script's own evaluation was lowest
    keras: bool = False  # Keras' optimizers make the updates

    @property
    def program(self) -> ProgramFacts:
        """What was seen of the script itself."""
        return self.meta.program or ProgramFacts()


@dataclass(slots=True)
class RerunResult:
    """What one re-run left: `scores` by the name of the metric, NaN where there is none."""

    stop: str  # as trace.program.Stop; "timeout", "died"
    error: str = ""
    steps: int = 0
    seconds: float = 0.0
    finite: bool = True
    scores: dict[str, float] = field(default_factory=dict)
    chance: dict[str, float] = field(default_factory=dict)
    tested: int = 0  # samples that the script's own evaluation saw last
    facts: ScriptFacts | None = None
    imported: tuple[str, ...] = ()
    applied: bool = True  # whether every remedy found something to act on
    wrote: tuple[str, ...] = ()  # files that the script would have written outside its folder
    output: str = ""  # the end of what the script printed, where that was asked for


_T = TypeVar("_T", ScriptFacts, RerunResult)


def to_json(value: ScriptFacts | RerunResult) -> str:
    """As JSON; numbers that are not finite are written as Python's `json` does."""
    return json.dumps(asdict(value))


def from_json(kind: type[_T], text: str) -> _T:
    """What `to_json` wrote; raises `ValueError` for anything else."""
    return adapter(kind).validate_python(json.loads(text))


@cache
def adapter(kind: type[Any]) -> TypeAdapter[Any]:
    """What checks the values of a kind. To make it takes longer than to read."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
