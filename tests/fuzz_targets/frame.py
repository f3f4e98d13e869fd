"""Running a target in a process of its own, and counting what went wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
FAULTS = ("traceback", "hang", "memory", "died")
_START_SECONDS = 60.0  # for the imports of a target on a busy machine
_HUNG = (signal.SIGPROF, signal.SIGALRM)


@dataclass
class Outcome:
    """What came of a target: how many inputs, and those that brought a fault, with what was seen."""

    attempts: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        """How many faults of each kind."""
        return Counter(fault["fault"] for fault in self.faults)


def run(target: str, *, examples: int | None = None, seconds: float | None = None, seed: int | None = None) -> Outcome:
    """Try `examples` inputs (the target's own number unless given), or as many as there is time for.

    Without a seed they are the same inputs every time. A process that is ended by its limits is a fault, and another
    one goes on with other inputs, if there is time.
    """
    outcome = Outcome()
    until = time.monotonic() + (seconds or 0.0)
    turn = 0
    while turn == 0 or time.monotonic() < until:
        left = max(until - time.monotonic(), 1.0) if seconds else None
        number = None if seed is None else seed + turn
        status = _turn(target, outcome, examples=examples, seconds=left, seed=number)
        turn += 1
        if status == 0:
            break
    return outcome


def _turn(target: str, outcome: Outcome, *, examples: int | None, seconds: float | None, seed: int | None) -> int:
    """One process: what it says is counted. Its exit status, negative for a signal."""
    options = {"--examples": examples, "--seconds": seconds, "--seed": seed}
    words = [word for name, value in options.items() if value is not None for word in (name, str(value))]
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.fuzz_targets", target, *words],
        cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        env={**os.environ, "WHYGRAD_TRACEBACK": "", "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    try:
        out, err = child.communicate(timeout=None if seconds is None else seconds + 10 * _START_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        out, err = child.communicate()
    finally:
        with suppress(ProcessLookupError):  # what an attempt has left running
            os.killpg(child.pid, signal.SIGKILL)
    last: dict[str, Any] | None = None
    for line in out.decode("utf-8", "replace").splitlines():
        with suppress(ValueError):
            said = json.loads(line)
            if "begin" in said:
                outcome.attempts += 1
                last = said
            elif "fault" in said:
                outcome.faults.append(said)
    status = child.returncode
    if status != 0:
        kind = "hang" if -status in _HUNG else "died"
        outcome.faults.append(
            {
                "target": target,
                "fault": kind,
                "value": last["begin"] if last else "",
                "what": f"exit status {status}; {err.decode('utf-8', 'replace')[-2_000:]}",
            }
        )
    return status
