"""The command line, one file a command.

A command is a module of this folder without an underscore whose function of the same name takes Typer parameters and
returns the exit status (`_status`). Its help texts are message ids, so that they are translated when they are shown.
`main` does the rest: the language, errors as one line, quiet pipes, Ctrl-C.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeAlias

from whygrad.cli._status import INTERRUPTED

__all__ = ["main"]

_LATER = 0.01  # seconds: after the callback that was interrupted has returned

_Hook: TypeAlias = "Callable[[sys.UnraisableHookArgs], object]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status; never raises, whatever the user does.

    Without `arguments` this is the program itself, with those of the process: Ctrl-C changes nothing from its end on,
    and a run that was interrupted ends the process here, with status 130.
    """
    hook = sys.unraisablehook
    sys.unraisablehook = _with_late_interrupts(hook)
    if arguments is None and not sys.warnoptions:
        warnings.simplefilter("ignore")  # of libraries: lines of code that say nothing to who gives a command
    try:
        status = _run(arguments)
        if arguments is None:
            _leave(status)
    except KeyboardInterrupt:
        status = INTERRUPTED
        if arguments is None:
            _leave(status)
    finally:
        sys.unraisablehook = hook
    return status


def _with_late_interrupts(hook: _Hook) -> _Hook:
    """The hook for exceptions that Python drops, which raises a dropped Ctrl-C once more.

    Python cannot raise an exception in a finalizer or in a callback of a weak reference. It prints the interrupt that
    comes there, with a traceback, and goes on.
    """

    def hear(dropped: sys.UnraisableHookArgs) -> None:
        if dropped.exc_type is KeyboardInterrupt:
            timer = threading.Timer(_LATER, _interrupt)
            timer.daemon = True
            timer.start()
        else:
            hook(dropped)

    return hear


def _interrupt() -> None:
    """Ctrl-C for the main thread; where the system has signals of threads, it also ends a wait."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()


def _run(arguments: Sequence[str] | None) -> int:
    try:
        from whygrad.cli._main import run

        return run(arguments)
    except KeyboardInterrupt:  # while importing, or while an error was being reported
        return INTERRUPTED


def _leave(status: int) -> None:
    """Keep Ctrl-C from changing the exit status.

    CPython remembers an interrupt that passed through `exec`, as it does when a dataclass is being made, and later ends
    the process by SIGINT, even though the interrupt was caught; a parent process would not see 130.
    """
    with suppress(ValueError):  # not in the main thread: then no signal arrives here either
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    if status == INTERRUPTED:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):  # closed, or nobody reads it
                stream.flush()
        os._exit(status)
