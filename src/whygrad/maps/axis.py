"""An axis of a map: a setting and its value at every pixel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from whygrad.errors import InputError
from whygrad.experiment import BY_KEY, Experiment, parse_choices
from whygrad.experiment.edit import find
from whygrad.experiment.options import Option
from whygrad.maps.ranges import STRUCTURAL, Range, read_range, with_setting

Scale = Literal["linear", "log", "list"]

MOST_PIXELS = 16_384


@dataclass(frozen=True, slots=True)
class Axis:
    """A setting and its values, one for each pixel along the axis.

    `key`: dotted key of the experiment, "depth" or "width". `values`: as the experiment takes them. `scale`: how the
    values are spaced; "list" for values that were listed.
    """

    key: str
    values: tuple[Any, ...]
    scale: Scale

    @classmethod
    def parse(cls, assignment: str, size: int, *, rounded: bool = False) -> Axis:
        """Read an axis as on the command line, with `size` pixels at most.

        "learning_rate=0.001:10:log", "width=2:64", "init=normal:0.01:10:log" (the number that a word takes),
        "activation=tanh,relu,sigmoid". Both ends belong to the range; whole numbers occur once each.
        With `rounded` their ends may lie between two whole numbers.
        Raises `InputError` and `ExperimentError` with what is allowed.
        """
        key, _, source = (part.strip() for part in assignment.partition("="))
        if not source:
            raise InputError("map-axis-form", value=assignment[:60])
        option = None if key in STRUCTURAL else _option(key)
        span = read_range(key, assignment, rounded=rounded)
        if span is None:
            return cls._listed(key, assignment)
        values = tuple(span.spelled(number) for number in _spaced(span, size))
        return cls(key if option is None else option.key, values, "log" if span.log else "linear")

    @classmethod
    def _listed(cls, key: str, assignment: str) -> Axis:
        dotted, values = (key, _whole_numbers(assignment)) if key in STRUCTURAL else parse_choices(assignment)
        if len(values) < 2:
            raise InputError("map-axis-form", value=assignment[:60])
        if len(set(values)) < len(values):
            raise InputError("map-axis-twice", value=assignment[:60])
        return cls(dotted, tuple(values), "list")

    def __len__(self) -> int:
        return len(self.values)

    @property
    def name(self) -> str:
        """The key without its section."""
        return self.key.rpartition(".")[2]

    @property
    def numbers(self) -> NDArray[np.float64]:
        """The values as numbers: of listed values their positions, of words the number that they carry."""
        if self.scale == "list":
            return np.arange(len(self.values), dtype=np.float64)
        return np.array([float(str(one).rpartition(":")[2]) for one in self.values])

    def apply(self, experiment: Experiment, value: Any) -> Experiment:
        """The experiment with this axis at a value."""
        return with_setting(experiment, self.key, value)


def _whole_numbers(assignment: str) -> list[int]:
    """The values of "depth=2,4,8"."""
    try:
        values = [int(word) for word in assignment.partition("=")[2].split(",")]
    except ValueError:
        values = []
    if not values or min(values) < 1:
        raise InputError("map-axis-form", value=assignment[:60])
    return values


def _option(key: str) -> Option:
    option = find(key)
    if option.kind in ("text", "layers"):
        raise InputError("map-axis-cannot", key=key, known=", ".join((*STRUCTURAL, *_numeric())))
    return option


def _numeric() -> list[str]:
    return [option.name for option in BY_KEY.values() if option.kind in ("number", "whole")]


def _spaced(span: Range, size: int) -> tuple[Any, ...]:
    space = np.geomspace if span.log else np.linspace
    numbers = space(span.low, span.high, size)
    numbers[0], numbers[-1] = span.low, span.high
    if not span.whole:
        return tuple(numbers.tolist())
    return tuple(dict.fromkeys(round(one) for one in numbers.tolist()))


def check(axis: Axis, experiment: Experiment) -> None:
    """Raise `ExperimentError` if the experiment cannot take the values at the ends of an axis, or all listed ones."""
    chosen = axis.values if axis.scale == "list" else (axis.values[0], axis.values[-1])
    for value in chosen:
        axis.apply(experiment, value)
