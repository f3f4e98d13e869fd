"""Imports once, runs many times: a process that forks for every re-run, so that none pays for importing PyTorch.

Reads a job a line (JSON) on stdin, answers a line each on stdout; ends with its stdin.
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
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from whygrad.session.guarded import Guarded, command
from whygrad.session.supervise import AGAIN, PATIENCE
from whygrad.session.watchdog import STOP_SIGNAL
from whygrad.trial.rerun.job import Job, adapter

MOST_IMPORTING = 120.0  # seconds
_BACKEND = "KERAS_BACKEND"


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
                _import(name)
        if "torch" in sys.modules:
            with suppress(BaseException):  # what is wrong is told by the re-run
                child.import_shared()
        if "script" not in given:
            answers.write("0\n")
            answers.flush()
            continue
        job: Job = adapter(Job).validate_python(given)
        receives, sends = os.pipe()
        pid = os.fork()
        if pid == 0:
            with suppress(BaseException):
                if sys.platform == "linux":  # where the watchdog finds it all the same
                    os.setsid()
                os.close(answers.fileno())
                child.run(job, first_update_fd=sends)
            os._exit(1)
        os.close(sends)
        status = _wait(pid, job, receives)
        os.close(receives)
        _kill_group(pid)
        answers.write(f"{status}\n")
        answers.flush()


def _import(name: str) -> None:
    """Import what scripts import; Keras on PyTorch, the only backend whose scripts ask for it."""
    before = os.environ.get(_BACKEND)
    os.environ[_BACKEND] = "torch"
    try:
        importlib.import_module(name)
    finally:
        if before is None:
            del os.environ[_BACKEND]
        else:
            os.environ[_BACKEND] = before


def _wait(pid: int, job: Job, first_update_fd: int) -> int:
    """Wait for a forked re-run. Its seconds start with the byte that it writes to `first_update_fd` at its first
    update. After them it is signaled to stop, and at `job.most` it is killed. Returns the exit status; -1 if it was
    killed.
    """
    kills, asks, pause = time.monotonic() + job.most, float("inf"), 0.002
    sources = [first_update_fd]
    while (now := time.monotonic()) < kills:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if now >= asks:
            asks = now + AGAIN
            os.kill(pid, STOP_SIGNAL)
        if select.select(sources, [], [], pause)[0]:
            sources = []
            if os.read(first_update_fd, 1):
                asks, kills = now + job.seconds, min(kills, now + job.seconds + PATIENCE)
        pause = min(0.05, pause * 1.2)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return -1


def _kill_group(leader: int) -> None:
    """What a re-run started and left behind."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


class Server:
    """The other side: asks for re-runs, one at a time. If this process ends before `close`, so do they, and `folder` is
    removed. `environment` are the variables of the re-runs, by default those of this process. `detached` as of
    `Guarded`.
    """

    def __init__(
        self, folder: str = "", environment: Mapping[str, str] | None = None, *, detached: bool = False
    ) -> None:
        self._folder, self._environment, self._detached = folder, environment, detached
        self._guarded: Guarded | None = None

    def prepare(self, imports: tuple[str, ...], most: float = MOST_IMPORTING) -> None:
        """Import what the next re-runs will import, in at most so many seconds."""
        self._ask({"imports": imports}, most)

    def run(self, job: Job) -> bool:
        """Do a job; whether it came to an end by itself (its result may still be missing)."""
        answer = self._ask(asdict(job), job.most)
        return answer is not None and answer >= 0

    def _ask(self, question: dict[str, Any], most: float) -> int | None:
        if self._guarded is None:
            self._guarded = Guarded(
                command("whygrad.trial.rerun.server"), folder=self._folder, detached=self._detached,
                env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                text=True,
            )  # fmt: skip
        process = self._guarded.process
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

    def close(self) -> None:
        """End the process and the re-run that it is in."""
        guarded, self._guarded = self._guarded, None
        if guarded is not None:
            guarded.close()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
