"""When things happen: the learning rate's factor at every step, and the steps at which a record is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Steps = NDArray[np.float64]

_AT_ONCE = 1 << 16  # steps in float64


@dataclass(frozen=True, slots=True)
class Progress:
    """Where each update stands in the training."""

    whole: Steps  # share of the whole training, from 0
    rest: Steps  # share of what follows the warm-up, 0 during it
    epochs: Steps  # epochs since the warm-up


# The factor on the learning rate. A new schedule is a row here.
SCHEDULES: dict[str, Callable[[Progress], Steps]] = {
    "constant": lambda at: np.ones_like(at.whole),
    # ×0.1 at 50 % and again at 75 % of the training (He et al. 2016)
    "step": lambda at: np.where(at.whole < 0.5, 1.0, np.where(at.whole < 0.75, 0.1, 0.01)),
    # half a cosine from 1 to 0 (Loshchilov & Hutter 2017)
    "cosine": lambda at: 0.5 * (1 + np.cos(np.pi * at.rest)),
    "linear": lambda at: 1 - at.rest,
    # 1/√(1 + t), t in epochs (CS231n notes)
    "inverse-sqrt": lambda at: 1 / np.sqrt(1 + at.epochs),
}


def learning_rate_factors(schedule: str, warmup: float, total: int, per_epoch: int) -> NDArray[np.float32]:
    """The factor on the learning rate at each of `total` steps: (total,).

    Over the first `warmup` share of the training it rises linearly to 1 (Goyal et al. 2017); the schedule takes over
    there.
    """
    rising = int(np.ceil(warmup * total))
    factors = np.empty(total, np.float32)
    for first in range(0, total, _AT_ONCE):
        step = np.arange(first, min(first + _AT_ONCE, total), dtype=np.float64)
        after = np.maximum(step - rising, 0.0)
        part = SCHEDULES[schedule](Progress(step / total, after / max(total - rising, 1), after / per_epoch))
        factors[first : first + len(step)] = np.where(step < rising, (step + 1) / max(rising, 1), part)
    return factors


def record_steps(every: int | str, total: int) -> NDArray[np.int64]:
    """The steps at which a record is made, rising, from 0 to `total`.

    "auto" is dense at the start and thins out: a geometric row, which shows how training begins, joined with every
    ninth of the training, which shows how it ends. At most 18 records: recording then costs less than a tenth of 200
    epochs.
    """
    if every != "auto":
        return np.unique(np.append(np.arange(0, total + 1, int(every)), total)).astype(np.int64)
    start = np.geomspace(1, max(total / 9, 1), 8)
    even = np.linspace(0, total, 10)
    return np.unique(np.rint(np.concatenate((start, even)))).astype(np.int64)


def record_count(every: int | str, total: int) -> int:
    """How many steps those are, without a list of them."""
    return len(record_steps(every, total)) if every == "auto" else -(-total // int(every)) + 1
