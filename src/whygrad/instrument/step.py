"""The step that is observed: what is known of its tensors, and what happened in it. Handlers of functions write it,
collectors read it; it knows neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager

import torch
from torch import Tensor
from torch.nn import Module

from whygrad.instrument.bare_forward import BareForward
from whygrad.instrument.events import Event
from whygrad.instrument.loss_operations import LossOperations
from whygrad.instrument.parts import Failed, Part
from whygrad.instrument.passes import Pass
from whygrad.instrument.provenance import Origins
from whygrad.instrument.stepped import SteppedOptimizers
from whygrad.instrument.tape import Layer, Tape
from whygrad.instrument.torch_internals import set_gradient, without_modes


class ObservedStep:
    """Everything between two updates. Handlers, passes and updates write it, collectors read it; only `turn`, which
    begins the next step, and `forget` reset it. `has_updates` says whether any update was made before it, `can_follow`
    whether gradients that the program asked for tell of updates by hand.
    """

    def __init__(self, emit: Callable[[Event], None], failed: Failed, has_updates: Callable[[], bool],
                 can_follow: Callable[[list[Tensor]], bool]) -> None:  # fmt: skip
        self.emit, self.failed = emit, failed
        self.has_updates, self.can_follow = has_updates, can_follow
        self.busy = False  # work of our own is going on
        self.origins = Origins()
        self.tape, self.before = Tape(), Tape()  # of this step and of the one before
        self.layers: dict[int, Layer] = {}  # by the weight's id
        self.fed: Counter[object] = Counter()  # batches of data that a layer took in
        self.stack: list[Module] = []  # the modules that are running
        self.passing: Pass | None = None  # the pass of a whole model that is going on
        self.bare: BareForward | None = None  # … which no call of the model began
        self.drawn: set[int] = set()  # addresses of tensors that were drawn at random,
        self.filled: set[int] = set()  # … and since filled with other numbers, as with what was learned before
        self.left_over: set[str] = set()  # places of losses whose targets a network left over
        self.given: dict[int, Tensor] = {}  # gradients that `torch.autograd.grad` gave since, by the parameter's id
        self.stepped = SteppedOptimizers()
        self.waiting: dict[int, Tensor] = {}  # parameters, by address, that were not changed by hand since backward
        self.updated: set[int] = set()  # addresses of those that were
        self.set_back = 0  # updates by hand after which the program filled weights with other numbers

    @property
    def latest(self) -> Tape:
        """What happened before the update that is made now: another optimizer's may have ended the step already."""
        return self.tape if self.tape.begun else self.before

    def keep_operations(self, *, wanted: bool) -> None:
        """Keep the operations of this step's loss, unless some were missed already, or none of them."""
        if not wanted:
            self.tape.operations = None
        elif not self.tape.begun and self.tape.operations is self.tape.taken is None:
            self.tape.operations = LossOperations()

    def turn(self, optimizer: object = None) -> None:
        """An update was done: begin the next step, unless this optimizer only follows another one, by the gradients of
        the same backward pass.
        """
        if not self.tape.begun and optimizer is not None and id(optimizer) not in self.before.optimizers:
            self.before.optimizers.add(id(optimizer))
            return
        self.tape.optimizers.add(id(optimizer))
        self.before, self.tape = self.tape, Tape()
        self.given.clear()
        for calls in self.before.calls.values():
            for call in calls:
                if not call.carried and call.gradient_stage < 0:
                    call.carried = True
                    self.tape.add(call)
        with self.quietly("functions"):  # what a tensor is asked is no call of the program's
            self.origins.turn()
        self._leave_passes()

    def forget(self) -> None:
        """Observing is over: keep nothing."""
        self.origins.clear()
        self.tape, self.before = Tape(), Tape()
        self.layers.clear()
        self.fed.clear()
        self._leave_passes()
        for addresses in (self.drawn, self.filled, self.given, self.left_over):  # of tensors that are gone, or will be
            addresses.clear()

    def answered_bare(self, result: object) -> None:
        """A function gave something while a `forward` runs that no call of the model began, if there still is one."""
        if self.bare is not None:
            self.bare.output = result

    def _leave_passes(self) -> None:
        self.stack.clear()
        self.passing = self.bare = None

    def gradient(self, p: Tensor) -> Tensor | None:
        """A parameter's gradient, also where the program asked for it and did not leave it in `p.grad`."""
        return p.grad if p.grad is not None or not self.given else self.given.get(id(p))

    def part(self, name: str) -> Part:
        """Work of our own for one part, where neither functions nor gradients have to be hidden."""
        return Part(name, self.failed)

    @contextmanager
    def working(self, *, busy: bool = True) -> Generator[None]:
        """Work of our own, which is not observed; with `busy=False` the program's own within it, which is."""
        before, self.busy = self.busy, busy
        try:
            yield
        finally:
            self.busy = before

    def quietly(self, part: str = "record") -> Quiet:
        """Work of our own for a part: unseen by the mode, without gradients."""
        return Quiet(self, part)


class Quiet:
    """A block of our own work for one part, as `Part`, that the mode does not see and that records no gradients.
    Written out, as it is entered for every function that is handled.
    """

    __slots__ = ("_busy", "_gradient", "_modes", "_part", "_step")

    def __init__(self, step: ObservedStep, part: str) -> None:
        self._step, self._part = step, part

    def __enter__(self) -> None:
        self._busy, self._step.busy = self._step.busy, True
        self._modes = without_modes()
        self._modes.__enter__()
        self._gradient = torch.is_grad_enabled()
        set_gradient(False)

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        set_gradient(self._gradient)
        self._modes.__exit__(None, None, None)
        self._step.busy = self._busy
        if isinstance(error, Exception):  # the user's training must go on
            self._step.failed(self._part, error)
            return True
        return False
