"""The child process of `whygrad diagnose script.py`: runs the script, watches it, and tells what it sees as it sees it.

Nothing of PyTorch is imported before the script imports it. Any optimizer that makes a step is watched together with
the models whose parameters it has.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.trace.program import Stop
from whygrad.watch._stopping import Stopping
from whygrad.watch.frames import Sender
from whygrad.watch.runner import Enough, Runner, described
from whygrad.watch.script import Request

if TYPE_CHECKING:
    from torch.optim import Optimizer

    from whygrad.watch._by_hand import ByHand
    from whygrad.watch._watch import Watch

MOST_WATCHES = 16  # trainings in one script; of one that begins anew for each task the first ones tell enough
SHARE = 0.02  # of the time may be spent on telling what is known beside the records, in case the script is killed
FIRST = 2  # records with which it is told in any case


def main(request: str) -> None:
    """Run the script of a request (`Request.as_json`); the end of the process is the script's own."""
    Observed(Request.from_json(request)).run()


class Observed(Runner):
    """One script, watched. What it tells (`whygrad.watch.frames`) is listed at `whygrad.watch.script.Telling`."""

    def __init__(self, request: Request) -> None:
        super().__init__(request.script, request.arguments)
        self.request = request
        self.watches: list[Watch] = []
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
        from whygrad.watch._hub import hub

        one = hub()
        one.found, one.claimed = self.found, self.claimed
        one.on_evaluation = self.evaluates
        one.install()
        one.arm()  # a script without modules is seen by its functions only
        os.register_at_fork(after_in_child=one.remove)
        self.tell("imported")

    def keras_is_here(self) -> None:
        """Keras was imported: its optimizers are none of PyTorch's."""
        if sys.modules["keras"].backend.backend() == "torch":
            from whygrad.watch._hub import hub
            from whygrad.watch._keras import Updates

            Updates(hub()).begin()

    def found(self, optimizer: Optimizer | ByHand) -> Watch | None:
        """The watch of an optimizer that makes its first step, or of weights that are changed by hand."""
        from whygrad.watch._hub import hub
        from whygrad.watch._masters import copied_from

        if len(self.watches) >= MOST_WATCHES:
            return None
        one = hub()
        own = {id(p) for group in optimizer.param_groups for p in group["params"]}
        share: dict[int, tuple[int, Any]] = {}
        for passing in (*one.before.passes, *one.tape.passes):
            module = passing.module()
            if module is not None and id(module) not in share:
                share[id(module)] = (sum(p.numel() for p in module.parameters() if id(p) in own), module)
        models = [module for count, module in sorted(share.values(), key=lambda one: -one[0]) if count]
        if not models:  # it may have copies of a model's parameters
            had = [p for group in optimizer.param_groups for p in group["params"]]
            models = [module for _, module in share.values() if copied_from(list(module.parameters()), had)]
        for watch in self.watches:
            if not watch.closed and any(model is known for model in models for known in watch.models):
                watch.joined_by(optimizer)
                return watch
        return self._new(models, [optimizer])

    def _new(self, models: Sequence[Any], optimizers: Sequence[Optimizer | ByHand]) -> Watch:
        from whygrad.watch._by_hand import ByHand
        from whygrad.watch._watch import Watch
        from whygrad.watch.settings import THOROUGH

        by_hand = any(isinstance(one, ByHand) for one in optimizers)
        every = 1 if by_hand else None  # updates by hand are seen only by looking at every one
        for other in self.watches:  # those that go on are looked at again from their next update
            other.armed = False
        watch = Watch(models, optimizers, every=every, settings=THOROUGH, kind="script")
        if not by_hand:
            self.claimed(watch)
        return watch

    def claimed(self, watch: Watch) -> None:
        """A watch whose updates have begun, or one of the script's own."""
        from whygrad.watch._hub import hub

        watch.kind, watch.name = "script", Path(self.script).name
        if self.watches:
            watch.name += f" ({type(watch.models[0]).__name__ if watch.models else len(self.watches) + 1})"
        else:
            self.tell("trains")
        if all(one.closed for one in self.watches):  # the script may have closed its own
            watch.limit = self.limit
        watch.on_record = self.recorded
        self.watches.append(watch)
        hub().attach(watch)

    def evaluates(self, begins: bool) -> None:
        """An evaluation begins or is over."""
        self.tell("evaluates" if begins else "goes on")

    def recorded(self, watch: Watch) -> None:
        """A record was made: tell it, and from time to time what else is known."""
        from whygrad.watch._assemble import known_of, row_of

        number = self.watches.index(watch)
        self.tell("record", number, row_of(watch.records[-1]))
        began = time.perf_counter()
        if len(watch.records) <= FIRST or self._cost <= SHARE * (began - self._began):
            self.tell("known", number, known_of(watch, asks=False))
            self._cost += time.perf_counter() - began

    def limit(self, watch: Watch) -> None:
        """After an update: is it enough?"""
        if os.getpid() != self.process:
            return
        if self.enough:  # and yet the script goes on
            self.tell("goes on regardless")
            raise Enough
        if watch.done >= self.request.steps if self.request.steps else self.stopping.enough(watch):
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
        hub = sys.modules.get("whygrad.watch._hub")
        return super().is_busy() or (hub is not None and hub.hub().busy)

    # the end

    def _crashed(self, error: BaseException) -> None:
        self.tell("crashes", *described(error))

    def save(self, stop: Stop, error: BaseException | None) -> None:
        """Tell all that was seen, whatever the script's end was."""
        crash = described(error) if stop == "crashed" and error is not None else ("", "")
        self.tell("ends", stop, "torch" in sys.modules)
        if "whygrad.watch._hub" in sys.modules:
            from whygrad.watch._assemble import known_of, row_of
            from whygrad.watch._hub import hub

            one = hub()
            if not self.watches and (one.tape.losses or one.tape.passes):
                self._without_step(one)
            for watch in self.watches:
                watch.on_record, watch.stop, watch.error = None, stop, crash
                watch.finish()
            for number, watch in enumerate(self.watches):
                watch.close()
                with one.quietly():
                    self.tell("training", number, known_of(watch), [row_of(record) for record in watch.records])
            one.found = one.claimed = one.on_evaluation = None
            one.remove()
        self.tell("told", len(self.watches))
        for stream in (sys.stdout, sys.stderr):  # what is killed from now on has said what it said
            with suppress(OSError, ValueError, AttributeError):
                stream.flush()

    def _without_step(self, one: Any) -> None:
        """The script ended before any update: what it had built so far is what there is to see."""
        from torch.optim import Optimizer

        models: dict[int, Any] = {}
        for passing in one.tape.passes:
            module = passing.module()
            if module is not None:
                models[id(module)] = module
        # By its type: to ask an object itself may run what the user never asked for.
        optimizers: list[Any] = [value for value in gc.get_objects() if issubclass(type(value), Optimizer)]
        if models:
            self._new(list(models.values()), optimizers)
