"""From a wheel to a diagnosis: a new environment, `pip install`, and the first and the later runs of the command.

    make dist; python -m benchmarks.installed [--wheel dist/whygrad-….whl] [--rounds 7]

How long pip takes says more of the network and the machine than of whygrad.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import common

COMMAND = ("diagnose", "vanishing-gradient-digits")
SLOWEST = 5.0  # seconds


def _timed(*command: str | Path, status: int = 0) -> tuple[float, float]:
    """Seconds on the clock, and of processors, that a command takes."""
    before, start = os.times(), time.perf_counter()
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    took, after = time.perf_counter() - start, os.times()
    assert done.returncode == status, done.stderr
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return took, used


def main() -> None:
    """Measure and publish."""
    parser = common.arguments(__doc__)
    parser.add_argument("--wheel", type=Path, default=next((common.ROOT / "dist").glob("*.whl"), None))
    options = parser.parse_args()
    if options.wheel is None:
        parser.error("there is no wheel in dist: make dist")
    with tempfile.TemporaryDirectory() as folder:
        programs = Path(folder) / "environment" / "bin"
        _timed(sys.executable, "-m", "venv", programs.parent)
        install = _timed(programs / "python", "-m", "pip", "install", "--quiet", options.wheel)
        runs = [_timed(programs / "whygrad", *COMMAND, status=1) for _ in range(options.rounds + 1)]
    first, later = runs[0], runs[1:]
    wall, used = (common.Samples(tuple(run[n] for run in later)) for n in (0, 1))
    reached = [common.verdict(seconds, SLOWEST, at_least=False) + " (s)" for seconds in (first[0], wall.median)]
    rows = [
        ["pip install, with dependencies", f"{install[0]:.3g} s", f"{install[1]:.3g} s", "1", ""],
        ["the first diagnosis", f"{first[0]:.3g} s", f"{first[1]:.3g} s", "1", reached[0]],
        ["later ones, median (range)", wall.show(unit=" s"), used.show(unit=" s"), str(wall.n), reached[1]],
    ]
    head = ["what", "on the clock", "of processors", "n", "target"]
    text = (
        f"`whygrad {' '.join(COMMAND)}` from {options.wheel.name} in a new environment.\n\n{common.table(head, rows)}"
    )
    common.publish("installed", "From a wheel to a diagnosis", text, versions_=common.versions())


if __name__ == "__main__":
    main()
