"""The words of `data.augmentation` as one change of a batch, decided by a seed and the step."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import cast
from zlib import crc32

import torch
from torch import Tensor

from whygrad.data.augmentation.types import Change, Words

_ALL = 2**64 - 1


@cache
def words() -> dict[str, Change]:
    """Word -> the change that it stands for."""
    found: dict[str, Change] = {}
    for module in sorted(one.name for one in pkgutil.iter_modules([str(Path(__file__).parent)])):
        found |= cast("Words", getattr(importlib.import_module(f"{__package__}.{module}"), "WORDS", {}))
    return found


class Augmentation:
    """What `data.augmentation` does to a batch of pictures.

    The same seed, step and pictures give the same result, whatever was asked for before; a word's random numbers do
    not depend on which other words there are.
    """

    def __init__(self, names: Sequence[str], seed: int) -> None:
        """`names` are words as in an experiment, "crop" or "crop:4", applied in this order."""
        self._seed = seed
        self._random = torch.Generator()
        self._changes: list[tuple[int, Change, float | None]] = []
        for name in names:
            word, _, number = name.partition(":")
            self._changes.append((crc32(word.encode()), words()[word], float(number) if number else None))

    def __call__(self, pictures: Tensor, step: int) -> Tensor:
        """Pictures (B, C, H, W) with values from 0 to 1, changed; what is given stays as it is."""
        for stream, change, number in self._changes:
            pictures = change(pictures, number, self._random.manual_seed(_mixed(self._seed, step, stream)))
        return pictures


def _mixed(*words: int) -> int:
    """Whole numbers as one of 63 bits: for each, SplitMix64's function that spreads a difference over all bits.

    G. L. Steele, D. Lea, C. H. Flood, Fast Splittable Pseudorandom Number Generators, 2014.
    """
    state = 0
    for word in words:
        state = (state ^ word) + 0x9E3779B97F4A7C15 & _ALL
        state = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & _ALL
        state = (state ^ state >> 27) * 0x94D049BB133111EB & _ALL
        state ^= state >> 31
    return state >> 1
