"""What the arguments of a user's script may be: `--lr=1e-4:1:log`, `--width=16,32,64`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from whygrad.compare import Dimension
from whygrad.errors import InputError
from whygrad.experiment.values import split
from whygrad.maps.ranges import Range, range_limits

_SHOWN = 60  # characters of a bad assignment that an error repeats


def argument(assignment: str) -> Dimension:
    """The argument of a script that "--name=V1,V2", "--name=LO:HI" or "--name=LO:HI:log" varies.

    A range whose ends are both written as integers holds integers only. Listed values are passed on as written.
    Raises `InputError` for anything else.
    """
    name, equals, source = (part.strip() for part in assignment.partition("="))
    if not equals or not source or not name.strip("-") or any(letter.isspace() for letter in name):
        raise InputError("search-argument-form", value=assignment[:_SHOWN])
    limits = range_limits(source, assignment)
    if limits is not None:
        low, high, log = limits
        whole = all(part.strip().lstrip("+-").isdigit() for part in source.split(":")[:2])
        return Dimension(name, range=Range(low, high, log, whole))
    values = split(source)
    twice = next((value for place, value in enumerate(values) if value in values[:place]), None)
    if twice is not None:
        raise InputError("cli-value-twice", key=name, value=twice)
    return Dimension(name, tuple(values))


def arguments(vary: Sequence[str]) -> tuple[Dimension, ...]:
    """All of them, each name once."""
    found: dict[str, Dimension] = {}
    for assignment in vary:
        one = argument(assignment)
        if one.key in found:
            raise InputError("cli-varied-twice", key=one.key)
        found[one.key] = one
    return tuple(found.values())


def words(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Values as the script gets them: "--lr=0.01"."""
    return tuple(f"{name}={value}" for name, value in values.items())
