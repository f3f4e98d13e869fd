"""Ranks with their uncertainty: which variants are surely better than which, seed by seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.trial.statistics import LEVEL

_MOST_ENUMERATED = 12  # 2¹² = 4,096 sign patterns
_SEED = 20220630


@dataclass(frozen=True, slots=True)
class Ranks:
    """The rank of each variant, 1 the best, and the interval from `low` to `high` that it lies in.

    A variant with a run that did not end in a number has no rank: 0.
    """

    rank: Sequence[int]
    low: Sequence[int]
    high: Sequence[int]

    @property
    def order(self) -> list[int]:
        """Positions from the best to the worst, those without a rank last."""
        return sorted(range(len(self.rank)), key=lambda place: (self.rank[place] == 0, self.rank[place], place))

    def may_be_best(self, place: int) -> bool:
        """Whether rank 1 is in the interval."""
        return self.low[place] == 1


def rank_intervals(values: Any, *, higher_is_better: bool, level: float = LEVEL) -> Ranks:
    """Rank R variants by the mean of their P runs, (R, P); column p of all rows comes from the same seed.

    The interval of a rank begins behind all variants that are surely better and ends before all that are surely worse.
    Each interval holds with probability `level` (Mogstad, Romano, Shaikh & Wilhelm 2024, "Inference for Ranks", The
    Review of Economic Studies 91). "Surely" is a p-value of at most 1 - `level` by `differences_p`.
    """
    given = np.asarray(values, dtype=np.float64)
    ranked = np.isfinite(given).all(axis=1)
    places = np.flatnonzero(ranked)
    signed = given[places] if higher_is_better else -given[places]
    means = signed.mean(axis=1)
    position = np.zeros(len(given), dtype=np.int64)
    low, high = position.copy(), position.copy()
    if len(places):
        # The mean of equal values differs in the last digits with their order: equal ones share a rank.
        step = 1e-12 * max(float(np.abs(means).max()), 1e-300)
        position[places] = 1 + (means[None, :] > means[:, None] + step).sum(axis=1)
        sure = np.array([differences_p(signed, row) for row in range(len(places))]) <= 1 - level + 1e-12  # (R, R)
        low[places] = 1 + (sure & (means[None, :] > means[:, None])).sum(axis=1)
        high[places] = len(places) - (sure & (means[None, :] < means[:, None])).sum(axis=1)
    return Ranks(position.tolist(), low.tolist(), high.tolist())


def differences_p(values: Any, row: int) -> NDArray[np.float64]:
    """Adjusted two-sided p-values of the differences of all rows to one row, (R, P) -> (R,); 1 for the row itself.

    Under the null hypothesis that two variants are equally good, their difference in a seed is as likely d as -d. So
    the signs of whole seeds are flipped, in all 2^P ways up to 12 seeds. A p-value is the share of flips in which the
    largest statistic of any row reaches its own (Westfall & Young 1993, single-step max-T), with the statistic
    |Σd| / sqrt(Σd²). The smallest value possible is 2^(1-P): below six seeds nothing is sure.
    """
    given = np.asarray(values, dtype=np.float64)
    differences = given - given[row]  # (R, P)
    size = np.sqrt(np.square(differences).sum(axis=1))  # (R,)
    units = differences / np.where(size > 0, size, 1.0)[:, None]
    largest = np.abs(_signs(given.shape[1]) @ units.T).max(axis=1)  # (flips,)
    largest.sort()
    # Sums in another order differ in the last digits; a flip that equals what was observed has to count.
    reached = len(largest) - np.searchsorted(largest, np.abs(units.sum(axis=1)) - 1e-9)
    return reached / len(largest)


@cache
def _signs(runs: int) -> NDArray[np.float64]:
    """Sign patterns of the seeds: (flips, P), the first all +1."""
    if runs <= _MOST_ENUMERATED:
        return 1.0 - 2.0 * (np.arange(2**runs)[:, None] >> np.arange(runs) & 1)
    signs = np.random.default_rng(_SEED).choice([-1.0, 1.0], size=(2**_MOST_ENUMERATED, runs))
    signs[0] = 1.0
    return signs
