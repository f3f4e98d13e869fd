"""`python -m tests.fuzz_targets NAME`: one target in this process, under limits. `frame` reads what is written.

One JSON object per line: `{"begin": input}` before every attempt, `{"fault": kind, …}` after one that went wrong. An
attempt that takes too long ends the process by a signal, wherever it is.
"""

from __future__ import annotations

import argparse
import importlib
import io
import json
import os
import resource
import signal
import sys
import time
import traceback
import warnings
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from whygrad.errors import WhygradError

PROCESSOR_SECONDS = 10.0  # of one attempt
SECONDS = 60.0  # of one attempt, for what waits instead of working; a busy machine makes everything slow
_LONGEST = 2_000  # characters of an input that are kept


def main() -> int:
    """Run one target."""
    parser = argparse.ArgumentParser()
    parser.add_argument("target")
    parser.add_argument("--examples", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", type=int)
    options = parser.parse_args()
    report = os.fdopen(os.dup(1), "w", encoding="utf-8")  # what the target prints goes elsewhere
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    target = importlib.import_module(f"tests.fuzz_targets.{options.target}")
    warnings.simplefilter("ignore")
    _limit_memory(getattr(target, "MEMORY", 512))
    for limit in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(limit, signal.SIG_DFL)  # ends the process
    until = time.monotonic() + options.seconds if options.seconds else None

    def say(**line: Any) -> None:
        report.write(json.dumps(line) + "\n")
        report.flush()

    def attempt(value: Any) -> None:
        if until is not None and time.monotonic() > until:
            return
        shown = _shown(value)
        say(begin=shown)
        signal.setitimer(signal.ITIMER_PROF, PROCESSOR_SECONDS)
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                target.attempt(value)
        except WhygradError as error:
            str(error)
        except MemoryError:
            say(target=options.target, fault="memory", value=shown, what=traceback.format_exc()[-2_000:])
        except Exception:  # noqa: BLE001 (that is what is looked for)
            say(target=options.target, fault="traceback", value=shown, what=traceback.format_exc()[-2_000:])
        finally:
            for clock in (signal.ITIMER_PROF, signal.ITIMER_REAL):
                signal.setitimer(clock, 0)

    count = options.examples or getattr(target, "EXAMPLES", 30)
    fixed = options.seed is None
    turn = 0
    while turn == 0 or (until is not None and time.monotonic() < until):
        test = settings(
            max_examples=count if until is None else 200, derandomize=fixed, deadline=None, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        )(given(target.STRATEGY)(attempt))  # fmt: skip
        (test if fixed else seeded(options.seed * 1_000_003 + turn)(test))()
        turn += 1
    return 0


def _shown(value: Any) -> str:
    """The input for the report."""
    try:
        return repr(value)[:_LONGEST]
    except ValueError:  # a whole number of more digits than Python writes
        return f"{type(value).__name__} with a huge number"


def _limit_memory(megabytes: int) -> None:
    """No more address space than there is now and that much; where the system tells what there is."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            pages = int(file.read().split()[0])
    except OSError:
        return
    most = pages * resource.getpagesize() + megabytes * (1 << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


if __name__ == "__main__":
    sys.exit(main())
