"""Do the failing scripts fail, do their twins and the healthy ones learn?

    python -m benchmarks.clinic.check [NAME…] [--write]

Every script is run as `python SCRIPT` would run it, in a process forked after the imports of torch and scikit-learn,
on one thread, and judged by the last line it prints, `final: METRIC=VALUE`. Skill is 0 for the best constant answer
(the index's `chance`) and 1 for a perfect one. A twin or healthy script learns if its skill is at least 0.4; a failing
script is harmed if its twin's skill is at least 0.1 higher and what it lacks to a perfect one at least 1.5 times what
the twin lacks. `--write` keeps what was measured in measured.toml, of the scripts that were run. Exit status 1 if a
script is not what the index says.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import math
import re
import runpy
import sys
import time
import tomllib
import traceback
import warnings
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clinic.forks import in_fork, warm_up
from benchmarks.clinic.index import FOLDER, Script, scripts

# The best value of each metric that a script may print.
BEST = {"accuracy": 1.0, "r2": 1.0, "f1": 1.0, "iou": 1.0, "balanced_accuracy": 1.0, "loss": 0.0, "mse": 0.0}
LEARNS = 0.4
HARM, TIMES = 0.1, 1.5
MOST_SECONDS = 60.0
MEASURED = FOLDER / "measured.toml"


@dataclass(frozen=True)
class Outcome:
    """What one script printed last, how long it ran without its imports, and how it broke off, if it did."""

    metric: str
    value: float
    seconds: float
    error: str = ""
    output: str = ""

    def skill(self, chance: float) -> float:
        """0 at chance, 1 at best; minus infinity where there is no number."""
        best = BEST.get(self.metric, math.nan)
        if not math.isfinite(self.value) or not math.isfinite(best):
            return -math.inf
        return (self.value - chance) / (best - chance)


def _execute(path: Path) -> tuple[str, str, float]:
    text = io.StringIO()
    error = ""
    start = time.perf_counter()
    with contextlib.redirect_stdout(text), contextlib.redirect_stderr(text), warnings.catch_warnings():
        try:
            runpy.run_path(str(path), run_name="__main__")
        except SystemExit:
            pass
        except BaseException:  # noqa: BLE001 — whatever the script raises is its outcome
            error = traceback.format_exc(limit=-2)
    return text.getvalue(), error, time.perf_counter() - start


def run(path: Path) -> Outcome:
    """Run one script to its end in a process of its own."""
    text, error, seconds = in_fork(_execute, path, MOST_SECONDS) or ("", "died or took too long", math.nan)
    final = re.findall(r"^final: (\w+)=(\S+)\s*$", text, flags=re.MULTILINE)
    metric, value = final[-1] if final else ("none", "nan")
    return Outcome(metric, float(value), seconds, error, text)


def judge(script: Script, outcomes: dict[str, Outcome]) -> list[str]:
    """What is not as the index says; nothing if all is."""
    wrong: list[str] = []
    for role, outcome in outcomes.items():
        if outcome.error and not (role == "failing" and script.crashes):
            wrong.append(f"{role} broke off: {outcome.error.strip().splitlines()[-1]}")
        elif outcome.metric not in BEST and not script.crashes:
            wrong.append(f"{role} printed no known metric ({outcome.metric})")
        elif role != "failing" and outcome.skill(script.chance) < LEARNS:
            wrong.append(f"{role} does not learn: {outcome.metric}={outcome.value:g}")
    if "failing" in outcomes:
        ill, well = (outcomes[role].skill(script.chance) for role in ("failing", "fixed"))
        if well - ill < HARM or (1 - ill) < TIMES * (1 - well):
            wrong.append(f"not harmed: skill {ill:.3f} against {well:.3f}")
    return wrong


def _row(path: str, outcome: Outcome) -> str:
    value = "nan" if math.isnan(outcome.value) else f"{outcome.value:.6g}"
    return f'"{path}" = {{ metric = "{outcome.metric}", value = {value}, seconds = {outcome.seconds:.2f} }}'


def known() -> dict[str, Outcome]:
    """What is kept of each script: path -> outcome."""
    kept = tomllib.loads(MEASURED.read_text(encoding="utf-8")) if MEASURED.exists() else {}
    return {path: Outcome(row["metric"], row["value"], row["seconds"]) for path, row in kept.items()}


def main() -> int:
    """Run and judge all scripts, or those named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="scripts by name (all)")
    parser.add_argument("--write", action="store_true", help="keep what was measured in measured.toml")
    parser.add_argument("--show", action="store_true", help="also print what each script prints")
    given = parser.parse_args()
    warm_up()
    bad = 0
    rows = known()
    for script in scripts():
        if given.names and script.name not in given.names:
            continue
        outcomes = {path.parent.name: run(path) for path in script.paths}
        wrong = judge(script, outcomes)
        bad += bool(wrong)
        numbers = ", ".join(f"{role} {o.metric}={o.value:.4g} ({o.seconds:.1f} s)" for role, o in outcomes.items())
        print(f"{'WRONG' if wrong else 'ok':5} {script.name} [{script.cause or 'healthy'}]: {numbers}", flush=True)
        for line in wrong:
            print(f"      {line}")
        for role, outcome in outcomes.items():
            rows[f"{role}/{script.name}.py"] = outcome
            if given.show:
                print(f"--- {role}\n{outcome.output}{outcome.error}")
    if given.write:
        head = "# By `python -m benchmarks.clinic.check --write`: what each printed last; seconds without imports.\n"
        listed = [str(path.relative_to(FOLDER)) for script in scripts() for path in script.paths]
        lines = [_row(path, rows[path]) for path in listed if path in rows]
        MEASURED.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{bad} wrong")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
