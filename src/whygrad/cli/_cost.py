"""What an activation costs: the time that training takes with it, measured on this machine."""

from __future__ import annotations

import time
from collections.abc import Sequence

from whygrad.i18n import text

_REPEATS = 5
_RUNS = 16


def relative_costs(names: Sequence[str]) -> dict[str, float]:
    """Training time of a 2-16-16-16-1 network with each activation over that with none ("linear").

    The best of a few repeats each, in turns, so that a machine that is busy for a moment does not blame one of them.
    """
    from whygrad.cli._progress import progress
    from whygrad.experiment import Experiment
    from whygrad.zoo import train_to_the_end

    measured = list(dict.fromkeys(["linear", *names]))
    base = Experiment().replace(hidden=[16, 16, 16], samples=1000, batch_size=50, epochs=30, every=1_000_000)
    best = dict.fromkeys(measured, float("inf"))
    with progress(text("cli-progress-train")) as advance:
        for repeat in range(_REPEATS):
            for name in measured:
                start = time.perf_counter()
                train_to_the_end([base.replace(activation=name)], _RUNS, threads=1)
                best[name] = min(best[name], time.perf_counter() - start)
            if advance is not None:
                advance((repeat + 1) / _REPEATS)
    return {name: best[name] / best["linear"] for name in measured}
