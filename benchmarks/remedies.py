"""Whether remedies work: every ill preset is diagnosed and its remedies are tried beside as many random ones.

python -m benchmarks.remedies [PRESET…] [--seeds 16] [--out FILE]

The baseline is diagnosed over the same seeds. What counts as repaired is defined in whygrad/trial/metric.py, before the
run. Exit status 1 if a preset whose cause has a remedy that can be tried is not helped.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from pathlib import Path

import whygrad as wg
from benchmarks import common
from whygrad.experiment import preset_codes
from whygrad.trial import Outcome, Result, Trial, remedies_for

HEAD = (
    "preset", "cause found", "metric", "as it is", "best remedy", "with it", "difference [95 %]", "repaired",
    "random: mean repaired", "random: best repaired", "ties", "remedies + random", "s",
)  # fmt: skip
# Presets that nothing an experiment can change helps, and why: tests/trial/test_presets.py.
BEYOND = frozenset({"class-imbalance-csv", "labels-look-random-csv", "non-finite-csv"})


def row(name: str, trial: Trial, seconds: float) -> list[str]:
    """The line of a preset."""
    best = trial.best
    found = [name, trial.root or "none", trial.metric.name, f"{trial.baseline.mean:.3f}"]
    tail = [f"{len(trial.results)} + {len(trial.controls)}", f"{seconds:.1f}"]
    if best is None:
        return [*found, str(trial.verdict), *["–"] * 6, *tail]
    random = max((control.repaired for control in trial.controls), default=math.nan)
    ties = sum(result.tied for result in trial.results) - 1
    label = f"{best.code} ({changes(best)})" if best.helps else f"nothing helps; {best.code}"
    numbers = [
        f"{best.mean:.3f}",
        f"{best.difference:+.3f} [{best.interval[0]:+.3f}, {best.interval[1]:+.3f}]",
        f"{best.repaired:.0%}",
        f"{trial.control_repaired:.0%}",
        f"{random:.0%}",
        str(ties),
    ]
    return [*found, label, *numbers, *tail]


def changes(result: Result) -> str:
    """What a remedy changed, without the old values."""
    return ", ".join(f"{key.partition('.')[2]} = {_short(after)}" for key, (_, after) in result.changes.items())


def _short(value: object) -> str:
    """Twenty layers of eight units as [8 ×20], seven features as a number."""
    if not isinstance(value, list) or len(value) < 4:
        return str(value)
    return f"[{value[0]} ×{len(value)}]" if len(set(value)) == 1 else f"{len(value)} of them"


def main() -> int:
    """Try the remedies of every ill preset, or of those named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("presets", nargs="*", help="presets by name (all that are ill)")
    parser.add_argument("--seeds", type=int, default=16)
    parser.add_argument("--out", type=Path, help="write the table to this file, too")
    options = parser.parse_args()
    names = options.presets or [name for name in wg.presets if preset_codes(name)]
    rows: list[list[str]] = []
    missed: list[str] = []
    for name in names:
        start = time.perf_counter()
        trial = wg.trial(wg.presets[name], seeds=options.seeds)
        rows.append(row(name, trial, time.perf_counter() - start))
        print(" | ".join(rows[-1]), file=sys.stderr, flush=True)
        cause = preset_codes(name)[0]
        can_be_tried = any(not remedy.advice_only for remedy in remedies_for(cause))
        if can_be_tried and name not in BEYOND and trial.verdict != Outcome.HELPS:
            missed.append(name)
    text = common.table(HEAD, rows) + f"\n\n{options.seeds} seeds. Not helped: {', '.join(missed) or 'none'}."
    common.publish("remedies", "Remedies and random remedies", text, versions_=common.versions("numpy"))
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
