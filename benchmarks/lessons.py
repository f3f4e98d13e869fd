"""What the lessons of the studio state in numbers, measured: `python -m benchmarks.lessons [--results]`.

Every lesson's experiment is trained as it is, and once more for each change that its text proposes, over 8 seeds. The
table shows the smallest, the median and the largest value of the runs. `tests/studio/test_lessons.py` compares some.
"""

from __future__ import annotations

import argparse
import time
from typing import Any

import numpy as np

import whygrad as wg
from benchmarks import common
from whygrad.experiment import presets

SEEDS = 8
SCALED: dict[str, Any] = {"preprocessing": ["center", "scale"]}
XAVIER: dict[str, Any] = {"init": "xavier-uniform"}

# What the texts propose to change. A preset that is not listed is only trained as it is.
CHANGES: dict[str, tuple[dict[str, Any], ...]] = {
    "healthy-circle": ({"hidden": [3]},),
    "linear-network-circle": ({"activation": "tanh"},),
    "learning-rate-too-high-circle": ({"learning_rate": 0.03}, {"learning_rate": 1.0}),
    "learning-rate-too-low-circle": ({"learning_rate": 0.03},),
    "symmetric-init-circle": (XAVIER,),
    "no-gradient-circle": ({"activation": "tanh"},),
    "vanishing-gradient-moons": ({"activation": "relu", "init": "he-normal"},),
    "underfitting-rings": ({"hidden": [3]}, {"hidden": [8]}),
    "noisy-updates-circle": ({"batch_size": 10}, {"learning_rate": 0.03}),
    "no-progress-strong-l2": ({"l2": 0.0}, {"l2": 0.01}),
    "saturated-units-rings": (XAVIER, {"init": "xavier-normal"}),
    "healthy-spiral-features": ({"features": ["x1", "x2"]},),
    "exploding-gradient-spiral": ({"normalization": "layer"},),
    "output-loss-mismatch-moons": ({"output": "auto"},),
    "sigmoid-before-logit-loss-moons": ({"output": "auto"},),
    "softmax-before-cross-entropy-digits": ({"output": "auto"},),
    "healthy-sine": ({"hidden": [2]}, {"hidden": [4]}),
    "output-range-mismatch-sine": ({"output": "identity"},),
    "healthy-plane": ({"hidden": []},),
    "learning-rate-too-high-plane": ({"learning_rate": 0.15},),
    "constant-feature-csv": (SCALED,),
    "inputs-not-normalized-csv": (SCALED,),
    "healthy-digits-batch-norm": ({"normalization": "none"},),
    "init-too-large-digits": (XAVIER,),
    "init-too-small-digits": (XAVIER,),
    "learning-rate-too-high-digits": ({"learning_rate": 0.05}, {"learning_rate": 0.5}),
}
CHANNELS = ("loss_train", "loss_test", "accuracy_train", "accuracy_test")


def last(trace: wg.Trace, channel: str) -> list[float] | None:
    """The last value of every run; `None` where the task has no such quantity."""
    values = np.asarray(trace[channel])[:, -1]
    return (
        None if channel.startswith("accuracy") and np.isnan(np.asarray(trace[channel])[:, 0]).all() else values.tolist()
    )


def _shown(values: list[float] | None) -> str:
    if values is None:
        return ""
    low, middle, high = np.quantile(values, (0, 0.5, 1))
    return f"{low:.3g} / {middle:.3g} / {high:.3g}"


def rows() -> list[tuple[str, ...]]:
    """One row per training: preset, change, chance-level start and the last values."""
    found: list[tuple[str, ...]] = []
    for name in presets:
        for change in ({}, *CHANGES.get(name, ())):
            trace = wg.train(presets[name].replace(**change) if change else presets[name], SEEDS)
            start = _shown(np.asarray(trace["loss_train"])[:, 0].tolist())
            what = ", ".join(f"{key} = {value}" for key, value in change.items())
            found.append((name, what, start, *(_shown(last(trace, channel)) for channel in CHANNELS)))
    return found


def main() -> int:
    """Print the table, and keep it if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", action="store_true", help="write the table to benchmarks/results")
    options = parser.parse_args()
    began = time.perf_counter()
    head = (
        "lesson",
        "change",
        "initial training loss",
        "training loss",
        "test loss",
        "training accuracy",
        "test accuracy",
    )
    text = (
        f"Smallest / median / largest of {SEEDS} runs (seeds 0 to {SEEDS - 1}) at the end of the training; "
        "the first row of a lesson is its experiment as it is.\n\n" + common.table(head, rows())
    )
    print(text, f"{time.perf_counter() - began:.0f} s", sep="\n")
    if options.results:
        common.publish("lessons", "What the lessons of the studio state", text, versions_=common.versions())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
