"""PyTorch's hooks, once for the whole process, and who gets what they see.

Hooks for all modules and all optimizers are used instead of hooks on the user's objects: a model can be copied, pickled
and moved as if nobody watched, and nothing has to be taken off it. The function mode, which sees every call of a
PyTorch function, is there only while a step is observed.
"""

from __future__ import annotations

import sys
import threading
import time
import weakref
from collections.abc import Callable
from types import FrameType
from typing import Any

import torch
from torch import Tensor
from torch.nn import Module
from torch.optim import Optimizer

from whygrad.instrument.bare_forward import bare_forward
from whygrad.instrument.batches import CallOf, first_tensor, tensors_of
from whygrad.instrument.by_hand import ByHand
from whygrad.instrument.events import BackwardBegins, BackwardDone, Event, ParametersRead, ParametersWritten
from whygrad.instrument.handlers import FunctionHandlers
from whygrad.instrument.hooks import HookCalls, Hooks
from whygrad.instrument.listener import StepListener
from whygrad.instrument.loaders import Loaders
from whygrad.instrument.mode import Mode
from whygrad.instrument.parts import Part, print_failure
from whygrad.instrument.passes import Pass
from whygrad.instrument.places import place_of
from whygrad.instrument.provenance import Origin
from whygrad.instrument.settings import Settings, together
from whygrad.instrument.step import Listener, ObservedStep, Quiet
from whygrad.instrument.torch_internals import (
    Nested,
    is_compiled,
    is_leaf,
    is_symbolic,
    is_transformed,
    options_of_call,
    shape_of,
)
from whygrad.instrument.training import Training

# Modules whose fast path in evaluation is taken only if nobody looks at their functions.
_FAST_PATHS = (torch.nn.TransformerEncoder, torch.nn.TransformerEncoderLayer, torch.nn.MultiheadAttention)


MOST_PASSES = 512  # of models between two updates, at one place of the program
MOST_STRANGE = 3  # passes of a model that no watch has which are looked at; a teacher's are no training


