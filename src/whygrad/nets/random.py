"""Counter-based random numbers: a number is a function of (seed, purpose, place), not of what was drawn before it.

Threefry-2x32 with 20 rounds (Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011). The
kernel computes the same function for dropout and the order of samples, so equal experiments and seeds see equal
numbers whatever trains them, in whatever company.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint32]
_Word = Words | np.uint32 | int

STREAM_ORDER = 1
STREAM_INIT = 2
STREAM_DROPOUT = 16  # one a dropout operation from here on

_KEPT_NUMBERS = 4096  # for so few, calls of NumPy take longer than the numbers
_TURNS = ((13, 15, 26, 6), (17, 29, 16, 24))


def threefry(key0: _Word, key1: _Word, counter0: _Word, counter1: _Word) -> tuple[Words, Words]:
    """Two random words for every (key, counter); arguments are broadcast against each other."""
    shape = np.broadcast_shapes(*(np.shape(word) for word in (key0, key1, counter0, counter1)))
    k0, k1 = np.asarray(key0, np.uint32), np.asarray(key1, np.uint32)
    keys = (k0, k1, k0 ^ k1 ^ np.uint32(0x1BD11BDA))
    x0 = np.empty(shape, np.uint32)
    x1 = np.empty(shape, np.uint32)
    with np.errstate(over="ignore"):
        np.add(np.asarray(counter0, np.uint32), k0, out=x0)
        np.add(np.asarray(counter1, np.uint32), k1, out=x1)
        for group in range(5):
            for turn in _TURNS[group % 2]:
                x0 += x1
                x1 = (x1 << np.uint32(turn)) | (x1 >> np.uint32(32 - turn))
                x1 ^= x0
            x0 += keys[(group + 1) % 3]
            x1 += keys[(group + 2) % 3] + np.uint32(group + 1)
    return x0, x1


def uniform(seeds: Words, stream: int, tensor: int, count: int) -> NDArray[np.float64]:
    """`count` numbers in (0, 1) for every seed: (P, count)."""
    pairs = (count + 1) // 2
    words = threefry(seeds[:, None], stream, np.uint32(tensor), np.arange(pairs, dtype=np.uint32)[None, :])
    both = np.stack(words, axis=-1).reshape(len(seeds), 2 * pairs)[:, :count]
    return ((both >> np.uint32(8)).astype(np.float64) + 0.5) * 2.0**-24


def normal(seeds: Words, stream: int, tensor: int, count: int) -> NDArray[np.float64]:
    """`count` numbers of the standard normal distribution for every seed: (P, count) (Box & Muller 1958)."""
    if len(seeds) * count > _KEPT_NUMBERS:
        return _normal(seeds, stream, tensor, count)
    return _kept_normal(seeds.tobytes(), stream, tensor, count).copy()


@lru_cache(maxsize=256)
def _kept_normal(seeds: bytes, stream: int, tensor: int, count: int) -> NDArray[np.float64]:
    """The pixels of a map draw the same numbers, and differ in their scale."""
    return _normal(np.frombuffer(seeds, np.uint32), stream, tensor, count)


def _normal(seeds: Words, stream: int, tensor: int, count: int) -> NDArray[np.float64]:
    pairs = (count + 1) // 2
    numbers = uniform(seeds, stream, tensor, 2 * pairs).reshape(len(seeds), pairs, 2)
    radius = np.sqrt(-2.0 * np.log(numbers[..., 0]))
    angle = 2.0 * math.pi * numbers[..., 1]
    both = np.stack((radius * np.cos(angle), radius * np.sin(angle)), axis=-1)
    return both.reshape(len(seeds), 2 * pairs)[:, :count]


def _mixed(half: Words, other: Words, factor: Words, offset: Words, size: int) -> Words:
    """(half + f(other)) mod size, f drawn by its factor and offset from a pairwise independent family."""
    with np.errstate(over="ignore"):
        h = other * factor + offset
        total = half + (((h >> np.uint32(16)) * np.uint32(size)) >> np.uint32(16))
    return np.where(total >= size, total - np.uint32(size), total)


def sample_order(seeds: Words, epoch: int, samples: int) -> NDArray[np.int64]:
    """The order in which each run visits the samples in an epoch: (P, samples), each row a permutation.

    A Feistel network over [0, rows) x [0, columns) of four rounds with pairwise independent functions (Dietzfelbinger
    1996; Naor & Reingold 1999) and cycle walking (Black & Rogaway 2002), so that the kernel can compute any entry
    without the others.
    """
    rows = math.isqrt(samples - 1) + 1 if samples > 1 else 1
    columns = -(-samples // rows)
    words = [threefry(seeds, STREAM_ORDER, epoch, number) for number in range(4)]
    keys = [(factor[:, None], offset[:, None]) for factor, offset in words]
    position = np.broadcast_to(np.arange(samples, dtype=np.uint32), (len(seeds), samples))
    left, right = position // np.uint32(columns), position % np.uint32(columns)
    result = np.full((len(seeds), samples), -1, np.int64)
    while (result < 0).any():
        left = _mixed(left, right, *keys[0], rows)
        right = _mixed(right, left, *keys[1], columns)
        left = _mixed(left, right, *keys[2], rows)
        right = _mixed(right, left, *keys[3], columns)
        index = left.astype(np.int64) * columns + right
        result = np.where((result < 0) & (index < samples), index, result)
    return result


def dropout_mask(
    seeds: Words, stream: int, step: int, first: int, samples: int, units: int, share: NDArray[np.float32]
) -> NDArray[np.float32]:
    """0 or 1/(1 - share) for every run, sample of the batch and unit: (P, samples, units)."""
    pairs = (units + 1) // 2
    place = (np.arange(first, first + samples, dtype=np.uint32)[:, None] * np.uint32(pairs)) + np.arange(
        pairs, dtype=np.uint32
    )
    words = threefry(seeds[:, None, None], np.uint32(STREAM_DROPOUT + stream), np.uint32(step), place[None])
    both = np.stack(words, axis=-1).reshape(len(seeds), samples, 2 * pairs)[..., :units]
    number = (both >> np.uint32(8)).astype(np.float32) * np.float32(2.0**-24)
    share = share[:, None, None].astype(np.float32)
    return np.where(number >= share, np.float32(1) / (np.float32(1) - share), np.float32(0))
