"""What the atlas asks: a plane to train, one pixel of it to diagnose."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from whygrad.studio.wire import Question, Seed

MOST_PIXELS = 256  # along an axis
LONGEST_AXIS = 120  # characters

AxisText = Annotated[str, Field(max_length=LONGEST_AXIS)]
Value = Annotated[str, Field(max_length=60)] | int | float


class PlaneRequest(Question):
    """A map to be trained in the page: an experiment, and its axes as `whygrad map` takes them.

    `x`, `y`: "learning_rate=0.001:10:log". `size`: pixels along an axis; axes of whole numbers have fewer. `seed` is
    that of every pixel.
    """

    x: AxisText
    y: AxisText
    size: Annotated[int, Field(ge=2, le=MOST_PIXELS)] = MOST_PIXELS
    seed: Seed = 0
    every: Annotated[int, Field(ge=1, le=MOST_PIXELS)] = 1


class PixelRequest(Question):
    """One pixel of a map: an experiment and the settings that its axes have there."""

    settings: Annotated[dict[Annotated[str, Field(max_length=60)], Value], Field(min_length=1, max_length=2)]
    seed: Seed = 0
