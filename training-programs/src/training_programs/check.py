"""Do the failing programs fail, do their twins and the healthy ones learn?

    training-programs check [NAME…] [--part PART] [--write]

Every program is run as `python PROGRAM` would run it, in a process forked after the imports of torch and scikit-learn,
on one thread, and judged by the last line it prints, `final: METRIC=VALUE`. Skill is 0 for the best constant answer
(the index's `chance`) and 1 for a perfect one. A twin or healthy program learns if its skill is at least 0.4. A failing
program is harmed if its twin's skill is at least 0.1 higher, and what it lacks to a perfect one is at least 1.5 times
what the twin lacks. `--write` keeps what was measured in measured.toml, of the programs that were run. Exit status 1 if
a program is not what the index says.
"""

from __future__ import annotations

import contextlib
import io
import math
import re
import runpy
import time
import tomllib
import traceback
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from training_programs.forks import in_fork, warm_up
from training_programs.index import FOLDER, Program, programs

# The best value of each metric that a program may print.
BEST = {"accuracy": 1.0, "r2": 1.0, "f1": 1.0, "iou": 1.0, "balanced_accuracy": 1.0, "loss": 0.0, "mse": 0.0}
LEARNS = 0.4
HARM, TIMES = 0.1, 1.5
MOST_SECONDS = 60.0
MEASURED = FOLDER / "measured.toml"


@dataclass(frozen=True)
class Outcome:
    """What one program printed last, how long it ran without its imports, and how it broke off, if it did."""

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
        except BaseException:  # noqa: BLE001 — whatever the program raises is its outcome
            error = traceback.format_exc(limit=-2)
    return text.getvalue(), error, time.perf_counter() - start


def run(path: Path) -> Outcome:
    """Run one program to its end in a process of its own."""
    text, error, seconds = in_fork(_execute, path, MOST_SECONDS) or ("", "died or took too long", math.nan)
    final = re.findall(r"^final: (\w+)=(\S+)\s*$", text, flags=re.MULTILINE)
    metric, value = final[-1] if final else ("none", "nan")
    return Outcome(metric, float(value), seconds, error, text)


def judge(program: Program, outcomes: dict[str, Outcome]) -> list[str]:
    """What is not as the index says; nothing if all is."""
    wrong: list[str] = []
    for role, outcome in outcomes.items():
        if outcome.error and not (role == "failing" and program.crashes):
            wrong.append(f"{role} broke off: {outcome.error.strip().splitlines()[-1]}")
        elif outcome.metric not in BEST and not program.crashes:
            wrong.append(f"{role} printed no known metric ({outcome.metric})")
        elif role != "failing" and outcome.skill(program.chance) < LEARNS:
            wrong.append(f"{role} does not learn: {outcome.metric}={outcome.value:g}")
    if "failing" in outcomes:
        ill, well = (outcomes[role].skill(program.chance) for role in ("failing", "fixed"))
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


def check(chosen: Sequence[Program], *, write: bool = False, show: bool = False) -> int:
    """Run and judge some programs, print a line for each, and return how many are not what the index says."""
    warm_up()
    bad = 0
    rows = known()
    for program in chosen:
        outcomes = {path.parent.name: run(path) for path in program.paths}
        wrong = judge(program, outcomes)
        bad += bool(wrong)
        numbers = ", ".join(f"{role} {o.metric}={o.value:.4g} ({o.seconds:.1f} s)" for role, o in outcomes.items())
        print(f"{'WRONG' if wrong else 'ok':5} {program.name} [{program.cause or 'healthy'}]: {numbers}", flush=True)
        for line in wrong:
            print(f"      {line}")
        for role, outcome in outcomes.items():
            rows[f"{role}/{program.name}.py"] = outcome
            if show:
                print(f"--- {role}\n{outcome.output}{outcome.error}")
    if write:
        head = "# By `training-programs check --write`: what each printed last; seconds without imports.\n"
        listed = [f"{path.parent.name}/{path.name}" for program in programs() for path in program.paths]
        lines = [_row(path, rows[path]) for path in listed if path in rows]
        MEASURED.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{bad} wrong")
    return bad
