"""Ranges of settings as people write them, `KEY=LO:HI` or `KEY=LO:HI:log`, and two settings that are no keys of an
experiment but change its hidden layers: depth and width.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from whygrad.errors import InputError
from whygrad.experiment.edit import find
from whygrad.experiment.options import Parameter

if TYPE_CHECKING:
    from whygrad.experiment.model import Experiment

STRUCTURAL = ("depth", "width")
"""Settings that change `network.hidden`: its length, or the units of every layer."""

_DIGITS = 4  # significant digits of a drawn number: what a table shows can be typed again
_SHOWN = 60  # characters of a bad assignment that an error repeats


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, both included; evenly spaced by their logarithm if `log`.

    `whole`: integers only. `word`: the number belongs to a word, as STD in `normal:STD`; "" if it stands alone.
    """

    low: float
    high: float
    log: bool = False
    whole: bool = False
    word: str = ""

    def spelled(self, number: float) -> Any:
        """The setting's value for a number of the range."""
        return f"{self.word}:{number}" if self.word else number

    def at(self, share: float) -> Any:
        """The value at a share of the range, 0 ≤ `share` ≤ 1: a uniform share gives a uniform (or log-uniform) value.

        Integers are equally likely on a linear scale. Other numbers are rounded to four significant digits.
        """
        low, high = (self.low - 0.5, self.high + 0.5) if self.whole else (self.low, self.high)
        if self.log:
            number = math.exp(math.log(low) + share * (math.log(high) - math.log(low)))
        else:
            number = low + share * (high - low)
        return self.rounded(number)

    def rounded(self, number: float) -> Any:
        """The value for any number: an integer, or a number of four significant digits, inside the range."""
        near = round(number) if self.whole else float(f"{number:.{_DIGITS}g}")
        return self.spelled(min(max(near, self._end(self.low)), self._end(self.high)))

    def ends(self) -> tuple[Any, Any]:
        """The values at both ends."""
        return self.spelled(self._end(self.low)), self.spelled(self._end(self.high))

    def _end(self, number: float) -> float:
        return round(number) if self.whole else number


def read_range(key: str, assignment: str, *, rounded: bool = False) -> Range | None:
    """The range in "KEY=LO:HI", "KEY=LO:HI:log" or "KEY=WORD:LO:HI"; `None` if what follows "=" is no range.

    `key` is a key of an experiment, "depth" or "width". Raises `InputError` for a range that is empty,
    logarithmic with a number that is not positive, or fractional where integers are needed, and `ExperimentError` for
    an unknown key. `rounded`: ends between two integers are fine, too, as those of a view that was moved.
    """
    source = assignment.partition("=")[2].strip()
    word, parameter, spelled = _word_of(key, source)
    limits = range_limits(spelled, assignment)
    if limits is None:
        return None
    if parameter is not None:
        whole = parameter.whole
    else:
        whole = key in STRUCTURAL or find(key).kind in ("whole", "wholes")
    low, high, log = limits
    if whole and not rounded and not (low.is_integer() and high.is_integer()):
        raise InputError("range-whole", value=assignment[:_SHOWN])
    return Range(low, high, log, whole, word)


def range_limits(source: str, assignment: str) -> tuple[float, float, bool] | None:
    """(low, high, log) of "LO:HI" or "LO:HI:log"; `None` for anything else. Errors repeat `assignment`."""
    parts = source.split(":")
    if len(parts) not in (2, 3) or (len(parts) == 3 and parts[2] not in ("log", "linear")):
        return None
    try:
        low, high = float(parts[0]), float(parts[1])
    except ValueError:
        return None
    if not (math.isfinite(low) and math.isfinite(high)):
        return None
    if not low < high:
        raise InputError("range-order", value=assignment[:_SHOWN])
    log = parts[2:] == ["log"]
    if log and low <= 0:
        raise InputError("range-log", value=assignment[:_SHOWN])
    return low, high, log


def with_setting(experiment: Experiment, key: str, value: Any) -> Experiment:
    """The experiment with another value of a key, or of depth or width.

    Raises `InputError` if depth or width is to change hidden layers and there are none.
    """
    if key not in STRUCTURAL:
        return experiment.replace(**{key: value})
    hidden = experiment.network.hidden
    if not hidden:
        raise InputError("map-axis-hidden", key=key)
    wide = (hidden[0],) * value if key == "depth" else (value,) * len(hidden)
    return experiment.replace(hidden=wide)


def _word_of(key: str, source: str) -> tuple[str, Parameter | None, str]:
    """("normal", its number, "0.1:1") of "normal:0.1:1" where the key's words take a number."""
    if key in STRUCTURAL:
        return "", None, source
    word, colon, rest = source.partition(":")
    parameter = find(key).parameters.get(word)
    if not colon or parameter is None or "," in source:
        return "", None, source
    return word, parameter, rest
