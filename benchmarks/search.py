"""What the sampler of a search is worth: TPE and random trials on the same experiments, with the same number of trials.

python -m benchmarks.search [--rounds 5] [--trials 32]

Each round is a search with another seed of the sampler: accuracy on the validation samples of the best trial, then the
test accuracy of its settings, trained on the whole training set with seeds that the search did not use.
"""

from __future__ import annotations

import time
from typing import Any

import whygrad as wg
from benchmarks import common

CASES = {
    "moons with noise": (
        wg.presets["healthy-moons"].replace(noise=0.3, epochs=30),
        ["learning_rate=1e-5:10:log", "width=1:32:log", "l2=1e-5:1:log", "batch_size=2:100:log"],
    ),
    "digits, a tenth of the labels wrong": (
        wg.presets["healthy-digits"].replace(noise=0.1, epochs=5),
        ["learning_rate=1e-5:10:log", "width=4:64:log", "activation=sigmoid,tanh,relu", "optimizer=sgd,momentum,adam"],
    ),
}


def _searches(
    experiment: wg.Experiment, vary: list[str], sampler: str, rounds: int, trials: int
) -> tuple[list[Any], list[float]]:
    """What came of each round, and the seconds that it took."""
    found, took = list[Any](), list[float]()
    for seed in range(rounds):
        began = time.perf_counter()
        found.append(wg.search(experiment, vary, trials=trials, sampler=sampler, seed=seed))
        took.append(time.perf_counter() - began)
    return found, took


def main() -> None:
    """Measure and publish."""
    parser = common.arguments(__doc__, rounds=5)
    parser.add_argument("--trials", type=int, default=32)
    options = parser.parse_args()
    rows: list[list[str]] = []
    for name, (experiment, vary) in CASES.items():
        for sampler in ("tpe", "random"):
            found, took = _searches(experiment, vary, sampler, options.rounds, options.trials)
            best = common.Samples(tuple(one.best.value for one in found if one.best is not None))
            tested = common.Samples(tuple(one.confirmed.best[0] for one in found if one.confirmed is not None))
            shown = [best.show(100, " %"), tested.show(100, " %"), common.Samples(tuple(took)).show(1, " s")]
            rows.append([name, sampler, str(options.rounds), *shown])
    head = ["experiment", "sampler", "n", "best validation accuracy, median (range)", "its test accuracy", "time"]
    said = f"{options.trials} trials of 4 runs each."
    common.publish(
        "search", "TPE and random trials", f"{said}\n\n{common.table(head, rows)}", versions_=common.versions("optuna")
    )


if __name__ == "__main__":
    main()
