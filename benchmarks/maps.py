"""A map of 512 × 512 small networks: seconds to the first picture and to the whole map.

    python -m benchmarks.maps [--size 512] [--rounds 1]

Each pixel is a network 2-4-2-1 that trains 200 epochs of 250 points in batches of 10; the learning rate and the
standard deviation of the initial weights vary. Blocks are written to a new folder, so none is known before. Seconds
include everything from the call to the map in memory; the first picture is the coarse grid, drawn and saved as a PNG.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks import common
from whygrad.maps import Map, train_map
from whygrad.views.plots import trainability_map

SIZE, PICTURE_SECONDS, SECONDS = 512, 1.0, 45.0
X, Y = "learning_rate=0.001:10:log", "init=normal:0.01:10:log"


def measure(size: int, on: str | None = None, *, draws: bool = True) -> tuple[float, float, Map]:
    """(seconds to the first picture, if it draws, seconds of the whole map, the map)."""
    experiment = common.experiment(common.SMALL, 200)
    first: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()

        def drawn(found: Map) -> None:
            if not first:
                trainability_map(found).save(Path(folder) / "map.png")
                first.append(time.perf_counter() - start)

        shown = drawn if draws else None
        found = train_map(experiment, X, Y, size=size, folder=Path(folder) / "blocks", drawn=shown, on=on)
        whole = time.perf_counter() - start
        return (first or [whole])[0], whole, found  # a small map is trained at once


def main() -> int:
    """Measure and publish."""
    parser = common.arguments(__doc__, rounds=1)
    parser.add_argument("--size", type=int, default=SIZE, metavar="N")
    options = parser.parse_args()
    common.warm_up()
    measure(32)  # what is imported and loaded once
    results = [measure(options.size) for _ in range(options.rounds)]
    pictures = common.Samples(tuple(picture for picture, _, _ in results))
    whole = common.Samples(tuple(seconds for _, seconds, _ in results))
    name = f"{options.size} × {options.size}"
    rows = [
        [name, "first picture", f"{pictures.show()} s", str(pictures.n), f"≤ {PICTURE_SECONDS:g} s"],
        [name, "whole map", f"{whole.show()} s", str(whole.n), f"≤ {SECONDS:g} s"],
    ]
    shares = ", ".join(f"{word} {100 * share:.1f} %" for word, share in results[-1][2].shares().items())
    text = f"{common.table(['map', 'what', 'seconds, median (range)', 'n', 'target'], rows)}\n\nRuns: {shares}."
    common.publish("maps", "Maps", text, versions_=common.versions("numpy"))
    return 0 if pictures.median <= PICTURE_SECONDS and whole.median <= SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
