"""A program that runs behind a watchdog: whatever ends this process ends the program, too, with all that it started."""

from __future__ import annotations

import select
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from whygrad.session import watchdog

_START = Path(__file__).with_name("_start.py")
_PATIENCE = 5.0  # seconds for the watchdog to end after what it watched


def command(module: str, *words: str) -> list[str]:
    """The command line that calls `main(*words)` of a module of whygrad in a new Python, which finds whygrad where this
    one did, and whose import path is otherwise that of `python` itself.
    """
    return [sys.executable, str(_START), str(Path(__file__).resolve().parents[2]), module, *words]


class Guarded:
    """A program behind a watchdog, until `close` (or the end of a `with` block) ends it.

    `folder` is removed if this process ends first. `keep` are file descriptors that the program inherits. `detached`:
    this holds even where somebody kills this process together with its children.
    """

    def __init__(
        self, command: Sequence[str], *, folder: str = "", keep: Sequence[int] = (), detached: bool = False,
        **streams: Any,
    ) -> None:  # fmt: skip
        self._control, its = socket.socketpair()
        with its:
            words = [*([watchdog.DETACHED] if detached else []), str(its.fileno()), folder, *command]
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-S", watchdog.__file__, *words],
                pass_fds=(its.fileno(), *keep), start_new_session=True, **streams,
            )  # fmt: skip
        self.status: int | None = None  # the program's exit status, once it has ended: as `subprocess` gives it

    def fileno(self) -> int:
        """For `select`: ready when the program has ended."""
        return self._control.fileno()

    def interrupt(self) -> None:
        """Ctrl-C, to the program and all in its process group."""
        self._ask(watchdog.INTERRUPT)

    def stop(self) -> None:
        """Send the program the signal that asks a script to end."""
        self._ask(watchdog.STOP)

    def kill(self) -> None:
        """End the program and all that it started."""
        self._ask(watchdog.KILL)

    def ended(self, seconds: float | None = 0.0) -> bool:
        """Whether the program has ended, or does within so many seconds (`None`: however long it takes)."""
        if self.status is None and select.select([self], [], [], seconds)[0]:
            word = b""
            with suppress(ConnectionError):
                word = self._control.recv(64)
            self.status = int(word) if word else -9  # somebody killed the watchdog, and thereby the program
        return self.status is not None

    def close(self) -> None:
        """End everything."""
        self._control.close()
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _ask(self, word: bytes) -> None:
        with suppress(OSError):
            self._control.send(word)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
