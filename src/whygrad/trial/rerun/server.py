"""Imports once, runs many times: a process that forks for every re-run, so that none pays for importing PyTorch.

Reads a job a line (JSON) on stdin, answers a line each on stdout; ends with its stdin. Where processes cannot be forked
(Windows) every re-run is a new Python.
"""

from __future__ import annotations

import importlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from whygrad.trial.rerun.job import Job

MOST_IMPORTING = 120.0  # seconds
FORKS = hasattr(os, "fork") and sys.platform != "win32"


def main() -> None:
    """Serve until stdin ends."""
    from whygrad.trial.rerun import child

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    for line in sys.stdin:
        given: dict[str, Any] = json.loads(line)
        for name in given.pop("imports", ()):
            with suppress(BaseException):
                importlib.import_module(name)
        if "script" not in given:
            answers.write("0\n")
            answers.flush()
            continue
        job = child.job_of(given)
        pid = os.fork()
        if pid == 0:
            with suppress(BaseException):
                os.close(answers.fileno())
                child.run(job)
            os._exit(1)
        answers.write(f"{_wait(pid, job.most)}\n")
        answers.flush()


def _wait(pid: int, seconds: float) -> int:
    """The exit status of a child that is killed when its time is over; -1 for that, too."""
    end = time.monotonic() + seconds
    pause = 0.002
    while time.monotonic() < end:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(pause)
        pause = min(0.05, pause * 1.2)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return -1


class Server:
    """The other side: asks for re-runs, one at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def prepare(self, imports: tuple[str, ...], most: float = MOST_IMPORTING) -> None:
        """Import what the next re-runs will import, in at most so many seconds."""
        if FORKS:
            self._ask({"imports": imports}, most)

    def run(self, job: Job) -> bool:
        """Do a job; whether it came to an end by itself (its result may still be missing)."""
        answer = self._ask(asdict(job), job.most) if FORKS else self._alone(job)
        return answer is not None and answer >= 0

    def _ask(self, question: dict[str, Any], most: float) -> int | None:
        if self._process is None:
            self._process = self._started()
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        answer = ""
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps(question) + "\n")
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], most)
            answer = process.stdout.readline() if ready else ""
        if not answer:
            self.close()
            return None
        return int(answer)

    def _started(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            _command("whygrad.trial.rerun.server", "main()"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, start_new_session=True,
        )  # fmt: skip

    def _alone(self, job: Job) -> int | None:
        code = f"main({json.dumps(asdict(job))!r})"
        try:
            subprocess.run(_command("whygrad.trial.rerun.child", code), check=False, timeout=job.most)
        except subprocess.TimeoutExpired:
            return None
        return 0

    def close(self) -> None:
        """End the process and the re-run that it is in."""
        process, self._process = self._process, None
        if process is None:
            return
        if FORKS:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _command(module: str, call: str) -> list[str]:
    home = str(Path(__file__).resolve().parents[3])
    code = f"import sys; sys.path.insert(0, {home!r}); from {module} import main; sys.path.remove({home!r}); {call}"
    return [sys.executable, "-c", code]
