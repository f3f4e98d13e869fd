"""How often each finding is a false alarm on trainings that are healthy, with the runs on which it could have been one.

    python -m benchmarks.false_alarms [--lab 500:600] [--programs N] [--write]

Two universes, since a rule that never applies in one says nothing there: runs of the lab's healthy presets (`--lab`
FIRST:BEHIND, seeds that chose no threshold) and programs (`--programs` N: healthy and corrected scripts of the clinic,
drawn with a fixed seed). A threshold could have alarmed on a run if a rule that applies and can tell compared something
with it. `--write` keeps what was measured in `diagnose/false_alarms.json`, from which the documentation's table of
thresholds is made; a universe that is not asked for stays as it was.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from tests.watch.forked import watched

from training_programs.index import FOLDER
from whygrad.diagnose import Reading, Severity, diagnose
from whygrad.diagnose.diagnosis import compared
from whygrad.engine import train
from whygrad.experiment import presets
from whygrad.trace import Trace

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "src" / "whygrad" / "diagnose" / "false_alarms.json"
SEED = 1


class Counted:
    """What many healthy trainings showed."""

    def __init__(self) -> None:
        self.runs = 0
        self.compared: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()

    def add(self, trace: Trace) -> None:
        """Diagnose one run."""
        self.runs += 1
        by_code = compared(Reading.of(trace))
        alarms = {one.code for one in diagnose(trace).findings if one.severity is not Severity.INFO}
        self.compared.update(set().union(*by_code.values()))
        self.counts.update(set().union(*(by_code[code] for code in alarms & by_code.keys())))

    def kept(self, trainings: str) -> dict[str, Any]:
        """As it is written."""
        return {
            "measured": date.today().isoformat(),
            "trainings": trainings,
            "runs": self.runs,
            "compared": dict(sorted(self.compared.items())),
            "counts": dict(sorted(self.counts.items())),
        }


def lab(seeds: range) -> dict[str, Any]:
    """Every healthy preset, each run diagnosed on its own."""
    counted = Counted()
    names = [name for name in presets if name.startswith("healthy-")]
    for name in names:
        trace = train(presets[name], seeds, name=name, kind="preset")
        for run in range(len(seeds)):
            counted.add(trace.runs([run]))
    return counted.kept(f"{len(names)} healthy presets, seeds {seeds.start} to {seeds.stop - 1}")


def programs(number: int) -> dict[str, Any]:
    """Scripts of the clinic that train well, drawn at random; a script that leaves no trace is not counted."""
    counted = Counted()
    scripts = sorted(path for folder in ("fixed", "healthy") for path in FOLDER.glob(f"*/{folder}/*.py"))
    random.Random(SEED).shuffle(scripts)
    with tempfile.TemporaryDirectory() as folder:
        for path in scripts[:number]:
            place = Path(folder) / path.parent.name
            place.mkdir(exist_ok=True)
            traces = watched(Path(shutil.copy(path, place))).traces
            if traces:
                counted.add(traces[0])
            print(f"{counted.runs} of {number}: {path.name}", file=sys.stderr, flush=True)
    return counted.kept(f"{min(number, len(scripts))} of {len(scripts)} healthy scripts of the clinic, drawn at random")


def main() -> int:
    """Measure and print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lab", metavar="FIRST:BEHIND", help="seeds")
    parser.add_argument("--programs", type=int, metavar="N", help="number of scripts")
    parser.add_argument("--write", action="store_true", help="keep the result in the package")
    given = parser.parse_args()
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    if given.lab:
        first, _, behind = given.lab.partition(":")
        kept["lab"] = lab(range(int(first), int(behind)))
    if given.programs:
        kept["programs"] = programs(given.programs)
    text = json.dumps(kept, indent=1) + "\n"
    print(text)
    if given.write:
        KEPT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
