"""What goes over the line: requests as pydantic models, arrays as base64, numbers that JSON can say.

An array is `{"dtype": "f32" | "i32" | "u32", "shape": [...], "data": base64 of the little-endian numbers}`.
"""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Mapping
from typing import Annotated, Any, Literal, cast

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from whygrad.errors import InputError
from whygrad.experiment.link import LONGEST_LINK

MOST_SEEDS = 64
LARGEST_SEED = 2**32 - 1
FIRST_NEW_SEED = 10_000  # beyond those of every claim's stored result, which begin at 0; those that tune begin at 10⁶
RUN_SEEDS = 16  # of a claim that is run on the page
LONGEST_CSV = 1_000_000  # characters
MOST_POINTS = 5_000
MOST_RECORDS = 4_096
LONGEST_NAME = 200

_DTYPES: Mapping[str, np.dtype[Any]] = {"f32": np.dtype("<f4"), "i32": np.dtype("<i4"), "u32": np.dtype("<u4")}

Language = Literal["en", "ko"]
Seed = Annotated[int, Field(ge=0, le=LARGEST_SEED)]


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Array(_Wire):
    """Numbers with their shape."""

    dtype: Literal["f32", "i32", "u32"]
    shape: Annotated[list[Annotated[int, Field(ge=0, le=2**31 - 1)]], Field(max_length=4)]
    data: str


class Points(_Wire):
    """Points that somebody drew: `x` (N, 1) or (N, 2), `y` (N,) classes 0, 1, … or, with `task` "numbers", numbers."""

    x: Annotated[list[Annotated[list[float], Field(min_length=1, max_length=2)]], Field(max_length=MOST_POINTS)]
    y: Annotated[list[float], Field(max_length=MOST_POINTS)]
    task: Literal["classes", "numbers"] = "classes"
    names: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=6)] = []


class Spoken(_Wire):
    """A question in a language."""

    lang: Language | None = None


class Question(Spoken):
    """What most questions are about: an experiment, as nested values or as a link, and perhaps data of one's own.

    `points` or `csv` (the text of a CSV file) become the data set, whatever `data.name` says. Neither `experiment` nor
    `link`: the defaults.
    """

    experiment: dict[str, Any] | None = None
    link: Annotated[str, Field(max_length=LONGEST_LINK)] | None = None
    points: Points | None = None
    csv: Annotated[str, Field(max_length=LONGEST_CSV)] | None = None
    csv_name: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    name: Annotated[str, Field(max_length=LONGEST_NAME)] = ""


class LowerRequest(Question):
    """An experiment to be trained in the page from the seeds first_seed, first_seed + 1, …

    `weights` are numbers that the first run begins with instead of its seed's, as a link holds them.
    """

    seeds: Annotated[int, Field(ge=1, le=MOST_SEEDS)] = 1
    first_seed: Seed = 0
    weights: Annotated[str, Field(max_length=LONGEST_LINK)] | None = None


class TraceRequest(Question):
    """What the page recorded: `channels` name -> array (P, S, …) of P runs and S records made after `steps` updates."""

    seeds: Annotated[list[Seed], Field(min_length=1, max_length=MOST_SEEDS)]
    steps: Annotated[list[Annotated[int, Field(ge=0, le=2**53)]], Field(max_length=MOST_RECORDS)]
    channels: Annotated[dict[str, Array], Field(max_length=64)]
    status: Annotated[list[Literal["finished", "non-finite", "diverged", "interrupted"]], Field(max_length=MOST_SEEDS)]
    non_finite_step: Annotated[list[int], Field(max_length=MOST_SEEDS)] | None = None
    non_finite_layer: Annotated[list[int], Field(max_length=MOST_SEEDS)] | None = None
    non_finite_what: Annotated[list[str], Field(max_length=MOST_SEEDS)] | None = None


class TrialRequest(Question):
    """Remedies to be tried. With `trace`, those of its diagnosis; else the baseline is trained and diagnosed first."""

    seeds: Annotated[int, Field(ge=1, le=16)] = 8
    first_seed: Seed = 0
    trace: TraceRequest | None = None


class ExerciseRequest(Question):
    """An exercise that an address makes of its experiment: keys that must stay, and goals, as texts."""

    keep: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=60)] = []
    goals: Annotated[list[Annotated[str, Field(max_length=80)]], Field(min_length=1, max_length=8)]


class AnswerRequest(Question):
    """An answer to be checked: to the `exercise` of that name, or to the one that a link makes, `own`."""

    exercise: Annotated[str, Field(max_length=80)] = ""
    own: ExerciseRequest | None = None


class ClaimRequest(Question):
    """A claim's condition to be run again: `condition` counts from 0, the control is the last.

    The experiment is that of the page, where `arm` was opened; what differs from that arm is changed in both. Without
    an experiment nothing is changed.
    """

    id: Annotated[str, Field(max_length=8)]
    condition: Annotated[int, Field(ge=0, le=99)] = 0
    arm: Literal["claimed", "other"] = "claimed"
    seeds: Annotated[int, Field(ge=2, le=MOST_SEEDS)] = RUN_SEEDS
    first_seed: Annotated[int, Field(ge=0, le=LARGEST_SEED - MOST_SEEDS)] = FIRST_NEW_SEED


class ExportRequest(LowerRequest):
    """An experiment to take along: the run with the seed `first_seed`, at its start or with the `parameters` (n,) and
    the `running` statistics (r,) that it has now.

    A page that trains by itself shows what was seen when it was made, too: the diagnosis of `trace`, and `trial`, a
    trial's answer by language.
    """

    parameters: Array | None = None
    running: Array | None = None
    trace: TraceRequest | None = None
    trial: dict[str, Any] | None = None


class Report(_Wire):
    """How far a page in a notebook is: after `step` updates its networks have the `parameters` (P, n)."""

    session: int
    step: Annotated[int, Field(ge=0, le=2**53)]
    epoch: Annotated[float, Field(ge=0)]
    running: bool
    parameters: Array


def seeds_of(question: LowerRequest | TrialRequest) -> list[int]:
    """The seeds first_seed, first_seed + 1, …; raises `InputError` if they go beyond the largest there is."""
    last = question.first_seed + question.seeds - 1
    if last > LARGEST_SEED:
        raise InputError("studio-error-request", where="first_seed")
    return list(range(question.first_seed, last + 1))


def encoded(array: NDArray[Any]) -> dict[str, Any]:
    """An array as JSON says it: floats as f32, signed integers as i32, unsigned ones as u32."""
    name = {"f": "f32", "i": "i32", "u": "u32"}[array.dtype.kind]
    data = np.ascontiguousarray(array, dtype=_DTYPES[name])
    return {"dtype": name, "shape": list(array.shape), "data": base64.b64encode(data.tobytes()).decode("ascii")}


def decoded(name: str, array: Array) -> NDArray[Any]:
    """The numbers of a posted array; raises `InputError` if its bytes are not what its shape says."""
    dtype = _DTYPES[array.dtype]
    try:
        data = base64.b64decode(array.data, validate=True)
    except (binascii.Error, ValueError):
        raise InputError("studio-error-array", name=name) from None
    if len(data) != math.prod(array.shape) * dtype.itemsize:
        raise InputError("studio-error-array", name=name)
    return np.frombuffer(data, dtype).reshape(array.shape)


def plain(value: Any) -> Any:
    """The same nested value as JSON can say it: NaN and infinities become null, tuples lists."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in cast("Mapping[Any, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in cast("list[Any]", value)]
    return value
