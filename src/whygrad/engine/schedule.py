"""When things happen: the learning rate's factor at every step, and the steps at which a record is made."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Steps = NDArray[np.float64]

# A schedule gives the factor on the learning rate. `step` counts updates from 0 and `total` all of them, `after` counts from
# the end of the warm-up and `rest` those from there on, `epochs` is `after` in epochs. A new one is a row here.
_Schedule = Callable[[Steps, int, Steps, int, Steps], Steps]

SCHEDULES: dict[str, _Schedule] = {
    "constant": lambda step, total, after, rest, epochs: np.ones_like(step),
    # ×0.1 at 50 % and again at 75 % of the training (He et al. 2016)
    "step": lambda step, total, after, rest, epochs: np.where(
        step < 0.5 * total, 1.0, np.where(step < 0.75 * total, 0.1, 0.01)
    ),
    # half a cosine from 1 to 0 (Loshchilov & Hutter 2017)
    "cosine": lambda step, total, after, rest, epochs: 0.5 * (1 + np.cos(np.pi * after / rest)),
    "linear": lambda step, total, after, rest, epochs: 1 - after / rest,
    # 1/√(1 + t), t in epochs (CS231n notes)
    "inverse-sqrt": lambda step, total, after, rest, epochs: 1 / np.sqrt(1 + epochs),
}


def learning_rate_factors(schedule: str, warmup: float, total: int, per_epoch: int) -> NDArray[np.float32]:
    """The factor on the learning rate at each of `total` steps: (total,).

    Over the first `warmup` share of the training it rises linearly to 1 (Goyal et al. 2017); the schedule takes over there.
    """
    step = np.arange(total, dtype=np.float64)
    rising = int(np.ceil(warmup * total))
    after = np.maximum(step - rising, 0.0)
    factors = SCHEDULES[schedule](step, total, after, max(total - rising, 1), after / per_epoch)
    if rising:
        factors = np.where(step < rising, (step + 1) / rising, factors)
    return factors.astype(np.float32)


def record_steps(every: int | str, total: int, per_epoch: int) -> NDArray[np.int64]:
    """The steps at which a record is made, rising, from 0 to `total`.

    "auto" is dense at the start and thins out: a geometric row, which shows how training begins, joined with every tenth of the
    training, which shows how it ends. At most 22 records, so that recording costs less than a tenth of 200 epochs.
    """
    if every != "auto":
        return np.unique(np.append(np.arange(0, total + 1, int(every)), total)).astype(np.int64)
    start = np.geomspace(1, max(total / 10, 1), 9)
    even = np.linspace(0, total, 11)
    return np.unique(np.rint(np.concatenate((start, even)))).astype(np.int64)
