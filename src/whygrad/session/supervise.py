"""Running a training script in a process of its own, within its limits, and keeping what it tells.

The limits hold wherever the script is, since they are looked at here and not inside of it. A script that has to end is
asked first: a signal raises an exception in it, so that its `finally` runs. If it is still there a moment later, it is
killed with all that it started, and what it told until then is diagnosed.
"""

from __future__ import annotations

import math
import os
import select
import signal
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from whygrad.session.frames import Receiver
from whygrad.session.guarded import Guarded
from whygrad.session.script import Request, ScriptRun, Told

MOST_SECONDS = 600.0  # of training
TOTAL = 2.0  # times as many seconds from the first line to the last, evaluations included
GRACE = 0.5  # seconds to end in, of a script that reached a limit
EXITING = 0.25  # …, after it told all that was seen
PATIENCE = 10.0  # …, of one that ends because enough was seen
IMPORTING = 120.0  # seconds for importing PyTorch
SAVING = 60.0  # …, while it tells what was seen
AGAIN = 0.1  # seconds after which a script is asked to end once more
_CHUNK = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a script may run. `seconds` are of training: evaluations do not count, and the first update begins anew.
    `total` are of everything from its first line on. Importing PyTorch does not count.
    """

    seconds: float = MOST_SECONDS
    total: float = TOTAL * MOST_SECONDS

    @classmethod
    def of(cls, seconds: float | None, total: float | None) -> Limits:
        """Those that were asked for, the rest as usual."""
        seconds = seconds or MOST_SECONDS
        return cls(seconds, total or TOTAL * seconds)


class Clock:
    """When a script reaches a limit, from what it tells."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._first = limits, time.monotonic()
        self._counted = self._first  # when the seconds that count began, moved on by evaluations
        self._evaluating: float | None = None  # since when
        self._importing = True  # so is Python's own start

    def hear(self, what: str, when: float) -> None:
        """Something was told."""
        self._importing = what == "imports"
        if what in ("begins", "imports", "imported"):
            self._first = self._counted = when
        elif what == "trains":
            self._counted = when
        elif what == "evaluates":
            self._evaluating = when
        elif what == "goes on" and self._evaluating is not None:
            self._counted += when - max(self._evaluating, self._counted)
            self._evaluating = None

    def due(self) -> float:
        """The time of the next limit, as far as can be told now."""
        if self._importing:
            return self._first + IMPORTING
        training = math.inf if self._evaluating is not None else self._counted + self._limits.seconds
        return min(training, self._first + self._limits.total)


class Interrupts:
    """Ctrl-C for scripts that run side by side in threads, where no signal arrives: the main thread passes it on."""

    def __init__(self) -> None:
        self._running: list[_Supervision] = []
        self._came = False

    def interrupt(self) -> None:
        """Pass Ctrl-C on to every script that runs now, and to those that only begin."""
        self._came = True
        for one in tuple(self._running):
            one.interrupt()

    @contextmanager
    def reaching(self, one: _Supervision) -> Generator[None]:
        """While the block runs, `interrupt` reaches this script."""
        self._running.append(one)
        if self._came:
            one.interrupt()
        try:
            yield
        finally:
            self._running.remove(one)


def run(
    request: Request, clock: Clock, updates: Callable[[int], None] | None = None,
    interrupts: Interrupts | None = None, **streams: Any,
) -> ScriptRun:  # fmt: skip
    """Run a script to its end, or to its limits. `request.result` is not used; `streams` as of `subprocess.Popen`.

    `updates` is called with the number of updates of the longest training whenever a record has come. Outside of the
    main thread `interrupts` stands for Ctrl-C.
    """
    receives, sends = os.pipe()
    os.set_blocking(receives, False)
    words = replace(request, result=str(sends)).command()
    try:
        try:
            program = Guarded(words, keep=(sends,), **streams)
        finally:
            os.close(sends)
        one = _Supervision(program, receives, clock, updates)
        with program, _ctrl_c(one) if interrupts is None else interrupts.reaching(one):
            status = one.wait()
        one.hear()  # from here on nobody is left who could write
        return one.ran(status)
    finally:
        os.close(receives)


class _Supervision:
    """One script that runs."""

    def __init__(
        self, program: Guarded, receives: int, clock: Clock, updates: Callable[[int], None] | None = None
    ) -> None:
        self._program, self._receives, self._clock, self._updates = program, receives, clock, updates
        self._receiver, self._told = Receiver(), Told()
        self._sources: list[Any] = [program, receives]
        self._asks = self._kills = math.inf  # when it is asked to end next, when it is killed
        self._limited = False  # it reached a limit
        self._saves = False  # it has ended and tells what was seen
        self._interrupts = 0

    def wait(self) -> int:
        """The script's exit status, as `subprocess` gives it."""
        while not self._program.ended():
            now = time.monotonic()
            self._enforce(now)
            pause = min(self._asks, self._kills, self._due(), now + AGAIN) - now
            select.select(self._sources, [], [], max(pause, 0.0))
            self.hear()
        assert self._program.status is not None
        return self._program.status

    def hear(self) -> None:
        """Take in what the script told."""
        while True:
            try:
                more = os.read(self._receives, _CHUNK)
            except BlockingIOError:
                return
            for what, when in self._told.take(self._receiver.feed(more)):
                self._clock.hear(what, when)
                self._react(what, when)
                if what == "record" and self._updates is not None:
                    self._updates(self._told.updates)
            if not more:
                self._sources = [self._program]
                return

    def interrupt(self) -> None:
        """Ctrl-C: the first is the script's, the second ends it."""
        self._interrupts += 1
        if self._interrupts == 1:
            self._program.interrupt()
        else:
            self._end_within(GRACE)

    def ran(self, status: int) -> ScriptRun:
        """What is left of it, which ended like this."""
        if self._told.stop == "running" and self._interrupts:
            self._told.stop = "interrupted"
        elif self._told.stop == "running" and self._limited:
            self._told.stop = "stopped"
        self._told.died(status)
        return self._told.ran()

    def _due(self) -> float:
        """When it reaches a limit that counts."""
        return math.inf if self._limited or self._saves else self._clock.due()

    def _enforce(self, now: float) -> None:
        if now >= self._due():
            self._end_within(GRACE)
        if now >= self._kills:
            self._limited, self._kills, self._asks = True, math.inf, math.inf
            self._program.kill()
        elif now >= self._asks:
            self._asks = now + AGAIN
            self._program.stop()

    def _end_within(self, seconds: float) -> None:
        now = time.monotonic()
        self._limited = True
        self._kills = min(self._kills, now + seconds)
        if self._told.stop == "running":  # else there is nothing to ask any more
            self._asks = now

    def _react(self, what: str, when: float) -> None:
        match what:
            case "stops":
                self._asks, self._kills = math.inf, min(self._kills, when + PATIENCE)
            case "has enough":
                self._end_within(GRACE)
            case "goes on regardless":
                self._end_within(0.0)
            case "ends":
                self._saves, self._asks, self._kills = True, math.inf, when + SAVING
            case "told":  # what is left to do is what Python does at its end
                self._saves = False
                usual = PATIENCE if self._told.stop == "stopped" else math.inf
                self._kills = when + (EXITING if self._limited else usual)
            case _:
                pass


@contextmanager
def _ctrl_c(one: _Supervision) -> Generator[None]:
    """The script, which has a session of its own, hears Ctrl-C from here."""

    def heard(_signal: int, _frame: object) -> None:
        one.interrupt()

    before = signal.signal(signal.SIGINT, heard)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