class Hub:
    """Central dispatcher of PyTorch's hooks: which watch gets what they see, and when a step is observed."""

    def __init__(self) -> None:
        self.step = ObservedStep(
            Listener(self._on, lambda part, error: self.failed(part, error), self._has_updates, self.can_follow)
        )
        self._handlers = FunctionHandlers(self.step)
        self._hooks = Hooks(
            Mode(self.step, self._handlers, self._look_at_bare),
            HookCalls(self._look, self._enter, self._leave, self._before_step, self._after_step),
        )
        self.loaders = Loaders()
        self.watches: list[StepListener] = []
        self.trainings: list[Training] = []  # theirs
        # In script mode: makes the recorder of a new optimizer.
        self.on_new_optimizer: Callable[[Any], StepListener | None] | None = None
        # In script mode: takes over a recorder that the script itself made, or one of updates by hand.
        self.on_watch_started: Callable[[Any], None] | None = None
        self.on_evaluation: Callable[[bool], None] | None = None  # …: is told when one begins or ends
        # …: is told of backward passes that no update has followed yet, by their number.
        self.on_backward_without_update: Callable[[int], None] | None = None
        self.armed = False
        self._evaluating = 0  # batches of the evaluation that is going on
        self._told_evaluation = False
        self.norms: dict[type, str] = {}  # modules that normalize by plain arithmetic
        self.followed: set[int] = set()  # optimizers of other libraries, by id, whose updates a callback tells
        self._nested = Nested()
        self.hand = ByHand(self.step)  # of a script without an optimizer
        self._of: dict[int, weakref.ref[StepListener]] = {}
        self.broken: set[str] = set()  # parts that failed since the hooks were installed
        self._in_step = False  # the model was run for an update that is still to come
        self._skipped: Module | None = None  # the model whose pass is not looked into, as there were so many
        self._strange: weakref.WeakKeyDictionary[Module, int] = weakref.WeakKeyDictionary()  # passes of nobody's
        self.evaluation_batches = Settings().evaluation_batches

    # observing or not

    def install(self) -> None:
        """Put the hooks in place, once."""
        if self._hooks.installed:
            return
        self.loaders.begin()
        self._hooks.install(entering=self.on_new_optimizer is not None)
        self._expect()

    def _on_modules(self, *, observing: bool) -> None:
        # A script's passes are always seen: whose they are is known only by the optimizer.
        self._hooks.on_modules(observing=observing, entering=self.on_new_optimizer is not None)

    def _expect(self) -> None:
        wanted = self.on_new_optimizer is not None or any(not watch.is_idle for watch in self.watches)
        self._hooks.expect_step(wanted=wanted)

    def remove(self) -> None:
        """Take every hook away, and keep nothing of what they saw."""
        self.disarm()
        self._hooks.remove()
        self.loaders.end()
        self.step.forget()
        self._strange.clear()
        self.broken.clear()
        self._in_step = False

    def refresh(self) -> None:
        """Observe if anybody wants to."""
        if any(watch.armed for watch in self.watches):
            self.arm()
        else:
            self.disarm()
        if self._hooks.installed:
            self._expect()

    def arm(self) -> None:
        """Observe from now on."""
        self.armed = True
        if self.watches:
            self._handlers.context.settings = together([watch.training.settings for watch in self.watches])
        self.step.keep_operations(wanted=not self.watches or any(watch.wants_operations for watch in self.watches))
        self._on_modules(observing=True)
        self._hooks.push()

    def disarm(self) -> None:
        """Observe nothing."""
        self.armed = False
        self._on_modules(observing=False)
        self._hooks.suspend()
        self._evaluating = 0

    def suspend(self) -> None:
        """Leave the function mode for a while."""
        self._hooks.suspend()

    # watches

    def attach(self, watch: StepListener) -> None:
        """Begin to serve a watch."""
        self.watches.append(watch)
        self.trainings.append(watch.training)
        for optimizer in watch.training.optimizers:
            self._of[id(optimizer)] = weakref.ref(watch)
        self.install()
        self.refresh()

    def detach(self, watch: StepListener) -> None:
        """Stop serving a watch; with the last one every hook goes."""
        if watch in self.watches:
            self.watches.remove(watch)
            self.trainings.remove(watch.training)
        self._of = {key: ref for key, ref in self._of.items() if ref() is not watch}
        if not self.watches and self.on_new_optimizer is None:
            self.remove()
        else:
            self.refresh()

    def leave(self, optimizer: Optimizer | ByHand) -> None:
        """Another optimizer goes on in its place; if it steps again, it is a new one."""
        self._of.pop(id(optimizer), None)

    def quietly(self, part: str = "record") -> Quiet:
        """Work of our own for a part: unseen by the mode, without gradients."""
        return self.step.quietly(part)

    def part(self, name: str) -> Part:
        """Work of our own for a part of every watch, where neither functions nor gradients have to be hidden."""
        return Part(name, self.failed)

    def failed(self, part: str, error: Exception, *, of: StepListener | None = None) -> None:
        """A part could not be observed: no watch, or the one that it was work `of`, knows it from now on."""
        for watch in [of] if of is not None else self.watches:
            watch.training.broken.add(part)
        if part not in self.broken:  # once is enough
            self.broken.add(part)
            print_failure(part, error)

    # what the hooks see

    # What is compiled is compiled as if nobody watched: nothing of ours may stand before that is asked.

    def _look(self, module: Module, inputs: tuple[Any, ...]) -> None:
        """The first pass after an update that is not observed: does an evaluation begin?"""
        if is_transformed():
            return
        with self.part("modules"):
            self._hooks.notice.take()
            if not torch.is_grad_enabled() and not self.step.busy:
                self._entered(module, inputs, sys._getframe(1))  # pyright: ignore[reportPrivateUsage]

    def _enter(self, module: Module, inputs: tuple[Any, ...]) -> None:
        if self.step.busy or is_transformed():
            return
        with self.part("modules"):
            self._entered(module, inputs, sys._getframe(1))  # pyright: ignore[reportPrivateUsage]

    def _leave(self, module: Module, inputs: tuple[Any, ...], output: Any) -> None:
        if is_transformed() or not self.armed or self.step.busy or not self.step.stack:
            return
        with self.part("modules"):
            self._left(module, inputs, output)

    def _entered(self, module: Module, inputs: tuple[Any, ...], caller: FrameType) -> None:
        """`caller` is the call of the module."""
        if self.step.bare is not None:
            self._look_at_bare()
        bare, whole, outside = None, module, caller.f_back
        outermost = not self.step.stack
        if outermost:
            if is_symbolic(first_tensor(inputs)):
                return
            self.looks_by_hand()
            if self.armed or not torch.is_grad_enabled():
                bare = bare_forward(module, caller)
            if bare is not None:
                whole, outside = bare.module, bare.frame.f_back
            if not self._looks_at_pass(whole, outside):
                return
        if threading.get_ident() != self._hooks.thread:
            return
        if outermost and any(True for _ in whole.parameters()):
            place = place_of(outside)
            if self.step.tape.passes_at[place] >= MOST_PASSES:
                self.suspend()  # until it has answered: a loss of it may follow
                self._skipped = module
                self.step.stack.append(module)
                return
            self._begin_pass(whole, place, (inputs, options_of_call(caller)) if bare is None else bare.call)
            if bare is not None:
                self.step.bare = bare
                self.step.stack.append(whole)
        if self.step.stack or self.step.passing is not None:
            self.step.stack.append(module)
        closed = "compiled" if is_compiled(module) else self._closed(module)
        if closed:
            self.suspend()
            self.step.tape.unseen.add(closed)

    def _begin_pass(self, module: Module, place: str, call: CallOf) -> None:
        gradient = torch.is_grad_enabled()
        with self.quietly("modules"):
            batch = first_tensor(call)
            given = shape_of(batch) if batch is not None else ()
            self.step.tape.passes_at[place] += 1
            self.step.passing = Pass(weakref.ref(module), place, gradient, given=given)
            taken = list(tensors_of(call))
            self.step.passing.fed_by = [one.root for x in taken if (one := self.step.origins.get(x)) and one.root]
            self.step.passing.taken = {id(x) for x in taken}
            self.step.tape.passes.append(self.step.passing)
            self.step.tape.given |= {id(x) for x in call[0] if isinstance(x, Tensor) and x.requires_grad and is_leaf(x)}
            for watch in self.watches:
                watch.on_forward_begin(self.step.passing, module, call)

    def _look_at_bare(self) -> None:
        """Has a `forward` that the program called itself returned?"""
        bare = self.step.bare
        if bare is None or bare.is_running():
            return
        with self.part("modules"):
            self.step.bare = None
            self.step.stack.clear()
            if self.step.passing is not None:
                with self.quietly("modules"):
                    self._finish_pass(bare.output)
                self.step.passing = None

    def _left(self, module: Module, inputs: tuple[Any, ...], output: Any) -> None:
        if threading.get_ident() != self._hooks.thread:
            return
        while self.step.stack and self.step.stack.pop() is not module:  # those an exception left behind
            pass
        if self.norms and (kind := self.norms.get(type(module))) is not None and inputs:
            with self.quietly("functions"):
                self._handlers.following.normalized(kind, inputs[0], output)
        skipped = module is self._skipped and not self.step.stack
        if not self._hooks.pushed and (skipped or is_compiled(module) or isinstance(module, _FAST_PATHS)):
            self._hooks.show_again()
            self._skipped = None
        if not self.step.stack and self.step.passing is not None:
            with self.quietly("modules"):
                self._finish_pass(output)
            self.step.passing = self.step.bare = None

    @staticmethod
    def _closed(module: Module) -> str:
        """Whether a module would do its work in another way if its functions were looked at."""
        return "fast-path" if isinstance(module, _FAST_PATHS) and not torch.is_grad_enabled() else ""

    def _looks_at_pass(self, module: Module, caller: FrameType | None) -> bool:
        """Whether the pass that begins is observed: of an evaluation only its first batches are."""
        if torch.is_grad_enabled() and not self._evaluates_here(caller):
            self._tell_evaluation(False)
            between_updates, self._in_step = not self._in_step, True
            if self._evaluating:
                self._evaluating = 0
                if between_updates and self.on_new_optimizer is not None and self._trains_another(module):
                    self._ended()
                self.refresh()
            if not self.armed and self.on_new_optimizer is not None and self._is_new(module):
                self.arm()  # a script's first pass: whose it is will be known by the optimizer
            return self.armed
        if next(module.parameters(), None) is None:
            return False  # a loss, or a graph that a compiler made: no evaluation of a model
        if not self._in_step:
            self._tell_evaluation(True)
        if not self.armed:
            if self._in_step:
                return False  # a target network's or a teacher's: the rest of this step was not seen
            wanting = [watch for watch in self.watches if watch.wants_evaluation()]
            if not wanting or self.step.busy:
                return False
            for watch in wanting:
                watch.armed = True
            self.arm()
        self._evaluating += 1
        if self._evaluating > self.evaluation_batches and self._asks_a_copy(module, caller):
            self._evaluating = 1
            self.arm()
        if self._evaluating > self.evaluation_batches:
            self.suspend()
            return False
        return True

    def _evaluates_here(self, caller: FrameType | None) -> bool:
        """Whether the program evaluates here although it keeps gradients."""
        return any(watch.training.evaluation_places for watch in self.watches) and any(
            place_of(caller) in watch.training.evaluation_places for watch in self.watches
        )

    def _tell_evaluation(self, now: bool) -> None:
        """Tell whoever counts the seconds of training whether an evaluation is going on."""
        if self.on_evaluation is not None and now != self._told_evaluation:
            self._told_evaluation = now
            self.on_evaluation(now)

    def _asks_a_copy(self, module: Module, caller: FrameType | None) -> bool:
        """Whether a copy of a model begins another evaluation, as after the statistics of batch normalization were
        refreshed by the samples of the training.
        """
        passes = self.step.tape.passes
        elsewhere = bool(passes) and passes[-1].place != place_of(caller)
        return elsewhere and any(watch.training.copied(module) for watch in self.watches)

    def _is_new(self, module: Module) -> bool:
        """Whether a module is run that no watch has: the first passes of what a script may train next."""
        if next(module.parameters(), None) is None or any(watch.training.owns(module) for watch in self.watches):
            return False
        self._strange[module] = self._strange.get(module, 0) + 1
        return not self.watches or self._strange[module] <= MOST_STRANGE

    def _trains_another(self, module: Module) -> bool:
        """Whether a module has parameters, as a loss and a transform of data do not, and none of them is watched."""
        has_parameters = next(module.parameters(), None) is not None
        return has_parameters and not any(watch.training.owns(module) for watch in self.watches)

    def _ended(self) -> None:
        """Another training begins: what was evaluated until now, as a fold of several, was those before."""
        for watch in self.watches:
            watch.finish()

    def _finish_pass(self, output: Any) -> None:
        passing = self.step.passing
        assert passing is not None
        first = output[0] if isinstance(output, tuple | list) and output else output
        if isinstance(first, Tensor):
            passing.output = shape_of(first)
            self._handlers.context.settle(first)
            origin = self.step.origins.get(first) or Origin()
            if origin.root is None:
                self.step.origins.put(first, origin.with_(root=passing))
            if passing.batch is not None:
                for watch in self.watches:
                    with watch.part("evaluations"):
                        watch.on_forward_end(passing, first)
        for more in tensors_of(((output,), {})):  # a state that is handed on
            if more is first or id(more) in passing.taken:  # handed through, as a graph's edges
                continue
            if (origin := self.step.origins.get(more) or Origin()).root is None:
                self.step.origins.put(more, origin.with_(root=passing))
        if passing.gradient and self.step.tape.operations is not None:
            with self.part("levels"):
                self.step.tape.operations.answered(output, passing, self.step.origins)
        passing.batch = None

    def _before_step(self, optimizer: Optimizer, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if self.step.busy:  # an optimizer of our own
            return
        with self.part("steps"):
            watch = self._watch_of(optimizer)
            if watch is None or watch.is_idle or self._nested(optimizer):
                return
            closure = any(callable(value) for value in (*args, *kwargs.values()))
            with self.quietly("steps"):
                watch.before_step(optimizer, closure=closure)
            if not closure:
                self.suspend()

    def _after_step(self, optimizer: Optimizer | ByHand, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        watch: StepListener | None = None
        with self.part("steps"):
            watch = self._stepped(optimizer)
        if watch is not None:
            with self.part("report"):
                watch.check_limit()  # a limit of the script's may end the program here

    def _stepped(self, optimizer: Optimizer | ByHand) -> StepListener | None:
        """An optimizer made its step: the watch that counts it."""
        if self.step.busy:
            return None
        known = self._of.get(id(optimizer))
        watch = known() if known is not None else self._watch_of(optimizer)
        if watch is None or self._nested(optimizer):
            return None
        self._in_step = False
        if not self.armed and watch.can_skip_update(optimizer):  # most updates end here
            if (
                self._hooks.observing is False
                and self.on_new_optimizer is None
                and watch.training.done >= watch.quiet_until
            ):
                self._hooks.notice.put()
            return watch
        if optimizer is not self.hand:
            self.hand.forget()
        observed, work = self.armed, watch.on_optimizer_step(optimizer)
        if work:
            with self.quietly("steps"):
                watch.after_step(optimizer)
        if observed:
            (self.step.tape if self.step.tape.begun else self.step.before).stepped.add(id(watch.training))
            self.step.turn()
        self.refresh()
        return watch

    def watch_of(self, optimizer: Optimizer) -> StepListener | None:
        """The watch that counts an optimizer's steps; a script's is made now."""
        return None if self.step.busy else self._watch_of(optimizer)

    def before_step(self, optimizer: Optimizer) -> None:
        """A step that PyTorch's hooks do not see is about to be made, by gradients that are there."""
        self._before_step(optimizer, (), {})

    def after_step(self, optimizer: Optimizer) -> None:
        """It was made."""
        self._after_step(optimizer, (), {})

    def before_update(self, optimizer: Optimizer) -> None:
        """Forward, backward and an update that PyTorch's hooks do not see are about to come, as in a closure."""
        self._before_step(optimizer, (self.before_update,), {})

    def after_update(self, optimizer: Optimizer) -> None:
        """They have been."""
        self._after_step(optimizer, (), {})

    def missed(self) -> bool:
        """Whether the passes of this step were not observed, as those of the first step of a script's next training:
        what was seen last is not its own.
        """
        return self._in_step and not (self.step.tape.passes or self.step.tape.losses or self.step.tape.backwards)

    def trained_by_hand(self) -> bool:
        """Whether no optimizer has made a step yet."""
        return self.on_new_optimizer is not None and all(
            self.hand in watch.training.optimizers for watch in self.watches
        )

    def can_follow(self, weights: list[Tensor]) -> bool:
        """Whether gradients that a script asks for tell of updates by hand."""
        return self.trained_by_hand() and self.hand.can_follow(weights)

    def _on(self, event: Event) -> None:
        """A handler of functions tells something."""
        match event:
            case ParametersRead():
                self.looks_by_hand()
            case ParametersWritten(arguments):
                self.hand.writes(arguments)
            case BackwardBegins():
                for watch in self.watches:
                    with watch.part("steps"):
                        watch.before_backward()
            case BackwardDone():
                for watch in self.watches:
                    watch.after_backward()
                if not self.watches and self.on_backward_without_update is not None:
                    self.on_backward_without_update(self.step.tape.backwards)
                if self.trained_by_hand():  # a script that has no optimizer may now change its weights by hand
                    self.hand.after_backward(self.on_new_optimizer)

    def _has_updates(self) -> bool:
        return any(watch.training.done for watch in self.watches)

    def looks_by_hand(self) -> None:
        """Weights are about to be read: has the script changed them by hand?"""
        if self.on_new_optimizer is None or not self.step.tape.backwards:
            return
        changed = False
        with self.quietly("steps"):
            changed = self.hand.changed()
        if changed and self.hand.watch is not None:
            if self.on_watch_started is not None and self.hand.watch not in self.watches:
                self.on_watch_started(self.hand.watch)
            busy, self.step.busy = self.step.busy, False
            try:
                self._after_step(self.hand, (), {})
            finally:
                self.step.busy = busy

    def _watch_of(self, optimizer: Optimizer | ByHand) -> StepListener | None:
        known = self._of.get(id(optimizer))
        watch = known() if known is not None else None
        if watch is None and self.on_new_optimizer is not None and known is None:
            with self.quietly("steps"):
                watch = self.on_new_optimizer(optimizer)
                if watch is not None:
                    self._of[id(optimizer)] = weakref.ref(watch)
        return watch

    def now(self) -> float:
        """Seconds."""
        return time.perf_counter()


_the: list[Hub] = []


def hub() -> Hub:
    """The process's hub."""
    if not _the:
        _the.append(Hub())
    return _the[0]
