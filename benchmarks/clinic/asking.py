"""Ask whygrad about scripts: on this machine some at a time, or as tasks of a Ray cluster."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from benchmarks import common
from benchmarks.clinic.scoring import Answer
from benchmarks.evidence import contradictions
from training_programs.adapters.whygrad import Whygrad, codes
from training_programs.index import Program

MOST_SECONDS = 120.0
Work = Sequence[tuple[Program, Path]]


def diagnose(script: Program, path: Path, options: Sequence[str]) -> Answer:
    """Ask whygrad about one script, as a user would."""
    role = path.parent.name
    packages = os.pathsep.join(filter(None, sys.path))
    told = Whygrad(shlex.join([sys.executable, "-m", "whygrad"])).ask(
        path, MOST_SECONDS, options, {"PYTHONPATH": packages}
    )  # fmt: skip
    seconds = told.ended.seconds
    if told.diagnosis is None:
        line = told.answer(MOST_SECONDS).line
        return Answer(script, role, None, seconds, line=line.replace(str(path), path.name))
    broken = next(iter(common.internal_errors(told.ended.error)), "")
    against = contradictions(told.diagnosis)
    return Answer(script, role, tuple(codes(told.diagnosis)), seconds, line=broken, against=against)


def answers(work: Work, options: Sequence[str], jobs: int, on: str | None) -> Iterator[tuple[int, Answer]]:
    """(place in `work`, answer) as soon as it is known: `jobs` scripts at a time here, or one for each core of the
    cluster `on`, whose machines need a clone of this repository, too.
    """
    if on is None:
        with ThreadPoolExecutor(jobs) as pool:
            waiting = {pool.submit(diagnose, script, path, options): n for n, (script, path) in enumerate(work)}
            for done in as_completed(waiting):
                yield waiting[done], done.result()
        return
    from whygrad.cluster import opened

    tasks = ((n, (script, path.parent.name, tuple(options))) for n, (script, path) in enumerate(work))
    with opened(on) as cluster:
        yield from cluster.completed(diagnose_there, tasks)


def diagnose_there(script: Program, role: str, options: tuple[str, ...]) -> Answer:
    """What a worker does: the script is that of its own clone."""
    path = next(path for path in script.paths if path.parent.name == role)
    return diagnose(script, path, options)
