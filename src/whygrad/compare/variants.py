"""The variants of an experiment: every combination of listed values, or random samples of them and of ranges."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from whygrad.compare.dimension import Dimension
from whygrad.errors import InputError
from whygrad.experiment import parse_assignment

if TYPE_CHECKING:
    from whygrad.experiment import Experiment

MOST = 200  # variants; more belong on a map
_TRIES = 1_000  # draws for each sample until all of them differ


@dataclass(frozen=True, slots=True)
class Variant:
    """Values of the varied settings by their dotted keys, and the experiment with these values."""

    values: dict[str, Any]
    experiment: Experiment


def dimensions(base: Experiment, vary: Sequence[str], changes: Sequence[str] = ()) -> tuple[Dimension, ...]:
    """What "KEY=V1,V2" and "KEY=LO:HI" vary, each key once. `changes` are assignments that may name no varied key.

    Raises `InputError` or `ExperimentError` for what cannot be varied.
    """
    fixed = {parse_assignment(change)[0] for change in changes}
    found: dict[str, Dimension] = {}
    for assignment in vary:
        one = Dimension.parse(assignment)
        if one.key in found:
            raise InputError("cli-varied-twice", key=one.key)
        if one.key in fixed:
            raise InputError("cli-varied-and-set", key=one.key)
        one.check(base)
        found[one.key] = one
    for structural in ("depth", "width"):
        if structural in found and ("network.hidden" in found or "network.layers" in found):
            raise InputError("vary-hidden-twice", key=structural)
    return tuple(found.values())


def grid(base: Experiment, varied: Sequence[Dimension]) -> list[Variant]:
    """All combinations of listed values, the last key varying fastest. Raises `InputError` for a range."""
    for one in varied:
        if one.range is not None:
            raise InputError("vary-range-needs-samples", key=one.name)
    count = math.prod(len(one.values) for one in varied)
    if count > MOST:
        raise InputError("cli-too-many-variants", count=count, most=MOST)
    return [_variant(base, varied, point) for point in product(*(one.values for one in varied))]


def samples(base: Experiment, varied: Sequence[Dimension], count: int, seed: int = 0) -> list[Variant]:
    """`count` different random variants. Listed values and integers are equally likely; ranges are uniform, or
    log-uniform if they are logarithmic.

    Equal seeds give equal samples, and fewer samples are the first ones of more. Raises `InputError` if there are not
    so many different variants.
    """
    if count > MOST:
        raise InputError("cli-too-many-variants", count=count, most=MOST)
    counts = [one.count for one in varied]
    if None not in counts:
        possible = math.prod(one or 0 for one in counts)
        if possible < count:
            raise InputError("vary-too-few", count=count, possible=possible)
    random = np.random.default_rng(np.random.SeedSequence(seed))
    found: dict[str, tuple[Any, ...]] = {}
    for _ in range(_TRIES * count):
        point = tuple(one.at(float(share)) for one, share in zip(varied, random.random(len(varied)), strict=True))
        found.setdefault(repr(point), point)
        if len(found) == count:
            break
    return [_variant(base, varied, point) for point in found.values()]


def _variant(base: Experiment, varied: Sequence[Dimension], point: Sequence[Any]) -> Variant:
    keyed = {one.key: value for one, value in zip(varied, point, strict=True) if one.key not in ("depth", "width")}
    experiment = base.replace(**keyed) if keyed else base
    for one, value in zip(varied, point, strict=True):
        if one.key not in keyed:
            experiment = one.apply(experiment, value)
    return Variant({one.key: value for one, value in zip(varied, point, strict=True)}, experiment)
