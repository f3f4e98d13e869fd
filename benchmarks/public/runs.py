"""Runs a program by itself, or under `whygrad diagnose` as a user would."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.common import internal_errors
from benchmarks.evidence import contradictions
from benchmarks.public.copies import copy
from benchmarks.public.index import FOLDER, Program

GRAVE = ("error", "warning")
Change = Callable[[Path], None]  # of the folder that the program lies in, before it runs
_WITHOUT, _WITH_EXPERIMENTS = 60.0, 180.0  # seconds beside those of the training and its evaluations


@dataclass(frozen=True)
class Place:
    """Where things lie, and how long a program may take."""

    clones: Path
    pictures: Path | None  # a zip of pictures, one folder a class under train/ and test/
    seconds: float


@dataclass(frozen=True)
class Plain:
    """A program run by itself."""

    trained: bool
    seconds: float
    numbers: tuple[float, ...]  # the first and the last that it printed
    status: int | None  # of its process; None: ended at the limit
    line: str  # the last of its standard error if it failed

    @property
    def value(self) -> dict[str, Any]:
        """What a results file keeps."""
        return asdict(self)

    @property
    def measured(self) -> dict[str, float]:
        """What measured.toml keeps."""
        return {"first": self.numbers[0], "last": self.numbers[-1], "seconds": round(self.seconds)}


@dataclass(frozen=True)
class Told:
    """What `whygrad diagnose` said of a program."""

    codes: tuple[str, ...] | None  # of the warnings and errors, roots first; None: no answer
    unable: int  # rules that could not decide
    seconds: float
    status: int | None
    internal: tuple[str, ...]  # lines of internal errors
    line: str  # the last of the standard error where there is no answer
    against: tuple[str, ...] = ()  # evidence printed with a threshold that it is not beyond

    @property
    def value(self) -> dict[str, Any]:
        """What a results file keeps."""
        return asdict(self)

    @staticmethod
    def of(value: Mapping[str, Any]) -> Told:
        """What a results file kept."""
        codes = None if value["codes"] is None else tuple(value["codes"])
        tuples = {name: tuple(value.get(name, ())) for name in ("internal", "against")}
        return Told(**{**value, "codes": codes, **tuples})


def leave(_folder: Path) -> None:
    """The program as it is."""


def plain(program: Program, place: Place, *, fixed: bool = False, change: Change = leave) -> Plain:
    """Run it by itself, to see whether it trains."""
    with tempfile.TemporaryDirectory(prefix="public-") as folder:
        path = _ready(program, place, Path(folder), fixed, change)
        start = time.perf_counter()
        command = [sys.executable, path.name, *program.arguments]
        status, output, error = _run(command, path.parent, _environment(program, place), place.seconds)
        seconds = time.perf_counter() - start
    numbers = program.numbers(output + error)
    line = "" if status == 0 else _last(error)
    shown = (numbers[0], numbers[-1]) if numbers else ()
    return Plain(program.trained(output + error), round(seconds, 1), shown, status, line)


def diagnose(program: Program, place: Place, options: Sequence[str], *, change: Change = leave) -> tuple[Told, str]:
    """Ask whygrad about it; what it said, and all that it printed."""
    with tempfile.TemporaryDirectory(prefix="public-") as folder, tempfile.TemporaryDirectory() as aside:
        path = _ready(program, place, Path(folder), False, change)
        answer = Path(aside) / "answer.json"
        command = [sys.executable, "-m", "whygrad", "diagnose", path.name, "--lang", "en", "--json", str(answer)]
        command += [*options, "--", *program.arguments]
        start = time.perf_counter()
        # Time to start, to judge and to test causes comes on top of the limit that whygrad is given.
        environment = _environment(program, place)
        most = 2 * place.seconds + (_WITH_EXPERIMENTS if "--experiments" in options else _WITHOUT)
        status, output, error = _run(command, path.parent, environment, most)
        seconds = round(time.perf_counter() - start, 1)
        internal = internal_errors(error)
        if not answer.exists():
            return Told(None, 0, seconds, status, internal, _last(error)), output + error
        diagnosis = json.loads(answer.read_text(encoding="utf-8"))
    told = Told(codes(diagnosis), len(diagnosis["undecided"]), seconds, status, internal, "", contradictions(diagnosis))
    return told, output + error


def codes(diagnosis: Mapping[str, Any]) -> tuple[str, ...]:
    """All warnings and errors that the user is told, the main training first, in each the roots first."""
    found: list[str] = []
    for one in (diagnosis, *diagnosis.get("others", ())):
        grave = [finding for finding in one["findings"] if finding["severity"] in GRAVE]
        found += [finding["code"] for finding in sorted(grave, key=lambda finding: not finding["cause"])]
    return tuple(found)


def _ready(program: Program, place: Place, folder: Path, fixed: bool, change: Change) -> Path:
    path = copy(program, place.clones, folder, fixed=fixed)
    for arguments in program.first:
        status, _, error = _run([sys.executable, *arguments], path.parent, _environment(program, place), 120.0)
        if status:
            raise ValueError(f"{program.name}: {' '.join(arguments)}: {_last(error)}")
    change(folder)
    return path


def _environment(program: Program, place: Place) -> dict[str, str]:
    chosen = {
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(FOLDER / "stand_ins"),
        "PYTHONUNBUFFERED": "1",
        "MPLBACKEND": "agg",
        "KERAS_BACKEND": "torch",
        "CUDA_VISIBLE_DEVICES": "",
        "HF_HUB_OFFLINE": "1",
        "STAND_IN_SAMPLES": str(program.samples),
    }
    if place.pictures is not None:
        chosen["STAND_IN_PICTURES"] = str(place.pictures.resolve())
    return {**os.environ, **chosen}


def _run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], limit: float
) -> tuple[int | None, str, str]:
    """Exit status (None: ended at the limit), standard output and standard error."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    )
    try:
        output, error = process.communicate(timeout=limit)
        return process.returncode, output, error
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        output, error = process.communicate()
        return None, output, error


def _last(text: str) -> str:
    return (text.strip().splitlines() or ["no word"])[-1]
