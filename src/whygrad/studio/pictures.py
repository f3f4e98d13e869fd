"""The picture that a question is about: one of those offered, or a file that came with it."""

from __future__ import annotations

import base64
import binascii
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from whygrad.data.files.decoding import received
from whygrad.errors import InputError
from whygrad.i18n import text
from whygrad.studio.models import Models
from whygrad.studio.zoo_wire import PictureRequest

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 20_000_000  # of a picture that was sent
_CALLED = "picture"
_ONE = Lock()  # a picture takes up to 100 MB while it is read, and Python's filter of warnings is one for all threads


def chosen(question: PictureRequest, models: Models) -> tuple[NDArray[np.uint8], int] | None:
    """The picture (H, W, C) at a place among those offered, and its class; `None` if a file came instead.

    Raises `InputError` for a place where there is none.
    """
    if question.file is not None:
        return None
    offered = models.offered(question.model)
    if offered is None or question.place >= len(offered.labels):
        raise InputError("zoo-page-error-no-picture")
    return offered.pixels[question.place], offered.labels[question.place]


def opened(question: PictureRequest) -> tuple[Image, list[str]]:
    """The picture of the file that came with a question, in RGB, and what was done to it in words."""
    try:
        content = base64.b64decode(question.file or "", validate=True)
    except (binascii.Error, ValueError):
        raise InputError("error-picture-broken", file=_CALLED) from None
    name = question.name if question.name.isprintable() and question.name else _CALLED
    with _ONE:
        picture = received(content, name, MOST_PIXELS)
    return picture.image, [text(f"picture-{note}") for note in picture.notes]


def own_picture(question: PictureRequest, models: Models, side: int) -> tuple[NDArray[np.uint8], list[str]]:
    """The picture (H, W, C) of a question, one of a file made so small that no side is longer than `side`."""
    found = chosen(question, models)
    if found is not None:
        return found[0], []
    image, notes = opened(question)
    image.thumbnail((side, side))
    return np.asarray(image, np.uint8), notes
