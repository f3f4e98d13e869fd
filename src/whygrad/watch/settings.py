"""What a watch records and how often: every number in one place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

NEVER = 2**62  # an update that no training comes to


@dataclass(frozen=True, slots=True)
class Settings:
    """How a training is watched.

    Records are taken at the updates 0 … `dense` - 1, then in growing distances (each record `growth` of the updates
    done after the one before); or exactly at `steps`, rising, if there are any. With `budget` > 0 a record is put off
    until all records together have cost no more than `grace` seconds and that share of the time that passed; the first
    `least` are taken whatever they cost.
    """

    steps: tuple[int, ...] = ()

    dense: int = 32
    growth: float = 0.04
    budget: float = 0.0
    grace: float = 0.005
    least: int = 2
    most_records: int = 600  # kept; beyond it every other one of the older half is given up
    elements: int = 1 << 17  # of one activation that are looked at; more samples than that are left out
    least_samples: int = 32  # … but not fewer than these
    places: int = NEVER  # … of which every k-th row and column is looked at if they still have more elements
    weights: int = 1 << 22  # weights and gradients copied for an update, all parameters together
    classes: int = 1000  # most classes that are counted
    evaluation_batches: int = 8  # of one evaluation that are looked at
    columns: int = 4096  # most input columns with statistics of their own; 0: inputs are not looked at
    neighbors: int = 600  # samples that are kept with their targets
    fewest_neighbors: int = 60
    table: int = 16  # distinct samples that are all there is, as of a function of four bits
    multiplied: int = 64  # most columns that are asked together with another whether they tell of the targets
    window: int = 10  # gradients that are asked whether they agree; 0: they are not asked
    compared: int = 1 << 12  # numbers of each that are compared
    losses: bool = True  # what loss functions are given is looked at
    familiar: int = 1 << 15  # samples of training that are known again in an evaluation; 0: batches, too, are not
    mostly: float = 0.5  # share of an evaluation's samples that were trained on which makes it none of new ones
    asked: int = 64  # … of which so many are asked whether they were trained on
    mixing_samples: int = 4
    kept_elements: int = 1 << 20  # the largest batch that is kept to ask whether its samples mix
    mixing_parameters: int = 20_000_000  # larger models are not copied to ask whether samples mix
    histograms: bool = False  # of each layer's values, weights and gradients
    units: int = 0  # most units of a layer that have numbers of their own; of a wider one the first so many


LIGHT = Settings(budget=0.012)
THOROUGH = Settings()


def together(several: Sequence[Settings]) -> Settings:
    """What is looked at of a layer that several watches see: as much as the one asks for that asks for most."""
    if len(several) == 1:
        return several[0]
    return replace(
        several[0],
        elements=max(one.elements for one in several),
        least_samples=max(one.least_samples for one in several),
        histograms=any(one.histograms for one in several),
        units=max(one.units for one in several),
        losses=any(one.losses for one in several),
    )


def next_record(done: int, every: int | None, settings: Settings) -> int:
    """The update count of the record that follows one at `done`; far away if there is none."""
    if settings.steps:
        place = bisect_right(settings.steps, done)
        return settings.steps[place] if place < len(settings.steps) else NEVER
    if every is not None:
        return done + every
    if done + 1 < settings.dense:
        return done + 1
    return done + max(1, round(done * settings.growth))
