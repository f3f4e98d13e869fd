"""What the page of networks asks: lists of layers, pictures to look at or to change."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from whygrad.studio.wire import LONGEST_NAME, Spoken

LONGEST_TEXT = 64_000  # characters of a list of layers, as of an experiment's file
LONGEST_FILE = 1_900_000  # characters of a picture's bytes in base64: about 1.4 MB
MOST_ROWS = 8
MOST_WORDS = 6

_Id = Annotated[str, Field(max_length=64)]


class LayersRequest(Spoken):
    """A list of layers of one's own: as `text`, TOML with `input` and `layers`, or as values, JSON with the same."""

    text: Annotated[str, Field(max_length=LONGEST_TEXT)] | None = None
    input: Annotated[tuple[int, ...], Field(max_length=8)] = (1, 28, 28)
    layers: Annotated[list[Any], Field(max_length=1_000)] | None = None


class PictureRequest(Spoken):
    """A picture: the one at `place` among those offered for the network `model`, or a `file`'s bytes in base64.

    The model "" is the one that comes with whygrad.
    """

    model: _Id = ""
    place: Annotated[int, Field(ge=0, le=10_000)] = 0
    file: Annotated[str, Field(max_length=LONGEST_FILE)] | None = None
    name: Annotated[str, Field(max_length=LONGEST_NAME)] = ""


class LayerRequest(PictureRequest):
    """What a layer, named by its path, makes of a picture."""

    layer: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]


class EvidenceRequest(PictureRequest):
    """What the score of a class rests on; without `label`, of the class that the network answers."""

    label: Annotated[int, Field(ge=0, le=100_000)] | None = None


class AugmentRequest(PictureRequest):
    """What augmentation makes of a picture: each of `rows` is a list of words of `data.augmentation`."""

    rows: Annotated[
        list[Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=MOST_WORDS)]],
        Field(min_length=1, max_length=MOST_ROWS),
    ]
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 0
