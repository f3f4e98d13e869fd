"""Which findings each preset shows: is the root right, are all of its codes there, do healthy ones stay silent?

    python -m benchmarks.confusion [--seeds 500:600] [--random 300] [--write] [PRESET...]

Every seed is diagnosed on its own. Thresholds were chosen on the seeds 100-199, so measure on others. A run counts as
right if its root is the preset's first code, all its codes are there, and whatever else was found is linked to them
as a consequence. `--write` keeps the tables in docs/internals/confusion.md. False alarms of each finding by itself:
`benchmarks/false_alarms.py`.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

import whygrad as wg
from benchmarks import random_experiments
from whygrad.diagnose import RULES, Diagnosis, Reading, Severity, diagnose
from whygrad.engine import train
from whygrad.experiment import preset_codes, presets

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "internals" / "confusion.md"


@dataclass
class Row:
    """What the runs of one preset showed."""

    name: str
    shows: tuple[str, ...]
    runs: int = 0
    right: int = 0
    roots: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)  # warnings and errors
    undecided: Counter[str] = field(default_factory=Counter)
    values: dict[str, list[float]] = field(default_factory=dict)  # the decisive number of each rule, by its quantity
    seconds: float = 0.0

    def count(self, diagnosis: Diagnosis) -> None:
        """Add one run."""
        self.runs += 1
        self.roots[diagnosis.root.code if diagnosis.root else "nothing"] += 1
        self.shown.update(f.code for f in diagnosis.findings if f.severity is not Severity.INFO)
        self.undecided.update(undecided.code for undecided in diagnosis.undecided)
        self.right += is_right(diagnosis, self.shows)

    def text(self) -> str:
        """The row in Markdown."""
        shown = ", ".join(f"{code} {count}" for code, count in self.shown.most_common()) or "nothing"
        roots = ", ".join(f"{code} {count}" for code, count in self.roots.most_common())
        return f"| {self.name} | {self.right}/{self.runs} | {roots} | {shown} | {self.seconds:.2f} |"


def is_right(diagnosis: Diagnosis, shows: tuple[str, ...]) -> bool:
    """Whether a run shows what its preset must show, the root first, and nothing that stands beside it."""
    if not shows:
        return diagnosis.healthy
    root = diagnosis.root
    if root is None or root.code != shows[0]:
        return False
    grave = [finding for finding in diagnosis.findings if finding.severity is not Severity.INFO]
    alone = all(finding.because_of for finding in grave if finding is not root)
    return alone and set(shows) <= {finding.code for finding in diagnosis.findings}


def measure(name: str, seeds: range) -> Row:
    """Train a preset once for every seed and diagnose each run."""
    row = Row(name, preset_codes(name))
    started = time.perf_counter()
    trace = train(presets[name], seeds, name=name, kind="preset")
    row.seconds = time.perf_counter() - started
    for run in range(len(seeds)):
        row.count(diagnose(trace.runs([run])))
    reading = Reading.of(trace)
    for code, rule in RULES.items():
        if rule.applies(trace.meta) and all(name in trace.channels for name in rule.needs):
            with np.errstate(all="ignore"):
                measures = rule.check(reading).measures
            decisive = next(
                (one for one in measures if one.threshold is not None and np.isfinite(one.value).any()), None
            )
            if decisive is not None:
                row.values[f"{code} | {decisive.quantity} | {decisive.threshold:.3g}"] = decisive.value.tolist()
    return row


def margins(rows: list[Row]) -> list[str]:
    """How far healthy and ill runs lie from each rule's decisive limit: lowest, middle and highest value."""
    lines = [
        "| finding | decisive number | limit | healthy runs | runs that must show it |",
        "| --- | --- | --- | --- | --- |",
    ]
    for key in sorted({key for row in rows for key in row.values}):
        code = key.partition(" ")[0]
        healthy = [value for row in rows if not row.shows for value in row.values.get(key, ())]
        ill = [value for row in rows if code in row.shows for value in row.values.get(key, ())]
        if ill:
            lines.append(f"| {key} | {_spread(healthy)} | {_spread(ill)} |")
    return lines


def _spread(values: list[float]) -> str:
    finite = np.array([value for value in values if np.isfinite(value)])
    if not len(finite):
        return "–"
    low, middle, high = np.quantile(finite, [0, 0.5, 1])
    return f"{low:.3g} … {middle:.3g} … {high:.3g}"


def report(rows: list[Row], seeds: range, silence: random_experiments.Silence | None) -> str:
    """All tables in Markdown."""
    ill, healthy = [row for row in rows if row.shows], [row for row in rows if not row.shows]
    right = sum(row.right >= 0.95 * row.runs for row in ill)
    runs = sum(row.runs for row in healthy)
    alarms = runs - sum(row.right for row in healthy)
    head = "| preset | right | root found | warnings and errors | s |\n| --- | --- | --- | --- | --- |"
    lines = [
        "# What each preset shows",
        "",
        f"`python -m benchmarks.confusion --write`, {date.today().isoformat()}: seeds {seeds.start}-{seeds.stop - 1}, "
        f"each diagnosed on its own (n = {len(seeds)} per preset); "
        f"thresholds were chosen on the seeds 100-199. {machine()}.",
        "",
        f"- Faulty presets right in at least 95 % of their runs: **{right} of {len(ill)}**.",
        f"- Healthy runs with a warning or an error: **{alarms} of {runs}**"
        + (f" ({alarms / runs:.1%})." if runs else "."),
        "",
        "A run is right if its root is the first code that the preset lists, all listed codes are there, and "
        "everything else found is linked to them as a consequence. Numbers count runs; s is the training time of all "
        "of a preset's runs.",
        "",
        "## Faulty presets", "", head, *(row.text() for row in ill), "",
        "## Healthy presets", "", head, *(row.text() for row in healthy), "",
        "## Margins", "",
        "The decisive number of each rule: lowest … middle … highest over the runs. Where the two overlap, the rule "
        "also asks whether the training suffered, or for more numbers (see the rules).", "",
        *margins(rows), "",
        *(["## Beyond the presets", "", silence.text(), ""] if silence else []),
    ]  # fmt: skip
    return "\n".join(lines)


def machine() -> str:
    """Machine and versions, in one phrase."""
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}, whygrad {wg.__version__}"
    return f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}; {versions}"


def write(text: str) -> None:
    """Keep the tables for the docs."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(text, encoding="utf-8")


def main() -> int:
    """Print the tables; exit with 1 if a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="PRESET", help="presets; all by default")
    parser.add_argument("--seeds", default="500:600", help="first:behind the last")
    parser.add_argument("--random", type=int, default=0, metavar="N", help="also N experiments drawn at random")
    parser.add_argument("--write", action="store_true", help="keep the result in the package and the docs")
    given = parser.parse_args()
    first, _, last = given.seeds.partition(":")
    seeds = range(int(first), int(last))
    rows = [measure(name, seeds) for name in (given.names or presets)]
    silence = random_experiments.measure(given.random) if given.random else None
    text = report(rows, seeds, silence)
    print(text)
    if given.write and not given.names:
        write(text)
    missed = [row.name for row in rows if row.right < (0.95 if row.shows else 0.99) * row.runs]
    if missed:
        print("missed: " + ", ".join(missed), file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
