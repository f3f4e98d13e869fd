"""The words of `data.augmentation` as one change of a batch, decided by a seed and the step."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Sequence
from functools import cache
from typing import cast
from zlib import crc32

import numpy as np
import torch
from torch import Tensor

from whygrad.data import augmentation
from whygrad.data.augmentation.types import Change, Words


@cache
def words() -> dict[str, Change]:
    """Word -> the change that it stands for."""
    found: dict[str, Change] = {}
    for module in sorted(one.name for one in pkgutil.iter_modules(augmentation.__path__)):
        found |= cast("Words", getattr(importlib.import_module(f"{augmentation.__name__}.{module}"), "WORDS", {}))
    return found


class Augmentation:
    """What `data.augmentation` does to a batch of pictures.

    The same seed, step and pictures give the same result, whatever was asked for before; a word's random numbers do
    not depend on which other words there are.
    """

    def __init__(self, names: Sequence[str], seed: int) -> None:
        """`names` are words as in an experiment, "crop" or "crop:4", applied in this order."""
        self._seed = seed
        self._changes: list[tuple[int, Change, float | None]] = []
        for name in names:
            word, _, number = name.partition(":")
            self._changes.append((crc32(word.encode()), words()[word], float(number) if number else None))

    def __call__(self, pictures: Tensor, step: int) -> Tensor:
        """Pictures (B, C, H, W) with values from 0 to 1, changed; what is given stays as it is."""
        for stream, change, number in self._changes:
            words_of_seed = np.random.SeedSequence((self._seed, step, stream)).generate_state(1, np.uint64)
            random = torch.Generator().manual_seed(int(words_of_seed[0] >> np.uint64(1)))
            pictures = change(pictures, number, random)
        return pictures
