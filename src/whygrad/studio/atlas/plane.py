"""A plane of two settings as the page trains it: few lowered programs for many pixels.

Pixels that differ only in what the kernel takes for each run share everything; those that differ only in their initial
weights share a program. What is sent is therefore small, also for a map of 256 × 256 pixels.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from whygrad import nets
from whygrad.engine.arrays import SETTINGS, program_arrays
from whygrad.engine.outcome import DIVERGED
from whygrad.engine.program import Job, lower
from whygrad.errors import InputError
from whygrad.experiment import Experiment
from whygrad.maps import Axis
from whygrad.maps.pixels import BY_RUN
from whygrad.studio.asking import asked, check_size
from whygrad.studio.atlas.axes import parsed
from whygrad.studio.atlas.wire import MapRequest, PlaneRequest
from whygrad.studio.lowering import link, training_schedule
from whygrad.studio.wire import encoded, plain

MOST_PROGRAMS = 1_024
MOST_NUMBERS = 1_000_000  # of all initial weights together
_SMALLEST = 8  # pixels along an axis
_ONCE = 1_000_000_000  # recording.every: the page of the atlas makes its own records
_ARRAYS = ("ops", "layers", "bounds", "segments", "widths", "numbers", "targets", "train", "test")

Changes = Literal["run", "start", "program"]
"""What an axis changes: a number of each run, the initial weights, or the program."""


def plane(question: PlaneRequest, files: Mapping[str, str]) -> dict[str, Any]:
    """The JSON that the page trains a map by, in the language in use.

    A map that would need more programs or weights than a page takes has fewer pixels than were asked for. Raises
    `InputError`, `ExperimentError` or `DataError` for what cannot be trained.
    """
    experiment = asked(question, files)
    x, y, size = axes_of(experiment, question)
    thin = slice(None, None, question.every)
    lowering = _Lowering(
        experiment.replace(every=_ONCE), replace(x, values=x.values[thin]), replace(y, values=y.values[thin]),
        question.seed,
    )  # fmt: skip
    lowering.run()
    return {
        "experiment": experiment.model_dump(),
        "link": link(experiment),
        "size": size,
        "seed": question.seed,
        "every": question.every,
        "x": _axis(x),
        "y": _axis(y),
        "programs": lowering.programs,
        "program_of": _grid(lowering.program_of),
        "starts": lowering.starts,
        "start_of": _grid(lowering.start_of),
        "arrays": lowering.arrays.all,
        "diverged": DIVERGED,
    }


def axes_of(experiment: Experiment, question: MapRequest) -> tuple[Axis, Axis, int]:
    """Both axes of a map, and its pixels along each: as many as were asked for, or fewer (see `plane`)."""
    size = question.size
    while True:
        x, y = parsed(question.x, size), parsed(question.y, size)
        if x.key == y.key:
            raise InputError("map-axis-twice", value=x.key)
        largest = _check_corners(experiment, x, y)
        if size <= _SMALLEST or _fits(x, y, largest):
            return x, y, size
        size //= 2


def changes(axis: Axis) -> Changes:
    """What the values of an axis change of a pixel."""
    if axis.key in BY_RUN:
        return "run"
    return "start" if axis.key == "network.init" else "program"


def _check_corners(experiment: Experiment, x: Axis, y: Axis) -> int:
    """Raise for what a page cannot train; the number of parameters of the largest network."""
    from whygrad.data import load

    most = 0
    for row in (0, -1):
        for column in (0, -1):
            corner = y.apply(x.apply(experiment, x.values[column]), y.values[row])
            check_size(corner, 1)
            dataset = load(corner.data, corner.folder)
            most = max(most, nets.plan(corner, dataset.x_train.shape[1], dataset.task, dataset.classes).count)
    return most


def _fits(x: Axis, y: Axis, parameters: int) -> bool:
    programs = starts = 1
    for axis in (x, y):
        kind = changes(axis)
        programs *= len(axis) if kind == "program" else 1
        starts *= len(axis) if kind != "run" else 1
    shared = {changes(x), changes(y)} == {"start", "program"} and not {"depth", "width"} & {x.key, y.key}
    starts = max(len(x), len(y)) if shared else starts  # networks of one shape begin with the same weights
    return programs <= MOST_PROGRAMS and starts * parameters <= MOST_NUMBERS


def _axis(axis: Axis) -> dict[str, Any]:
    return {
        "key": axis.key, "name": axis.name, "scale": axis.scale, "values": list(axis.values),
        "numbers": axis.numbers.tolist(), "settings": [SETTINGS.index(name) for name in BY_RUN.get(axis.key, ())],
    }  # fmt: skip


def _grid(numbers: NDArray[np.int32]) -> dict[str, Any]:
    return encoded(numbers)


@dataclass(eq=False)
class _Arrays:
    """Arrays on the wire, each distinct one once."""

    all: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    _places: dict[tuple[str, tuple[int, ...], bytes], int] = field(
        default_factory=dict[tuple[str, tuple[int, ...], bytes], int]
    )

    def place(self, array: NDArray[Any]) -> int:
        """Where an array is in the list."""
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in self._places:
            self._places[key] = len(self.all)
            self.all.append(encoded(array))
        return self._places[key]


class _Lowering:
    """The programs and the initial weights of all pixels of a plane."""

    def __init__(self, experiment: Experiment, x: Axis, y: Axis, seed: int) -> None:
        self._experiment, self._x, self._y, self._seed = experiment, x, y, seed
        self._kinds = (changes(y), changes(x))
        self.arrays = _Arrays()
        self.programs: list[dict[str, Any]] = []
        self.starts: list[int] = []
        rows, columns = (len(axis) for axis in (y, x))
        self.program_of = np.zeros(self._shape(("program",), rows, columns), np.int32)
        self.start_of = np.zeros(self._shape(("start", "program"), rows, columns), np.int32)
        self._jobs: list[Job] = []  # kept, so that no other data set takes the id that is in their key
        self._known: dict[Hashable, int] = {}
        self._begun: dict[tuple[Hashable, str], int] = {}

    def _shape(self, kinds: tuple[str, ...], rows: int, columns: int) -> tuple[int, int]:
        """As many rows and columns as there are different ones: one where an axis changes nothing of these kinds."""
        return rows if self._kinds[0] in kinds else 1, columns if self._kinds[1] in kinds else 1

    def run(self) -> None:
        """Lower everything."""
        rows, columns = self.program_of.shape
        for row in range(rows):
            for column in range(columns):
                number, job = self._program(row, column)
                self.program_of[row, column] = number
                self._begin(job, row, column)

    def _at(self, row: int, column: int) -> Experiment:
        return self._y.apply(self._x.apply(self._experiment, self._x.values[column]), self._y.values[row])

    def _program(self, row: int, column: int) -> tuple[int, Job]:
        experiment = self._at(row, column)
        job = lower(experiment, [self._seed], name="", kind="experiment")
        key = (job.key, tuple(float(job.setting(name)[0]) for name in SETTINGS))
        if key not in self._known:
            self._known[key] = len(self.programs)
            self.programs.append(self._told(job))
        self._jobs.append(job)
        return self._known[key], job

    def _begin(self, job: Job, row: int, column: int) -> None:
        """The initial weights of the pixels that share a program."""
        plan = job.program.plan
        shape = (plan.widths, plan.parameters)
        rows, columns = self.start_of.shape
        here_rows = range(rows) if self._kinds[0] == "start" else (row if rows > 1 else 0,)
        here_columns = range(columns) if self._kinds[1] == "start" else (column if columns > 1 else 0,)
        for r in here_rows:
            for c in here_columns:
                init = str(self._init(plan.init, r, c))
                key = (shape, init)
                if key not in self._begun:
                    self._begun[key] = len(self.starts)
                    words = np.array([self._seed], np.int64).astype(np.uint32)
                    self.starts.append(self.arrays.place(nets.initial_parameters(replace(plan, init=init), words)))
                self.start_of[r, c] = self._begun[key]

    def _init(self, fixed: str, row: int, column: int) -> Any:
        if self._kinds[0] == "start":
            return self._y.values[row]
        return self._x.values[column] if self._kinds[1] == "start" else fixed

    def _told(self, job: Job) -> dict[str, Any]:
        program, plan = job.program, job.program.plan
        arrays = program_arrays(program)
        named = {name: self.arrays.place(arrays[name]) for name in _ARRAYS}
        return plain(
            {
                "arrays": {**named, "schedule": self.arrays.place(training_schedule(arrays["schedule"]))},
                "layers": len(plan.layers),
                "widths": list(plan.widths),
                "running": self.arrays.place(nets.initial_running(plan, 1)),
                "settings": [float(job.setting(name)[0]) for name in SETTINGS],
                "steps": program.total_steps,
                "per_epoch": program.per_epoch,
                "chance": job.meta.chance_loss,
            }
        )
