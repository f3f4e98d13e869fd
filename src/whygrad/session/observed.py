"""The child process of `whygrad diagnose script.py`: runs the script, watches it, and tells what it sees as it sees it.

Nothing of PyTorch is imported before the script imports it. Any optimizer that makes a step is watched together with
the models whose parameters it has.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.session.frames import Sender
from whygrad.session.runner import Runner, StopTraining, described
from whygrad.session.script import Request
from whygrad.session.stopping import Stopping
from whygrad.trace.program import Stop
from whygrad.watch.program import Listeners, ProgramRecorder, known_so_far

if TYPE_CHECKING:
    from whygrad.watch import TrainingRecorder

SHARE = 0.02  # largest fraction of the time spent on telling what is known beside the records, in case of a kill
FIRST = 2  # records with which it is told in any case


def main(request: str) -> None:
    """Run the script of a request (`Request.as_json`); the end of the process is the script's own."""
    Observed(Request.from_json(request)).run()


class Observed(Runner):
    """One script, watched. What it tells (`whygrad.session.frames`) is listed at `whygrad.session.script.Told`."""

    def __init__(self, request: Request) -> None:
        super().__init__(request.script, request.arguments, compiled=request.compiled)
        self.request = request
        self.program = ProgramRecorder(
            Path(request.script).name,
            Listeners(self._first_training, self._record, self.limit, self._evaluation, self._no_update),
        )
        self.stopping = Stopping()
        self.sender = Sender(request.result)
        self.on_crash = self._crashed
        self._began, self._cost = time.perf_counter(), 0.0
        self.tell("begins")

    def tell(self, what: str, *values: Any) -> None:
        """One thing, with the time."""
        self.sender.send(what, time.monotonic(), *values)

    # watching

    def torch_comes(self) -> None:
        """PyTorch is about to be imported."""
        self.tell("imports")

    def torch_is_here(self) -> None:
        """PyTorch was imported: install the hooks."""
        self.program.begin()
        self.tell("imported")

    def keras_is_here(self) -> None:
        """Keras was imported."""
        self.program.begin_keras()

    def environments_are_here(self, name: str) -> None:
        """A module of environments for agents was imported: listen to the rewards."""
        self.program.begin_environments(name)

    def _first_training(self) -> None:
        self.tell("trains")

    def _evaluation(self, begins: bool) -> None:
        self.tell("evaluates" if begins else "goes on")

    def _record(self, number: int, recorder: TrainingRecorder) -> None:
        """A record was made: tell it, and from time to time what else is known."""
        self.tell("record", number, recorder.records[-1])
        began = time.perf_counter()
        if len(recorder.records) <= FIRST or self._cost <= SHARE * (began - self._began):
            self.tell("known", number, known_so_far(recorder))
            self._cost += time.perf_counter() - began

    def _no_update(self) -> None:
        """Nothing more will be seen: the script forgets its optimizer's step."""
        if os.getpid() == self.process and not self.request.steps and not self.enough:
            if threading.current_thread() is threading.main_thread():
                self.stop()
            else:
                self.tell("has enough")

    def limit(self, recorder: TrainingRecorder) -> None:
        """After an update: is it enough?"""
        if os.getpid() != self.process:
            return
        if self.enough:  # and yet the script goes on
            self.tell("goes on regardless")
            raise StopTraining
        if recorder.done >= self.request.steps if self.request.steps else self.stopping.enough(recorder):
            if threading.current_thread() is not threading.main_thread():
                self.tell("has enough")  # only the main thread can be asked to end
            else:
                self.stop()

    def stop(self) -> None:
        """End the script here and now."""
        self.tell("stops")
        super().stop()

    def is_busy(self) -> bool:
        """Whether this is no moment to end the script."""
        return super().is_busy() or self.program.is_busy()

    # the end

    def _crashed(self, error: BaseException) -> None:
        self.tell("crashes", *described(error))

    def save(self, stop: Stop, error: BaseException | None) -> None:
        """Tell all that was seen, whatever the script's end was."""
        crash = described(error) if stop == "crashed" and error is not None else ("", "")
        self.tell("ends", stop, "torch" in sys.modules)
        for number, known, records in self.program.end(stop, crash):
            self.tell("training", number, known, records)
        self.tell("told", len(self.program.recorders))
        for stream in (sys.stdout, sys.stderr):  # what is killed from now on has said what it said
            with suppress(OSError, ValueError, AttributeError):
                stream.flush()
