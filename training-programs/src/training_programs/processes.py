"""A tool is run in a process of its own, with a time limit that ends it and all that it started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ended:
    """What a process wrote, how long it ran, and whether its time limit ended it."""

    output: str
    error: str
    seconds: float
    timed_out: bool = False

    @property
    def last_line(self) -> str:
        """The last line of the standard error, or what stands for it."""
        return (self.error.strip().splitlines() or ["nothing was written to standard error"])[-1]


def run_command(command: Sequence[str], folder: Path, seconds: float, environment: dict[str, str]) -> Ended:
    """Run a command in a folder, on one thread of PyTorch, for at most so many seconds.

    Raises
    ------
    FileNotFoundError
        if there is no such executable.
    """
    start = time.perf_counter()
    # Files, not pipes: a process that the tool leaves behind could hold a pipe open after the tool has ended.
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as error:
        process = subprocess.Popen(
            list(command),
            cwd=folder,
            env={**os.environ, "OMP_NUM_THREADS": "1", **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=error,
            start_new_session=True,  # a group of its own, except on Windows
        )
        timed_out = False
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            timed_out = True
        finally:
            _end(process)
        elapsed = time.perf_counter() - start
        texts: list[str] = []
        for file in (output, error):
            file.seek(0)
            texts.append(file.read().decode("utf-8", errors="replace"))
    return Ended(texts[0], texts[1], elapsed, timed_out)


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError, PermissionError):  # all have ended
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()
