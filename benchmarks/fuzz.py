"""The fuzz targets of `tests/fuzz_targets`, for as long as asked: what raises, hangs, dies or takes too much memory.

    python -m benchmarks.fuzz [--minutes 30] [--seed 0] [--targets NAME…]

Every target gets the same share of the time. `make test` runs the same targets for a moment, with the same inputs every
time; here they are new ones, drawn from the seed. Exit status 1 if there was a fault.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time

from tests.fuzz_targets import TARGETS, frame
from tests.fuzz_targets.__main__ import PROCESSOR_SECONDS, SECONDS

from benchmarks import common

_SHOWN = 5  # faults of a target on the terminal


def main() -> int:
    """Run the targets one after the other."""
    parser = argparse.ArgumentParser(description="Inputs that nobody expects.")
    parser.add_argument("--minutes", type=float, default=30.0, help="for all targets together")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--targets", nargs="*", default=list(TARGETS), choices=TARGETS, metavar="NAME")
    options = parser.parse_args()
    says = {name: importlib.import_module(f"tests.fuzz_targets.{name}").SAYS for name in options.targets}
    rows: list[list[str]] = []
    faults = attempts = 0
    for name in options.targets:
        began = time.monotonic()
        outcome = frame.run(name, seconds=60 * options.minutes / len(options.targets), seed=options.seed)
        counts = [str(outcome.counts[kind]) for kind in frame.FAULTS]
        rows.append([name, says[name], f"{outcome.attempts:,}", *counts, f"{time.monotonic() - began:.0f}"])
        attempts, faults = attempts + outcome.attempts, faults + len(outcome.faults)
        for fault in outcome.faults[:_SHOWN]:
            print(json.dumps(fault, indent=2), file=sys.stderr)
    notes = (
        f"{attempts:,} attempts, {faults} faults; seed {options.seed}, n = 1. A hang is an attempt of more than "
        f"{PROCESSOR_SECONDS:.0f} s of processor time or {SECONDS:.0f} s in all. An undocumented exit status, "
        "a traceback on stderr and a sentence that speaks of a bug count as tracebacks. Memory is limited per target "
        "(`MEMORY` in `tests/fuzz_targets`)."
    )
    table = common.table(["target", "what is fed", "attempts", *frame.FAULTS, "s"], rows)
    versions = common.versions("hypothesis", "schemathesis")
    common.publish("fuzz", "Inputs that nobody expects", f"{table}\n\n{notes}", versions_=versions)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
