"""What the atlas asks: a plane to train, some of its pixels trained, one pixel of it to diagnose."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from whygrad.studio.wire import Question, Seed

MOST_PIXELS = 256  # along an axis
MOST_AT_ONCE = 2_048  # pixels of a question
LONGEST_AXIS = 120  # characters

AxisText = Annotated[str, Field(max_length=LONGEST_AXIS)]
Places = Annotated[list[Annotated[int, Field(ge=0, lt=MOST_PIXELS)]], Field(min_length=1, max_length=MOST_AT_ONCE)]
Value = Annotated[str, Field(max_length=60)] | int | float


class MapRequest(Question):
    """A map: an experiment, and its axes as `whygrad map` takes them.

    `x`, `y`: "learning_rate=0.001:10:log". `size`: pixels along an axis; axes of whole numbers have fewer. `seed` is
    that of every pixel.
    """

    x: AxisText
    y: AxisText
    size: Annotated[int, Field(ge=2, le=MOST_PIXELS)] = MOST_PIXELS
    seed: Seed = 0


class PlaneRequest(MapRequest):
    """A map to be trained in the page; `every`: only every so manieth pixel of both axes."""

    every: Annotated[int, Field(ge=1, le=MOST_PIXELS)] = 1


class PixelsRequest(MapRequest):
    """Pixels of a map to be trained on the server: the row and the column of each."""

    rows: Places
    columns: Places


class PixelRequest(Question):
    """One pixel of a map: an experiment and the settings that its axes have there."""

    settings: Annotated[dict[Annotated[str, Field(max_length=60)], Value], Field(min_length=1, max_length=2)]
    seed: Seed = 0
