"""The published rules of AutoTrainer and SageMaker Debugger on the same scripts, recorded once for both.

    python -m benchmarks.clinic.peers [NAME…] [--results FILE]

The rules are adapters of training-programs. A finding of a peer counts as the right family if one of the labels that it
stands for is the cause.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.clinic.scoring import SEALED
from benchmarks.kept import HELP, Kept
from training_programs.adapters import autotrainer, sagemaker
from training_programs.adapters.recorded import record
from training_programs.forks import in_fork, warm_up
from training_programs.index import Program, file_key, programs

MOST_SECONDS = 120.0
RULES = {"AutoTrainer": autotrainer.autotrainer, "SageMaker Debugger": sagemaker.sagemaker}
MEANS = autotrainer.MEANS | sagemaker.MEANS


def right(script: Program, found: Sequence[str]) -> bool:
    """Whether one of the findings can stand for the script's cause."""
    return any(script.causes & MEANS[name] for name in found)


def measure(names: Sequence[str] = (), kept: Kept | None = None) -> dict[str, dict[str, dict[str, list[str]]]]:
    """Findings by peer, script and role (failing, fixed, healthy); what `kept` knows is not run again."""
    warm_up()
    kept = kept or Kept(None)
    results: dict[str, dict[str, dict[str, list[str]]]] = {peer: {} for peer in RULES}
    for script in programs():
        if names and script.name not in names:
            continue
        for path in script.paths:
            key = file_key(path, asked="peers")
            found = kept.get(key)
            if found is None:
                steps = in_fork(record, path, MOST_SECONDS) or []
                found = {peer: rules(steps) for peer, rules in RULES.items()}
                kept.add(key, found)
            for peer, codes in found.items():
                results[peer].setdefault(script.name, {})[path.parent.name] = codes
        print(f"peers: {script.name}", file=sys.stderr, flush=True)
    return results


def main() -> int:
    """Print what each peer finds in each script that is not sealed, and the rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="scripts by name (all)")
    parser.add_argument("--results", type=Path, help=HELP)
    given = parser.parse_args()
    results = measure(given.names, Kept(given.results))
    index = {script.name: script for script in programs()}
    for peer, found in results.items():
        print(f"\n{peer}")
        ill = [(index[name], roles["failing"]) for name, roles in found.items() if "failing" in roles]
        well = [codes for roles in found.values() for role, codes in roles.items() if role != "failing"]
        for name, roles in found.items():
            if index[name].part in SEALED:
                continue
            print(f"  {name} [{index[name].cause or 'healthy'}]: " + "; ".join(f"{r}: {c}" for r, c in roles.items()))
        if ill:
            print(f"  anything reported {sum(bool(codes) for _, codes in ill)}/{len(ill)}, ", end="")
            print(f"right family {sum(right(script, codes) for script, codes in ill)}/{len(ill)}")
        print(f"  false alarms {sum(bool(codes) for codes in well)}/{len(well)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
