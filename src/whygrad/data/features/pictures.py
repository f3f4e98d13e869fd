"""The features of pictures, one after another in a row of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from whygrad.data.features.histogram import Histogram, JointHistogram
from whygrad.data.features.hog import Hog
from whygrad.data.features.kind import Features, Kind, Pictures, Shape
from whygrad.data.features.words import SoftWords, Words
from whygrad.data.listening import tell
from whygrad.data.sets.types import pixel_names
from whygrad.errors import DataError

MOST_VALUES = 1_000_000_000  # of the features of all samples, at 4 bytes each
_BLOCK = 1_024  # pictures at a time


class Pixels(Kind):
    """The pixels as a network sees them without any features: bytes from 0 to 1, the digits from 0 to 16."""

    def compute(self, pictures: Pictures, number: int, top: float, fitted: Features | None) -> Features:
        """(N, C·H·W)."""
        del number, fitted
        return pictures.reshape(len(pictures), -1) * np.float32(1 / 255 if top == 255 else 1)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "pixels": Pixels(),
        "histogram": Histogram(),
        "joint-histogram": JointHistogram(),
        "hog": Hog(),
        "words": Words(),
        "soft-words": SoftWords(),
    }
)
"""Word -> what it computes. `experiment.options.PICTURE_FEATURES` says which numbers a word may carry."""


@dataclass(frozen=True, eq=False)
class PictureFeatures:
    """Fitted features: a map of pictures. `fitted` holds what was learned of training pictures, by the word's place."""

    words: tuple[str, ...]
    shape: Shape  # (C, H, W)
    top: float  # the value of white
    fitted: Mapping[int, Features] = field(default_factory=dict[int, Features])

    def __call__(self, values: npt.NDArray[np.generic], before: int = 0, of: int | None = None) -> Features:
        """The features of pictures (N, C·H·W), whose values lie between 0 and `top`: (N, F) float32.

        `before` and `of` are for who listens: how many other pictures are done, and how many there are in all.
        """
        result: Features | None = None
        for start in range(0, len(values), _BLOCK):
            tell(before + start, of or len(values))
            block = values[start : start + _BLOCK].astype(np.float32).reshape(-1, *self.shape)
            rows = np.concatenate(self.each(block), axis=1)
            if result is None:
                if len(values) * rows.shape[1] > MOST_VALUES:
                    room = {"features": f"{rows.shape[1]:,}", "most": f"{MOST_VALUES // rows.shape[1]:,}"}
                    raise DataError("error-features-room", key="data.features", samples=f"{len(values):,}", **room)
                result = np.empty((len(values), rows.shape[1]), np.float32)
            result[start : start + len(rows)] = rows
        assert result is not None
        tell(before + len(values), of or len(values))
        return result

    def each(self, pictures: Pictures) -> list[Features]:
        """The features of pictures (N, C, H, W), word by word: (N, F) of each."""
        found: list[Features] = []
        for place, word in enumerate(self.words):
            kind, number = parsed(word)
            found.append(kind.compute(pictures, number, self.top, self.fitted.get(place)))
        return found

    @property
    def count(self) -> int:
        """F: how many numbers there are of a picture."""
        return sum(values.shape[1] for values in self.each(np.zeros((1, *self.shape), np.float32)))

    def names(self) -> tuple[str, ...]:
        """A name for each column: those of the pixels, and `hog:4_1`, `hog:4_2`, …"""
        one = np.zeros((1, *self.shape), np.float32)
        columns: list[str] = []
        for word, values in zip(self.words, self.each(one), strict=True):
            own = [f"{word}_{number}" for number in range(1, values.shape[1] + 1)]
            columns += pixel_names(self.shape) if word == "pixels" else own
        return tuple(columns)


def fit(
    words: tuple[str, ...], training: npt.NDArray[np.generic], shape: Shape, top: float, seed: int
) -> PictureFeatures:
    """Fit features to the training pictures (N, C·H·W); raises `DataError` where pictures have no such features."""
    fitted: dict[int, Features] = {}
    tell(0, 1)
    for place, word in enumerate(words):
        kind, number = parsed(word)
        kind.check(shape, number)
        found = kind.fit(training.reshape(-1, *shape), number, top, seed)
        if found is not None:
            fitted[place] = found
    return PictureFeatures(words, shape, top, fitted)


def parsed(word: str) -> tuple[Kind, int]:
    """The kind that a word means, and its number: the usual one, if it carries none."""
    name, _, number = word.partition(":")
    kind = KINDS[name]
    return kind, int(number) if number else kind.number
