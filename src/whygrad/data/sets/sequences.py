"""Sequences that show how far back a network remembers. Every generator takes `rng`, the number of samples and T.

The noise of `data.noise` is added where it is for tables: numbers get normal noise, classes are drawn anew.
"""

from __future__ import annotations

import numpy as np

from whygrad.data.sets.types import Table
from whygrad.errors import DataError

SYMBOLS = 8  # that the copying task tells apart
_MOST_NUMBERS = 50_000_000


def adding(rng: np.random.Generator, samples: int, length: int) -> Table:
    """Two features a step: a number from U(0, 1) and a mark, which two steps have, one in each half.

    The target is the sum of the two marked numbers. Whoever always says 1 has a mean squared error of 1/6.
    S. Hochreiter, J. Schmidhuber, Long Short-Term Memory, 1997, 5.4, in the form of Q. V. Le, N. Jaitly, G. E. Hinton,
    2015 (https://arxiv.org/abs/1504.00941), which has numbers from U(0, 1) and one length.
    """
    x = _room(samples, length, 2)
    x[:, :, 0] = rng.uniform(0.0, 1.0, (samples, length))
    rows, half = np.arange(samples), length // 2
    first, second = rng.integers(0, half, samples), rng.integers(half, length, samples)
    x[rows, first, 1] = x[rows, second, 1] = 1.0
    y = x[rows, first, 0] + x[rows, second, 0]
    columns = tuple(f"{name}_{step}" for step in range(1, length + 1) for name in ("number", "mark"))
    return Table(x.reshape(samples, -1), y, columns, sequence_shape=(length, 2))


def copying(rng: np.random.Generator, samples: int, length: int) -> Table:
    """Tokens: one of 8 symbols, then T - 2 others that do not count, then the sign to repeat the first: its class.

    What copying tasks ask for (Hochreiter and Schmidhuber, 1997; M. Arjovsky, A. Shah, Y. Bengio, 2016,
    https://arxiv.org/abs/1511.06464), with one symbol to keep instead of ten, so that every sample has one answer, and
    with other tokens between instead of blanks, so that hardly any two samples are the same. Symbols are the tokens
    0 to 7, those between are 8 to 15, the sign is 16.
    """
    x = _room(samples, length, 1)[:, :, 0]
    y = rng.integers(0, SYMBOLS, samples)
    x[:, 0], x[:, -1] = y, 2 * SYMBOLS
    x[:, 1:-1] = rng.integers(SYMBOLS, 2 * SYMBOLS, (samples, length - 2))
    names = tuple(str(symbol) for symbol in range(SYMBOLS))
    return Table(x, y, _columns("token", length), names, sequence_shape=(length,), tokens=2 * SYMBOLS + 1)


def parity(rng: np.random.Generator, samples: int, length: int) -> Table:
    """T bits, 0 or 1; class 1 where the number of ones is odd. Every bit decides."""
    x = _room(samples, length, 1)
    x[:, :, 0] = rng.integers(0, 2, (samples, length))
    y = x[:, :, 0].sum(axis=1).astype(np.int64) % 2
    return Table(x[:, :, 0], y, _columns("bit", length), ("even", "odd"), sequence_shape=(length, 1))


def sine_wave(rng: np.random.Generator, samples: int, length: int) -> Table:
    """T values of a sine with a period of U(8, 32) steps and any phase; the target is the value that follows."""
    period, phase = rng.uniform(8.0, 32.0, (samples, 1)), rng.uniform(0.0, 2.0 * np.pi, (samples, 1))
    _room(samples, length, 1)
    wave = np.sin(2.0 * np.pi * np.arange(length + 1) / period + phase)  # (N, T + 1)
    columns = _columns("value", length)
    return Table(np.ascontiguousarray(wave[:, :-1]), wave[:, -1].copy(), columns, sequence_shape=(length, 1))


def _columns(name: str, length: int) -> tuple[str, ...]:
    return tuple(f"{name}_{step}" for step in range(1, length + 1))


def _room(samples: int, length: int, features: int) -> np.ndarray:
    """Zeros (samples, length, features); raises `DataError` for more than fits into memory with ease."""
    if samples * length * features > _MOST_NUMBERS:
        most = f"{_MOST_NUMBERS // (length * features):,}"
        raise DataError("error-data-sequences", samples=f"{samples:,}", length=f"{length:,}", most=most)
    return np.zeros((samples, length, features))
