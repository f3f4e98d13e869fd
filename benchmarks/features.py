"""A linear classifier of pictures behind pixels and behind features: the official table.

    PYTHONPATH=src python -m benchmarks.features [COLOR] [--seeds N] [--threads N] [--table]

All 60,000 pictures of Fashion-MNIST by the recipes `fashion-mnist-linear` and `fashion-mnist-hog`: test accuracy of the
last weights on the 10,000 test pictures, which nothing was chosen by. Then features compared on the small data set;
`--table` compares them on all 60,000 pictures, too, which takes half an hour. COLOR is a folder of color pictures, or a
.zip of one: the same table there.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
import zipfile
from pathlib import Path

from benchmarks.common import publish, table, verdict, versions
from whygrad.data import load
from whygrad.engine import train
from whygrad.experiment import recipes
from whygrad.zoo.feature_table import Features, feature_table

TARGETS = {"fashion-mnist-linear": 0.84, "fashion-mnist-hog": 0.88}
SMALL = "fashion-mnist-small"


def recipe_rows(seeds: int, threads: int | None) -> list[list[str]]:
    """Each recipe over its seeds: accuracies, and the time of features and of a training."""
    rows: list[list[str]] = []
    for name, least in TARGETS.items():
        experiment = recipes[name]
        start = time.perf_counter()
        inputs = load(experiment.data).x_train.shape[1]
        loading = time.perf_counter() - start
        found: list[float] = []
        seconds: list[float] = []
        for seed in range(seeds):
            start = time.perf_counter()
            trace = train(experiment, seeds=[seed], threads=threads, device="cpu")
            seconds.append(time.perf_counter() - start)
            found.append(float(trace["accuracy_test"][0, -1]))
            print(f"{name} seed {seed}: {found[-1]:.4f} in {seconds[-1]:.0f} s", flush=True)
        spread = f" ± {100 * statistics.stdev(found):.2f}" if seeds > 1 else ""
        rows.append(
            [
                name, f"{inputs:,}", f"{100 * statistics.mean(found):.2f}{spread}", f"{100 * min(found):.2f}",
                verdict(100 * min(found), 100 * least), f"{loading:.0f}", f"{statistics.median(seconds):.0f}",
            ]
        )  # fmt: skip
    return rows


def feature_rows(data: str, seeds: int) -> list[list[str]]:
    """Features compared before the same classifier on one data set."""
    found = feature_table(data, seeds=seeds, progress=lambda share: print(f"{data}: {share:.0%}", flush=True))
    return [_cells(one, found.rows[0]) for one in found.rows]


def _cells(one: Features, pixels: Features) -> list[str]:
    cells = [" + ".join(one.words), f"{one.inputs:,}", f"{100 * one.accuracy_train.mean():.1f}"]
    for mean, _, high in (one.interval(), one.difference(pixels)):
        cells.append(f"{100 * mean:.1f} ± {100 * (high - mean):.1f}")
    return [
        *cells[:-1],
        "" if one is pixels else f"{cells[-1]}",
        f"{one.seconds_data:.1f}",
        f"{one.seconds_training:.1f}",
    ]


def unpacked(place: Path, into: Path) -> Path:
    """The folder of pictures that a path names: itself, or what a .zip holds."""
    if place.is_dir():
        return place.resolve()
    with zipfile.ZipFile(place) as archive:
        archive.extractall(into)
    inside = [path for path in into.iterdir() if path.is_dir()]
    return inside[0] if len(inside) == 1 else into


def main() -> None:
    """Measure, print, and write the result."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("color", nargs="?", type=Path, help="a folder of color pictures, or a .zip of one")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--table", action="store_true", help="more features on the whole of Fashion-MNIST, too")
    options = parser.parse_args()
    parts = [
        table(
            ("recipe", "inputs", "test accuracy (%)", "worst", "target", "loading (s)", "training (s)"),
            recipe_rows(options.seeds, options.threads),
        )
    ]
    head = ("features", "inputs", "training (%)", "test (%), 95 %", "more than pixels", "loading (s)", "training (s)")
    with tempfile.TemporaryDirectory() as folder:
        sets = {SMALL: SMALL} | ({"fashion-mnist": "fashion-mnist"} if options.table else {})
        if options.color is not None:
            color = unpacked(options.color, Path(folder))
            sets[options.color.stem] = f"{color}/"
        for name, data in sets.items():
            parts.append(f"{name}, {options.seeds} seeds:\n\n{table(head, feature_rows(data, options.seeds))}")
    publish(
        "features", "Features of pictures before a linear classifier", "\n\n".join(parts),
        versions_=versions("torch", "scikit-learn", "scikit-image"),
    )  # fmt: skip


if __name__ == "__main__":
    main()
