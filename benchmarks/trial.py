"""How long a trial takes: 8 remedies, 8 seeds, 200 epochs of 2-4-2-1, with its 8 random remedies and the baseline.

python -m benchmarks.trial [--rounds 9]
"""

from __future__ import annotations

import dataclasses
from functools import partial

import whygrad as wg
from benchmarks import common
from whygrad.trial import Remedy, changed, trial

SEEDS, LIMIT = 8, 0.3

# As different as remedies are: some change numbers, which share one population, some the network or the optimizer.
EDITS: tuple[dict[str, object], ...] = (
    {"learning_rate": 0.3},
    {"learning_rate": 0.003},
    {"optimizer": "adam"},
    {"optimizer": "momentum"},
    {"activation": "relu", "init": "he-normal"},
    {"init": "orthogonal"},
    {"normalization": "batch"},
    {"l2": 0.001},
)


def main() -> None:
    """Measure and publish."""
    options = common.arguments(__doc__, rounds=9).parse_args()
    experiment = common.experiment(common.SMALL, common.EPOCHS)
    remedy = Remedy("benchmark", (), tuple(lambda e, _, values=values: changed(e, **values) for values in EDITS))
    # Without findings of its own, so that exactly these eight are tried.
    diagnosis = dataclasses.replace(wg.diagnose(wg.train(experiment, seeds=2)), findings=())
    tried: list[wg.Trial] = []
    run = partial(trial, experiment, diagnosis, seeds=SEEDS, extra=[remedy])
    times = [common.seconds(lambda: tried.append(run())) for _ in range(options.rounds + 1)][1:]
    last = tried[-1]
    assert len(last.results) == len(EDITS), "a remedy did not apply"
    samples = common.Samples(tuple(times))
    networks = SEEDS * (1 + len(last.results) + len(last.controls))
    row = [
        f"{len(last.results)} × {SEEDS} × {common.EPOCHS}",
        str(len(last.controls)),
        str(networks),
        samples.show(1e3, " ms"),
        str(samples.n),
        common.verdict(samples.median, LIMIT, at_least=False) + " (s)",
    ]
    head = ["remedies × seeds × epochs", "random remedies", "networks", "time, median (range)", "n", "target"]
    common.publish("trial", "A trial", common.table(head, [row]), versions_=common.versions("numpy"))


if __name__ == "__main__":
    main()
