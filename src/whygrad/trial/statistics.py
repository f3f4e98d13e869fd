"""How sure a difference is that was seen in a few seeds: on bare arrays, for many remedies at once.

A remedy and the baseline are trained from the same seeds, so what counts is the difference seed by seed. The letters:
`R` remedies, `P` runs (seeds), `B` resamples. Positive differences are improvements.
"""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LEVEL = 0.95
RESAMPLES = 4000
_MOST_DRAWN = 4_000_000  # seeds of all resamples in memory: 1,000 seeds, at 32 bytes each
_SEED = 20220630
_MOST_ENUMERATED = 12  # 2¹² = 4,096 sign patterns
_NORMAL = NormalDist()


def bootstrap_means(differences: Any, resamples: int = RESAMPLES) -> Array:
    """The mean difference in `resamples` samples of seeds drawn with replacement: (R, P) -> (R, B).

    All rows share the same draws, so that a difference of two rows is the bootstrap of their difference. Deterministic.
    """
    values = np.asarray(differences, dtype=np.float64)  # (R, P)
    runs = values.shape[1]
    if runs * resamples <= _MOST_DRAWN:
        return values @ _draws(runs, resamples)  # (R, P) @ (P, B)
    random, some = np.random.default_rng(_SEED), max(1, _MOST_DRAWN // runs)
    parts = [values @ _drawn(random, runs, min(some, resamples - first)) for first in range(0, resamples, some)]
    return np.concatenate(parts, axis=1)


@cache
def _draws(runs: int, resamples: int) -> Array:
    return _drawn(np.random.default_rng(_SEED), runs, resamples)


def _drawn(random: np.random.Generator, runs: int, resamples: int) -> Array:
    """How often each seed is in each resample, divided by the number of seeds: (P, B)."""
    picked = random.integers(runs, size=(resamples, runs))  # (B, P)
    cells = picked + runs * np.arange(resamples)[:, None]
    counts = np.bincount(cells.ravel(), minlength=resamples * runs).reshape(resamples, runs)
    return np.ascontiguousarray(counts.T, dtype=np.float64) / runs


def interval(means: Any, runs: int, level: float = LEVEL) -> Array:
    """The bootstrap interval of the mean from bootstrap means: (R, B) -> (R, 2), lower and upper end.

    The *expanded percentile* interval (Hesterberg 2015, "What Teachers Should Know About the Bootstrap", The American
    Statistician 69): the plain percentile interval of n values is too narrow by sqrt((n-1)/n) and for using normal
    instead of t quantiles; with 8 seeds it covers 89 % instead of 95 %. The tails are therefore taken at
    Φ(-sqrt(n/(n-1)) · t) with the t quantile of n - 1 degrees of freedom. One run has no spread: NaN.
    """
    sorted_means = np.asarray(means, dtype=np.float64)  # (R, B)
    if runs < 2:
        return np.full((sorted_means.shape[0], 2), np.nan)
    tail = tail_share(runs, level)
    resamples = sorted_means.shape[1]
    # The k-th smallest and the k-th largest, with k/(B + 1) at most the tail: conservative and symmetric.
    k = min(max(int(tail * (resamples + 1)), 1), resamples) - 1
    parted = np.partition(sorted_means, (k, resamples - 1 - k), axis=1)
    return parted[:, [k, resamples - 1 - k]]


def widened(ends: Array, center: float, standard_error: float) -> Array:
    """An interval (2,) about `center` with an independent normal error added: half-widths in quadrature."""
    half = _NORMAL.inv_cdf(0.5 + LEVEL / 2) * standard_error
    return center + np.array([-1.0, 1.0]) * np.hypot(ends - center, half)


def tail_share(runs: int, level: float = LEVEL) -> float:
    """The share of the bootstrap distribution to leave out at each end so that the interval covers `level`."""
    t = t_quantile(0.5 + level / 2, runs - 1)
    return _NORMAL.cdf(-math.sqrt(runs / (runs - 1)) * t)


@cache
def t_quantile(probability: float, freedom: int) -> float:
    """The quantile of Student's t distribution for a whole number of degrees of freedom, probability above ½.

    By bisection of its distribution function's closed form (Abramowitz & Stegun 26.7.3 and 26.7.4).
    """
    low, high = 0.0, 1e6
    for _ in range(100):
        middle = (low + high) / 2
        if 0.5 + _t_within(middle, freedom) / 2 < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _t_within(t: float, freedom: int) -> float:
    """The probability of |T| <= t."""
    angle = math.atan(t / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    if freedom % 2 == 0:
        term = total = sine
        for n in range(2, freedom, 2):
            term *= cosine**2 * (n - 1) / n
            total += term
        return total
    total, term = angle, sine * cosine
    for n in range(3, freedom + 1, 2):
        total += term
        term *= cosine**2 * (n - 1) / n
    return total * 2 / math.pi


def adjusted_p(differences: Any) -> Array:
    """The probability that the clearest of R useless remedies looks as good as each of these does: (R, P) -> (R,).

    Trying twelve remedies finds a "winner" by luck more often than trying one. Under the null hypothesis a difference
    is as likely to be -d as d, so flipping the signs of whole seeds gives data as probable as ours. The p-value of a
    remedy is the share of flips in which the largest statistic of *any* remedy reaches its own (Westfall & Young 1993,
    single-step max-T; one-sided). The statistic Σd / sqrt(Σd²) grows with the t statistic and needs no division by a
    spread that may be 0. All 2^P flips are used up to 12 seeds, so the smallest value possible is 2^-P: fewer than five
    seeds cannot reach 0.05.
    """
    values = np.asarray(differences, dtype=np.float64)  # (R, P)
    size = np.sqrt(np.square(values).sum(axis=1))  # (R,)
    units = values / np.where(size > 0, size, 1.0)[:, None]
    flipped = (_signs(values.shape[1]) @ units.T).max(axis=1)  # (flips,)
    observed = units.sum(axis=1)
    # Sums in another order differ in the last digits; a flip that equals what was observed has to count.
    return (flipped[:, None] >= observed - 1e-9).mean(axis=0)


@cache
def _signs(runs: int) -> Array:
    """Sign patterns of the seeds: (flips, P), the first all +1."""
    if runs <= _MOST_ENUMERATED:
        patterns = np.arange(2**runs)[:, None] >> np.arange(runs) & 1
        return 1.0 - 2.0 * patterns
    signs = np.random.default_rng(_SEED).choice([-1.0, 1.0], size=(2**_MOST_ENUMERATED, runs))
    signs[0] = 1.0
    return signs


def fewest_seeds(alpha: float = 1 - LEVEL) -> int:
    """The number of seeds from which `adjusted_p` can fall to `alpha`."""
    return math.ceil(-math.log2(alpha))
