"""Ctrl-C is answered with a line at once, also while what was begun is being finished."""

from __future__ import annotations

import contextvars
import os
import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager, suppress

from whygrad.cli import _output
from whygrad.i18n import text

PATIENCE = 0.15  # seconds in which the command itself may answer


@contextmanager
def answered() -> Generator[None]:
    """While the block runs, a Ctrl-C that nothing has answered within `PATIENCE` is answered with a line.

    Python hears of a signal only between two of its own instructions; the file descriptor that the system's handler
    writes to (`signal.set_wakeup_fd`) is read by a thread, which can speak while the main thread computes or writes.
    """
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    try:
        before = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    except ValueError:  # not in the main thread: then no signal arrives here either
        os.close(reading)
        os.close(writing)
        yield
        return
    spoken = contextvars.copy_context()  # the language
    threading.Thread(target=spoken.run, args=(_answer, reading), daemon=True).start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        os.close(writing)


def _answer(reading: int) -> None:
    """Wait for Ctrl-C until the other end is closed."""
    with suppress(OSError):
        while signals := os.read(reading, 64):
            own = signal.getsignal(signal.SIGINT) is not signal.default_int_handler  # a server's: it answers itself
            if signal.SIGINT not in signals or own:
                continue
            _output.answered.clear()
            if not _output.answered.wait(PATIENCE):
                _output.complain(text("cli-interrupted-finishing"))
                break
    os.close(reading)


def is_interrupt(error: BaseException) -> bool:
    """Whether an error stands for Ctrl-C: before 3.12 Python makes a `RuntimeError` of whatever is raised while a class
    gives its attributes their names, as where a dataclass is made.
    """
    return isinstance(error.__cause__, KeyboardInterrupt)
