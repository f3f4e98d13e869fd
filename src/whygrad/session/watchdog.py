"""A process between whygrad and a program it runs, which ends the program when whygrad says so or is gone.

    python -I -S watchdog.py [detached] CONTROL FOLDER COMMAND…

Only the standard library, so that it starts in milliseconds. CONTROL is a file descriptor of a socket: each byte that
comes from whygrad asks for something (`INTERRUPT`, `STOP`, `KILL`); its end means that whygrad has ended, however.
Then, and when the program ends, every process that the program started is killed: those of its session and, on Linux,
those that left it, too. The program's exit status, as `subprocess` gives it, goes back as text. FOLDER ("" for none) is
removed if whygrad ended first. "detached" is for where whygrad's process may be killed together with its children, as
Ray kills its workers: the watchdog is then a grandchild, which is left to do its work.
"""

from __future__ import annotations

import ctypes
import os
import select
import shutil
import signal
import sys
import time
from contextlib import suppress

DETACHED = "detached"
INTERRUPT, STOP, KILL = b"i", b"s", b"k"  # Ctrl-C to all; STOP_SIGNAL to the program itself; the end
# Asks a script to end: one that nobody else uses, and none that Python turns into an exception by itself.
STOP_SIGNAL: signal.Signals = getattr(signal, "SIGRTMAX", signal.SIGUSR2)
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36  # linux/prctl.h
_PATIENCE = 2.0  # seconds until what was killed is gone


def main(control: int, folder: str, command: list[str]) -> None:
    """Run the command until it ends or has to."""
    os.set_inheritable(control, False)
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)
    ended, ends = os.pipe()
    os.set_blocking(ends, False)
    signal.signal(signal.SIGCHLD, _ignore)  # a handler, so that the signal is written to `ends`
    signal.set_wakeup_fd(ends, warn_on_full_buffer=False)
    program = os.fork()
    if program == 0:
        _become(command)
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)
    status, asked = None, True
    while status is None and asked:
        ready = select.select([control, ended], [], [])[0]
        if ended in ready:
            os.read(ended, 4096)
            status = _reaped(program)
        if control in ready:
            asked = _obey(control, program)
    if status is not None:
        with suppress(OSError):
            os.write(control, str(status).encode())
    _end(program)
    if not asked and folder:
        shutil.rmtree(folder, ignore_errors=True)


def _ignore(_signal: int, _frame: object) -> None:
    pass


def _become(command: list[str]) -> None:
    """The program, in a session of its own that ends with the watchdog."""
    try:
        signal.set_wakeup_fd(-1)
        os.setsid()
        for one in (signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores them, and that would be inherited
            signal.signal(one, signal.SIG_DFL)
        _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        os.execv(command[0], command)
    finally:
        os._exit(127)


def _obey(control: int, program: int) -> bool:
    """Do what whygrad asks for; false if it is gone."""
    try:
        words = os.read(control, 64)
    except ConnectionError:
        words = b""
    with suppress(ProcessLookupError, PermissionError):
        if INTERRUPT in words:
            os.killpg(program, signal.SIGINT)
        if STOP in words:
            os.kill(program, STOP_SIGNAL)
        if KILL in words:
            _kill(program)
    return bool(words)


def _reaped(program: int) -> int | None:
    """Take in who has ended; the program's status if it was among them."""
    status = None
    with suppress(ChildProcessError):
        while True:
            pid, word = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                break
            if pid == program:
                status = os.waitstatus_to_exitcode(word)
    return status


def _end(program: int) -> None:
    """Kill whoever is left, until nobody is."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        _kill(program)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.005)


def _kill(program: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(program, signal.SIGKILL)
    for pid in _below(os.getpid()):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)


def _below(ancestor: int) -> list[int]:
    """The processes that descend from one, as far as the system tells (Linux: /proc)."""
    children: dict[int, list[int]] = {}
    with suppress(FileNotFoundError):
        for name in os.listdir("/proc"):  # noqa: PTH208 (pathlib would take longer to import than all this)
            if name.isdigit():
                with suppress(OSError, IndexError), open(f"/proc/{name}/stat", "rb") as stat:  # noqa: PTH123
                    parent = int(stat.read().rpartition(b")")[2].split()[1])
                    children.setdefault(parent, []).append(int(name))
    found, waiting = list[int](), [ancestor]
    while waiting:
        own = children.get(waiting.pop(), [])
        found += own
        waiting += own
    return found


def _prctl(option: int, value: int) -> None:
    """Linux only; elsewhere the session is all that is known of the program's processes."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _detach(control: int) -> None:
    """Go on in a child. This process waits for it, so that whygrad can."""
    child = os.fork()
    if child == 0:
        return
    os.close(control)
    os.waitpid(child, 0)
    os._exit(0)


if __name__ == "__main__":
    words = sys.argv[1:]
    if words[0] == DETACHED:
        words = words[1:]
        _detach(int(words[0]))
    main(int(words[0]), words[1], words[2:])
