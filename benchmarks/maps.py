"""A map of 512 × 512 small networks: seconds to the first picture and to the whole map.

    python -m benchmarks.maps [--size 512] [--rounds 1] [--on cuda]

Each pixel is a network 2-4-2-1 that trains 200 epochs of 250 points in batches of 10; the learning rate and the
standard deviation of the initial weights vary. Blocks are written to a new folder, so none is known before. Seconds
include everything from the call to the map in memory; the first picture is the coarse grid, drawn and saved as a PNG.

With `--on cuda`, a GPU trains the map, and the CPU trains it once more for comparison: how many pixels agree.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks import common
from whygrad.maps import Map, train_map
from whygrad.views.plots import trainability_map

SIZE, PICTURE_SECONDS, SECONDS = 512, 1.0, 45.0
X, Y = "learning_rate=0.001:10:log", "init=normal:0.01:10:log"
AGREES = 1e-4  # relative difference of two test losses


def measure(size: int, on: str | None = None) -> tuple[float, float, Map]:
    """(seconds to the first picture, seconds of the whole map, the map)."""
    experiment = common.experiment(common.SMALL, 200)
    first: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()

        def drawn(found: Map) -> None:
            if not first:
                trainability_map(found).save(Path(folder) / "map.png")
                first.append(time.perf_counter() - start)

        found = train_map(experiment, X, Y, size=size, folder=Path(folder) / "blocks", drawn=drawn, on=on)
        return first[0], time.perf_counter() - start, found


def agreement(found: Map, reference: Map) -> str:
    """How far two maps of the same plane agree, in a sentence."""
    same = found.ended == reference.ended
    both = np.isfinite(found.values) & np.isfinite(reference.values)
    difference = np.abs(found.values - reference.values)[both] / np.abs(reference.values)[both]
    return (
        f"As on the CPU: {100 * same.mean():.1f} % of the runs ended alike; test losses of "
        f"{100 * (difference <= AGREES).mean():.1f} % differ by at most {AGREES:g}, half of them by at most "
        f"{np.median(difference):.1g} (relative)."
    )


def graphics_card() -> str:
    """The GPU and its driver as nvidia-smi names them."""
    command = ["nvidia-smi", "--query-gpu=name,driver_version", "--format=csv,noheader"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown (no nvidia-smi)"


def main() -> int:
    """Measure and publish."""
    parser = common.arguments(__doc__, rounds=1)
    parser.add_argument("--size", type=int, default=SIZE, metavar="N")
    parser.add_argument("--on", choices=("cuda",))
    options = parser.parse_args()
    common.warm_up()
    measure(32, options.on)  # what is imported and loaded once
    results = [measure(options.size, options.on) for _ in range(options.rounds)]
    pictures = common.Samples(tuple(picture for picture, _, _ in results))
    whole = common.Samples(tuple(seconds for _, seconds, _ in results))
    name = f"{options.size} × {options.size}"
    targets = [f"≤ {PICTURE_SECONDS:g} s", f"≤ {SECONDS:g} s"] if options.on is None else ["", ""]
    rows = [
        [name, "first picture", f"{pictures.show()} s", str(pictures.n), targets[0]],
        [name, "whole map", f"{whole.show()} s", str(whole.n), targets[1]],
    ]
    shares = ", ".join(f"{word} {100 * share:.1f} %" for word, share in results[-1][2].shares().items())
    text = f"{common.table(['map', 'what', 'seconds, median (range)', 'n', 'target'], rows)}\n\nRuns: {shares}."
    if options.on is not None:
        text += f"\n\n{agreement(results[-1][2], measure(options.size)[2])}\n\nGPU: {graphics_card()}."
        versions = common.versions("numpy", "cuda-bindings", "nvidia-cuda-nvrtc-cu12")
        common.publish("maps-gpu", "Maps on a GPU", text, versions_=versions)
        return 0
    common.publish("maps", "Maps", text, versions_=common.versions("numpy"))
    return 0 if pictures.median <= PICTURE_SECONDS and whole.median <= SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
