"""One thing that is varied: a setting with listed values or a range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from whygrad.errors import InputError
from whygrad.experiment import parse_choices
from whygrad.experiment.edit import find
from whygrad.i18n.numbers import setting_value
from whygrad.maps.ranges import STRUCTURAL, Range, read_range, with_setting

if TYPE_CHECKING:
    from whygrad.experiment import Experiment

_SHOWN = 60  # characters of a bad assignment that an error repeats


@dataclass(frozen=True, slots=True)
class Dimension:
    """A setting and what it may be.

    `key`: dotted key of the experiment, "depth" or "width". `values`: the listed values; empty if `range` is given.
    """

    key: str
    values: tuple[Any, ...] = ()
    range: Range | None = None

    @classmethod
    def parse(cls, assignment: str) -> Dimension:
        """Read a dimension as on the command line.

        "activation=tanh,relu" and "hidden=[4],[8,8]" list values; "learning_rate=1e-4:1:log", "batch_size=4:64" and
        "init=normal:0.01:1:log" are ranges. Raises `InputError` or `ExperimentError` with what is allowed.
        """
        key, equals, source = (part.strip() for part in assignment.partition("="))
        if not equals or not source:
            raise InputError("vary-form", value=assignment[:_SHOWN])
        span = read_range(key, assignment)
        if span is not None:
            return cls(key if key in STRUCTURAL else find(key).key, range=span)
        dotted, values = (key, _whole_numbers(assignment)) if key in STRUCTURAL else parse_choices(assignment)
        twice = next((value for place, value in enumerate(values) if value in values[:place]), None)
        if twice is not None:
            raise InputError("cli-value-twice", key=dotted, value=setting_value(twice))
        return cls(dotted, tuple(values))

    @property
    def name(self) -> str:
        """The key without its section."""
        return self.key.rpartition(".")[2]

    @property
    def count(self) -> int | None:
        """The number of different values; `None` if there is no end of them."""
        if self.range is None:
            return len(self.values)
        low, high = self.range.low, self.range.high
        return round(high) - round(low) + 1 if self.range.whole else None

    def at(self, share: float) -> Any:
        """The value for a share from 0 to 1 (1 excluded for listed values, which are equally likely)."""
        if self.range is not None:
            return self.range.at(share)
        return self.values[int(share * len(self.values))]

    def apply(self, experiment: Experiment, value: Any) -> Experiment:
        """The experiment with this value."""
        return with_setting(experiment, self.key, value)

    def check(self, experiment: Experiment) -> None:
        """Raise `ExperimentError` if the experiment cannot take the listed values, or the ends of the range."""
        for value in self.values if self.range is None else self.range.ends():
            self.apply(experiment, value)


def _whole_numbers(assignment: str) -> list[Any]:
    """The values of "depth=2,4,8"."""
    try:
        values = [int(word) for word in assignment.partition("=")[2].split(",")]
    except ValueError:
        values = []
    if not values or min(values) < 1:
        raise InputError("vary-form", value=assignment[:_SHOWN])
    return list[Any](values)
