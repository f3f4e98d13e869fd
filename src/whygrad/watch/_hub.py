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
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import Module
from torch.optim import Optimizer

from whygrad.watch._by_hand import ByHand
from whygrad.watch._data import first_tensor, tensors_of
from whygrad.watch._hooks import Hooks
from whygrad.watch._mode import Mode, Quiet, insert
from whygrad.watch._origins import Origin, Origins
from whygrad.watch._parts import Part
from whygrad.watch._places import user_place
from whygrad.watch._tape import Layer, Pass, Tape
from whygrad.watch._telling import complain
from whygrad.watch._torch import Nested, is_compiled, is_leaf, is_symbolic, is_transformed, options_of_call, shape_of
from whygrad.watch.settings import Settings

if TYPE_CHECKING:
    from whygrad.watch._watch import Watch

# Modules whose fast path in evaluation is taken only if nobody looks at their functions.
_FAST_PATHS = (torch.nn.TransformerEncoder, torch.nn.TransformerEncoderLayer, torch.nn.MultiheadAttention)


MOST_PASSES = 512  # of models between two updates
MOST_STRANGE = 3  # passes of a model that no watch has which are looked at; a teacher's are no training


class Hub(Hooks):
    """The one that PyTorch's hooks call."""

    def __init__(self) -> None:
        from whygrad.watch._reader import Reader

        super().__init__(Mode(self, Reader(self)))
        self.claimed: Callable[[Watch], None] | None = None  # …: takes over a watch of what is trained by hand
        self.on_evaluation: Callable[[bool], None] | None = None  # …: is told when one begins or ends
        self._told_evaluation = False
        self.origins = Origins()
        self.tape, self.before = Tape(), Tape()
        self.layers: dict[int, Layer] = {}
        self.fed: Counter[object] = Counter()  # batches of data that a layer took in
        self.busy = False
        self.stack: list[Module] = []
        self.passing: Pass | None = None
        self.norms: dict[type, str] = {}  # modules that normalize by plain arithmetic
        self.followed: set[int] = set()  # optimizers of other libraries, by id, whose updates a callback tells
        self._nested = Nested()
        self.hand = ByHand(self)  # of a script without an optimizer
        self.drawn: set[int] = set()  # addresses of tensors that were drawn at random,
        self.filled: set[int] = set()  # … and since filled with other numbers, as with what was learned before
        self.left_over: set[str] = set()  # places of losses whose targets a network left over
        self.given: dict[int, Tensor] = {}  # gradients that `torch.autograd.grad` gave since, by the parameter's id
        self._of: dict[int, weakref.ref[Watch]] = {}
        self.broken: set[str] = set()  # parts that failed since the hooks were installed
        self._in_step = False  # the model was run for an update that is still to come
        self._strange: weakref.WeakKeyDictionary[Module, int] = weakref.WeakKeyDictionary()  # passes of nobody's
        self.evaluation_batches = Settings().evaluation_batches

    # watches

    def attach(self, watch: Watch) -> None:
        """Begin to serve a watch."""
        self.watches.append(watch)
        for optimizer in watch.optimizers:
            self._of[id(optimizer)] = weakref.ref(watch)
        self.install()
        self.refresh()

    def detach(self, watch: Watch) -> None:
        """Stop serving a watch; with the last one every hook goes."""
        if watch in self.watches:
            self.watches.remove(watch)
        self._of = {key: ref for key, ref in self._of.items() if ref() is not watch}
        if not self.watches and self.found is None:
            self.remove()
        else:
            self.refresh()

    def leave(self, optimizer: Optimizer | ByHand) -> None:
        """Another optimizer goes on in its place; if it steps again, it is a new one."""
        self._of.pop(id(optimizer), None)

    def _forget(self) -> None:
        self.origins.clear()
        self.tape, self.before = Tape(), Tape()
        self.layers.clear()
        self.fed.clear()
        self.stack.clear()
        self.passing = None
        for addresses in (self.drawn, self.filled, self.given, self.left_over):  # of tensors that are gone, or will be
            addresses.clear()
        self._strange.clear()
        self.broken.clear()
        self._in_step = False

    def quietly(self, part: str = "record") -> Quiet:
        """Work of our own for a part: unseen by the mode, without gradients."""
        return Quiet(self, part)

    def part(self, name: str) -> Part:
        """Work of our own for a part of every watch, where neither functions nor gradients have to be hidden."""
        return Part(name, self.failed)

    def failed(self, part: str, error: Exception, *, of: Watch | None = None) -> None:
        """A part could not be observed: no watch, or the one that it was work `of`, knows it from now on."""
        for watch in [of] if of is not None else self.watches:
            watch.broken.add(part)
        if part not in self.broken:  # once is enough
            self.broken.add(part)
            complain(part, error)

    # what the hooks see

    # What is compiled is compiled as if nobody watched: nothing of ours may stand before that is asked.

    def _look(self, module: Module, inputs: tuple[Any, ...]) -> None:
        """The first pass after an update that is not observed: does an evaluation begin?"""
        if is_transformed():
            return
        with self.part("modules"):
            self._notice.take()
            if not torch.is_grad_enabled() and not self.busy:
                self._entered(module, inputs, sys._getframe(1))  # pyright: ignore[reportPrivateUsage]

    def _enter(self, module: Module, inputs: tuple[Any, ...]) -> None:
        if self.busy or is_transformed():
            return
        with self.part("modules"):
            self._entered(module, inputs, sys._getframe(1))  # pyright: ignore[reportPrivateUsage]

    def _leave(self, module: Module, inputs: tuple[Any, ...], output: Any) -> None:
        if is_transformed() or not self.armed or self.busy or not self.stack:
            return
        with self.part("modules"):
            self._left(module, inputs, output)

    def _entered(self, module: Module, inputs: tuple[Any, ...], caller: FrameType) -> None:
        """`caller` is the call of the module."""
        if not self.stack and is_symbolic(first_tensor(inputs)):
            return
        if not self.stack:
            self.looks_by_hand()
        if not self.stack and not self._looks_at_pass(module):
            return
        if not self.stack and len(self.tape.passes) >= MOST_PASSES:
            self.suspend()  # no optimizer ever makes a step here
            return
        if threading.get_ident() != self._thread:
            return
        if not self.stack and any(True for _ in module.parameters()):
            gradient, call = torch.is_grad_enabled(), (inputs, options_of_call(caller))
            with self.quietly("modules"):
                batch = first_tensor(call)
                given = shape_of(batch) if batch is not None else ()
                self.passing = Pass(weakref.ref(module), user_place(2), gradient, given=given)
                self.passing.fed_by = [one.root for x in tensors_of(call) if (one := self.origins.get(x)) and one.root]
                self.tape.passes.append(self.passing)
                self.tape.given |= {id(x) for x in inputs if isinstance(x, Tensor) and x.requires_grad and is_leaf(x)}
                for watch in self.watches:
                    watch.passes(self.passing, module, call)
        if self.stack or self.passing is not None:
            self.stack.append(module)
        closed = "compiled" if is_compiled(module) else self._closed(module)
        if closed:
            self.suspend()
            self.tape.unseen.add(closed)

    def _left(self, module: Module, inputs: tuple[Any, ...], output: Any) -> None:
        if threading.get_ident() != self._thread:
            return
        while self.stack and self.stack.pop() is not module:  # those an exception left behind
            pass
        if self.norms and (kind := self.norms.get(type(module))) is not None and inputs:
            with self.quietly("functions"):
                self._mode.reader.normalized(kind, inputs[0], output)
        if not self._pushed and (is_compiled(module) or isinstance(module, _FAST_PATHS)):
            self._pushed = True
            insert(self._mode)
        if not self.stack and self.passing is not None:
            with self.quietly("modules"):
                self._finish_pass(output)
            self.passing = None

    @staticmethod
    def _closed(module: Module) -> str:
        """Whether a module would do its work in another way if its functions were looked at."""
        return "fast-path" if isinstance(module, _FAST_PATHS) and not torch.is_grad_enabled() else ""

    def _looks_at_pass(self, module: Module) -> bool:
        """Whether the pass that begins is observed: of an evaluation only its first batches are."""
        if torch.is_grad_enabled() and not self._evaluates_here():
            self._tell_evaluation(False)
            self._in_step = True
            if self._evaluating:
                self._evaluating = 0
                if self.found is not None and not any(watch.owns(module) for watch in self.watches):
                    self._ended()
                self.refresh()
            if not self.armed and self.found is not None and self._is_new(module):
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
            if not wanting or self.busy:
                return False
            for watch in wanting:
                watch.armed = True
            self.arm()
        self._evaluating += 1
        if self._evaluating > self.evaluation_batches and self._asks_a_copy(module):
            self._evaluating = 1
            self.arm()
        if self._evaluating > self.evaluation_batches:
            self.suspend()
            return False
        return True

    def _evaluates_here(self) -> bool:
        """Whether the program evaluates here although it keeps gradients."""
        return any(watch.seen.passes.evaluated for watch in self.watches) and any(
            user_place(2) in watch.seen.passes.evaluated for watch in self.watches
        )

    def _tell_evaluation(self, now: bool) -> None:
        """Tell whoever counts the seconds of training whether an evaluation is going on."""
        if self.on_evaluation is not None and now != self._told_evaluation:
            self._told_evaluation = now
            self.on_evaluation(now)

    def _asks_a_copy(self, module: Module) -> bool:
        """Whether a copy of a model begins another evaluation, as after the statistics of batch normalization were
        refreshed by the samples of the training.
        """
        passes = self.tape.passes
        elsewhere = bool(passes) and passes[-1].place != user_place(2)
        return elsewhere and any(watch.copied(module) for watch in self.watches)

    def _is_new(self, module: Module) -> bool:
        """Whether a module is run that no watch has: the first passes of what a script may train next."""
        if next(module.parameters(), None) is None or any(watch.owns(module) for watch in self.watches):
            return False
        self._strange[module] = self._strange.get(module, 0) + 1
        return not self.watches or self._strange[module] <= MOST_STRANGE

    def _ended(self) -> None:
        """Another training begins: what was evaluated until now, as a fold of several, was those before."""
        for watch in self.watches:
            watch.finish()

    def _finish_pass(self, output: Any) -> None:
        passing = self.passing
        assert passing is not None
        first = output[0] if isinstance(output, tuple | list) and output else output
        if isinstance(first, Tensor):
            passing.output = shape_of(first)
            self._mode.reader.settle(first)
            origin = self.origins.get(first) or Origin()
            if origin.root is None:
                self.origins.put(first, origin.with_(root=passing))
            if passing.batch is not None:
                for watch in self.watches:
                    with watch.part("evaluations"):
                        watch.answered(passing, first)
        for more in tensors_of(((output,), {})):  # a state that is handed on
            if more is not first and (origin := self.origins.get(more) or Origin()).root is None:
                self.origins.put(more, origin.with_(root=passing))
        passing.batch = None

    def _before_step(self, optimizer: Optimizer, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        with self.part("steps"):
            watch = self._watch_of(optimizer)
            if watch is None or watch.calm or self.busy or self._nested(optimizer):
                return
            closure = any(callable(value) for value in (*args, *kwargs.values()))
            with self.quietly("steps"):
                watch.before_step(optimizer, closure=closure)
            if not closure:
                self.suspend()

    def _after_step(self, optimizer: Optimizer | ByHand, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        watch: Watch | None = None
        with self.part("steps"):
            watch = self._stepped(optimizer)
        if watch is not None:
            with self.part("report"):
                watch.stepped()  # a limit of the script's may end the program here

    def _stepped(self, optimizer: Optimizer | ByHand) -> Watch | None:
        """An optimizer made its step: the watch that counts it."""
        known = self._of.get(id(optimizer))
        watch = known() if known is not None else self._watch_of(optimizer)
        if watch is None or self.busy or self._nested(optimizer):
            return None
        self._in_step = False
        if not self.armed and watch.passed(optimizer):  # most updates end here
            if self._observing is False and self.found is None and watch.done >= watch.quiet_until:
                self._notice.put()
            return watch
        if optimizer is not self.hand:
            self.hand.forget()
        observed, work = self.armed, watch.count(optimizer)
        if work:
            with self.quietly("steps"):
                watch.after_step(optimizer)
        if observed:
            (self.tape if self.tape.begun else self.before).stepped.add(id(watch))
            self._turn()
        self.refresh()
        return watch

    def watch_of(self, optimizer: Optimizer) -> Watch | None:
        """The watch that counts an optimizer's steps; a script's is made now."""
        return None if self.busy else self._watch_of(optimizer)

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
        return self._in_step and not (self.tape.passes or self.tape.losses or self.tape.backwards)

    def gradient(self, p: Tensor) -> Tensor | None:
        """A parameter's gradient, also where it was asked for and not left in `p.grad`."""
        return p.grad if p.grad is not None or not self.given else self.given.get(id(p))

    def trained_by_hand(self) -> bool:
        """Whether no optimizer has made a step yet."""
        return self.found is not None and all(self.hand in watch.optimizers for watch in self.watches)

    def can_follow(self, weights: list[Tensor]) -> bool:
        """Whether gradients that a script asks for tell of updates by hand."""
        return self.trained_by_hand() and self.hand.can_follow(weights)

    def backward_done(self) -> None:
        """A backward pass is done. A script that has no optimizer may now change its weights by hand."""
        for watch in self.watches:
            watch.after_backward()
        if self.trained_by_hand():
            self.hand.after_backward()

    def looks_by_hand(self) -> None:
        """Weights are about to be read: has the script changed them by hand?"""
        if self.found is None or not self.tape.backwards:
            return
        changed = False
        with self.quietly("steps"):
            changed = self.hand.changed()
        if changed and self.hand.watch is not None:
            if self.claimed is not None and self.hand.watch not in self.watches:
                self.claimed(self.hand.watch)
            busy, self.busy = self.busy, False
            try:
                self._after_step(self.hand, (), {})
            finally:
                self.busy = busy

    def _turn(self) -> None:
        """An update was done: begin a new tape."""
        self.before, self.tape = self.tape, Tape()
        self.given.clear()
        for calls in self.before.calls.values():
            for call in calls:
                if not call.carried and call.gradient_stage < 0:
                    call.carried = True
                    self.tape.add(call)
        self.origins.clear()
        self.stack.clear()
        self.passing = None

    def _watch_of(self, optimizer: Optimizer | ByHand) -> Watch | None:
        known = self._of.get(id(optimizer))
        watch = known() if known is not None else None
        if watch is None and self.found is not None and known is None:
            with self.quietly("steps"):
                watch = self.found(optimizer)
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
