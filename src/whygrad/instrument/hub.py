"""PyTorch's hooks, once for the whole process, and who gets what they see.

Hooks for all modules and all optimizers are used instead of hooks on the user's objects: a model can be copied, pickled
and moved as if nobody watched, and nothing has to be taken off it. The function mode, which sees every call of a
PyTorch function, is there only while a step is observed.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from torch import Tensor
from torch.optim import Optimizer

from whygrad.instrument.by_hand import ByHand
from whygrad.instrument.events import BackwardBegins, BackwardDone, Event, ParametersRead, ParametersWritten
from whygrad.instrument.forward_passes import ForwardPasses
from whygrad.instrument.handlers import FunctionHandlers
from whygrad.instrument.hooks import HookCalls, Hooks
from whygrad.instrument.listener import StepListener
from whygrad.instrument.loaders import Loaders
from whygrad.instrument.mode import Mode
from whygrad.instrument.observation import Observation
from whygrad.instrument.step import ObservedStep
from whygrad.instrument.torch_internals import Nested


@dataclass(frozen=True, slots=True)
class ScriptCallbacks:
    """What is called while a whole script is observed: `new_optimizer` makes the recorder of one; `watch_started` takes
    over a recorder that the script itself made, or one of updates by hand; `evaluation` is told when one begins or
    ends, and `backward_without_update` of backward passes that no update has followed yet, by their number.
    """

    new_optimizer: Callable[[Any], StepListener | None]
    watch_started: Callable[[Any], None]
    evaluation: Callable[[bool], None]
    backward_without_update: Callable[[int], None]


class Hub:
    """Central dispatcher of PyTorch's hooks: which watch gets what they see, and when a step is observed."""

    def __init__(self) -> None:
        self.step = ObservedStep(
            self._on, self._failed, lambda: any(watch.training.done for watch in self.observation.watches),
            self.can_follow,
        )  # fmt: skip
        self._handlers = FunctionHandlers(self.step)
        self._hooks = Hooks()
        self.observation = Observation(self.step, self._hooks, self._handlers.context)
        self.loaders = Loaders()
        self.passes = passes = ForwardPasses(
            self.step, self.observation, self._hooks, self._handlers, self.loaders, self.look_by_hand
        )
        # The mode calls the passes, the passes install the hooks, and these push the mode.
        self._hooks.connect(
            Mode(self.step, self._handlers, passes.look_at_bare),
            HookCalls(passes.look, passes.enter, passes.leave, self._before_step, self._after_step),
        )
        self._steps, self._report = self.step.part("steps"), self.step.part("report")
        self._script: ScriptCallbacks | None = None
        # Keras optimizers, by id, that a callback reports: a script's own hook ignores them.
        self.followed: set[int] = set()
        self._nested = Nested()
        self._in_closure = False  # an optimizer makes its step, and computes the gradients itself
        self.hand = ByHand(self.step)  # of a script without an optimizer
        # Kept aside until an update was made: an optimizer may still come.
        self._by_hand: StepListener | None = None
        self._of: dict[int, weakref.ref[StepListener]] = {}

    # watches

    def attach(self, watch: StepListener) -> None:
        """Begin to serve a watch."""
        self.passes.untrained.clear()
        self.observation.add(watch)
        for optimizer in watch.training.optimizers:
            self._of[id(optimizer)] = weakref.ref(watch)
        self._install()
        self.observation.refresh()

    def detach(self, watch: StepListener) -> None:
        """Stop serving a watch; with the last one every hook goes."""
        self.observation.drop(watch)
        self._of = {key: ref for key, ref in self._of.items() if ref() is not watch}
        if not self.observation.watches and self._script is None:
            self.remove()
        else:
            self.observation.refresh()

    def begin_script(self, callbacks: ScriptCallbacks) -> None:
        """Observe all that this process trains; also a program without modules, by its functions only."""
        self._script, self.passes.on_evaluation = callbacks, callbacks.evaluation
        self.observation.whole_script = True
        self._install()
        self.observation.arm()

    def end_script(self) -> None:
        """Observe it no longer."""
        self._script = self.passes.on_evaluation = None
        self.observation.whole_script = False
        self.remove()

    def _install(self) -> None:
        if not self._hooks.installed:
            self.loaders.begin()
            self.observation.install()

    def remove(self) -> None:
        """Take every hook away, and keep nothing of what they saw."""
        self.observation.remove()
        self.loaders.end()
        self.passes.forget()

    @property
    def observes_script(self) -> bool:
        """Whether all that this process trains is observed."""
        return self._script is not None

    def begin_watch(self, watch: StepListener) -> None:
        """Serve a watch that the user's own code began: in a script that is observed, as one of its trainings."""
        begin = self._script.watch_started if self._script is not None else self.attach
        begin(watch)

    def leave(self, optimizer: Optimizer | ByHand) -> None:
        """Another optimizer goes on in its place; if it steps again, it is a new one."""
        self._of.pop(id(optimizer), None)

    # what the hooks see

    def _before_step(self, optimizer: Optimizer, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.before_step(optimizer, closure=any(callable(value) for value in (*args, *kwargs.values())))

    def before_step(self, optimizer: Optimizer, *, closure: bool) -> None:
        """An update is about to be made: by gradients that are there, or `closure` computes them within it."""
        if self.step.busy:  # an optimizer of our own
            return
        self._in_closure = closure
        with self._steps:
            watch = self.watch_of(optimizer)
            if watch is None or watch.is_idle or self._nested(optimizer):
                return
            with self.step.quietly("steps"):
                watch.before_step(optimizer, closure=closure)
            if not closure:
                self.observation.suspend()

    def _after_step(self, optimizer: Optimizer, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.after_step(optimizer)

    def after_step(self, optimizer: Optimizer | ByHand) -> None:
        """The update was made."""
        watch: StepListener | None = None
        with self._steps:
            watch = self._stepped(optimizer)
        if watch is not None and watch.after_update is not None:
            with self._report:
                watch.after_update(watch)  # it may end the program here

    def _stepped(self, optimizer: Optimizer | ByHand) -> StepListener | None:
        """An optimizer made its step: the watch that counts it."""
        if self.step.busy:
            return None
        self._in_closure = False
        self.step.stepped.add(optimizer)
        known = self._of.get(id(optimizer))
        watch = known() if known is not None else self.watch_of(optimizer)
        if watch is None or (self._nested.classes.get(type(optimizer), True) and self._nested(optimizer)):
            return None
        self.passes.in_step = False
        if not self.observation.armed and watch.can_skip_update(optimizer):  # most updates end here
            if self._hooks.observing is False and self._script is None and watch.training.done >= watch.quiet_until:
                self._hooks.notice.put()
            return watch
        if optimizer is not self.hand:
            self.hand.forget()
            self._by_hand = None
        observed, work = self.observation.armed, watch.on_optimizer_step(optimizer)
        if work:
            with self.step.quietly("steps"):
                watch.after_step(optimizer)
        if observed:
            self.step.latest.stepped.add(id(watch.training))
            self.step.turn(optimizer)
        self.observation.refresh()
        return watch

    def trained_by_hand(self) -> bool:
        """Whether no optimizer has made a step yet."""
        return self._script is not None and all(
            self.hand in watch.training.optimizers for watch in self.observation.watches
        )

    def can_follow(self, weights: list[Tensor]) -> bool:
        """Whether gradients that a script asks for tell of updates by hand."""
        if not self.trained_by_hand():
            return False
        follows = self.hand.can_follow(weights)
        self._by_hand = self._by_hand if follows else None
        return follows

    def _on(self, event: Event) -> None:
        """A handler of functions tells something."""
        match event:
            case ParametersRead():
                self.look_by_hand()
            case ParametersWritten(arguments, fills):
                written = self.hand.written(arguments, fills=fills)
                if written and self._by_hand is not None:
                    self._by_hand.on_parameters_written(written)
            case BackwardBegins():
                with self.step.quietly("steps"):  # an optimizer uses what its closure clears
                    tape = self.step.tape
                    if tape.gave and not self._in_closure and not tape.holds_gradients():
                        tape.discarded += 1
                        if not self.observation.watches:
                            tape.forget_discarded()
                for watch in self.observation.watches:
                    with watch.training.part("steps"):
                        watch.before_backward()
            case BackwardDone():
                with self.step.quietly("steps"):
                    self.step.tape.gave = not self._in_closure and self.step.tape.holds_gradients()
                for watch in self.observation.watches:
                    with watch.training.part("gradients"):
                        watch.after_backward()
                script = self._script
                if script is not None and not self.observation.watches:
                    self.step.tape.backward_is_done()
                    script.backward_without_update(self.step.tape.backwards)
                # A script that has no optimizer may now change its weights by hand.
                if script is not None and self.trained_by_hand() and self.hand.after_backward():
                    self._by_hand = self._by_hand or script.new_optimizer(self.hand)
                    if self._by_hand is not None:
                        self._by_hand.before_step(self.hand, closure=False)

    def _failed(self, part: str, error: Exception) -> None:
        self.observation.failed(part, error)

    def look_by_hand(self) -> None:
        """Weights are about to be read: has the script changed them by hand?"""
        if self._script is None or not self.step.tape.backwards:
            return
        changed = False
        with self.step.quietly("steps"):
            changed = self.hand.changed()
        if changed and self._by_hand is not None:
            if self._by_hand not in self.observation.watches:
                self._script.watch_started(self._by_hand)
            with self.step.working(busy=False):
                self.after_step(self.hand)

    def watch_of(self, optimizer: Optimizer | ByHand) -> StepListener | None:
        """The watch that counts an optimizer's steps; a script's is made now."""
        known = self._of.get(id(optimizer))
        watch = known() if known is not None else None
        if watch is None and self._script is not None and known is None:
            with self.step.quietly("steps"):
                watch = self._script.new_optimizer(optimizer)
                if watch is not None:
                    self._of[id(optimizer)] = weakref.ref(watch)
        return watch


@cache
def hub() -> Hub:
    """The process's hub."""
    return Hub()
