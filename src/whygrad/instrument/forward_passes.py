"""The passes of models: which of them are observed, where one begins and ends, and whose it is."""

from __future__ import annotations

import sys
import threading
import weakref
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any

import torch
from torch import Tensor
from torch.nn import Module

from whygrad.instrument.bare_forward import bare_forward
from whygrad.instrument.batches import CallOf, first_tensor, leaf_tensors
from whygrad.instrument.handlers import FunctionHandlers
from whygrad.instrument.hooks import Hooks
from whygrad.instrument.listener import StepListener
from whygrad.instrument.loaders import Loaders
from whygrad.instrument.modules import has_parameters
from whygrad.instrument.observation import Observation
from whygrad.instrument.passes import Pass, Where
from whygrad.instrument.places import place_of
from whygrad.instrument.provenance import Origin
from whygrad.instrument.step import ObservedStep
from whygrad.instrument.torch_internals import (
    is_compiled,
    is_leaf,
    is_symbolic,
    is_transformed,
    options_of_call,
    shape_of,
)

# Modules whose fast path in evaluation is taken only if nobody looks at their functions.
_FAST_PATHS = (torch.nn.TransformerEncoder, torch.nn.TransformerEncoderLayer, torch.nn.MultiheadAttention)

MOST_PASSES = 512  # of models between two updates, at one place of the program
MANY_PASSES, MOST_UNTRAINED = 50, 8  # passes after which models are kept until a training is seen; such models
MOST_LOOKS = 20  # for evaluations: a program may make a data loader anew for each batch
MOST_UNWATCHED = 3  # passes of an unwatched model that are observed: it may be trained next, or be a teacher


class ForwardPasses:
    """Sees the calls of modules. `weights_read` is called before a pass reads the weights."""

    def __init__(
        self,
        step: ObservedStep,
        observation: Observation,
        hooks: Hooks,
        handlers: FunctionHandlers,
        loaders: Loaders,
        weights_read: Callable[[], None],
    ) -> None:
        self._step, self._observation, self._hooks, self._handlers = step, observation, hooks, handlers
        self._loaders = loaders
        self._weights_read = weights_read
        self._modules = step.part("modules")
        self.in_step = False  # the model was run for an update that is still to come
        self.norms: dict[type, str] = {}  # modules that normalize by plain arithmetic
        self.on_evaluation: Callable[[bool], None] | None = None  # in script mode: told when one begins or ends
        self._told_evaluation = False
        self._skipped: Module | None = None  # the model whose pass is not looked into, as there were so many
        self._unwatched: weakref.WeakKeyDictionary[Module, int] = weakref.WeakKeyDictionary()  # passes of nobody's
        # Models that ran many times although no training was seen, kept until one is: the function that made them may
        # be over when the program ends.
        self.untrained: dict[int, Module] = {}

    def forget(self) -> None:
        """Begin anew."""
        self._unwatched.clear()
        self.untrained.clear()
        self.in_step = False

    def missed(self) -> bool:
        """Whether the passes of this step were not observed, as those of the first step of a script's next training:
        what was seen last is not its own.
        """
        tape = self._step.tape
        return self.in_step and not (tape.passes or tape.losses or tape.backwards)

    # What is compiled is compiled as if nobody watched: nothing of ours may stand before that is asked.

    def look(self, module: Module, inputs: tuple[Any, ...]) -> None:
        """The first pass after an update that is not observed: does an evaluation begin?"""
        if is_transformed():
            return
        with self._modules:
            self._hooks.notice.take()
            if not torch.is_grad_enabled() and not self._step.busy:
                self._entered(module, inputs, sys._getframe(1))  # pyright: ignore[reportPrivateUsage]

    def enter(self, module: Module, inputs: tuple[Any, ...]) -> None:
        """A module is called."""
        if self._step.busy or is_transformed():
            return
        with self._modules:
            self._entered(module, inputs, sys._getframe(1))  # pyright: ignore[reportPrivateUsage]

    def leave(self, module: Module, inputs: tuple[Any, ...], output: Any) -> None:
        """It has answered, or raised."""
        if is_transformed() or not self._observation.armed or self._step.busy or not self._step.stack:
            return
        with self._modules:
            self._left(module, inputs, output)

    def _entered(self, module: Module, inputs: tuple[Any, ...], caller: FrameType) -> None:
        """`caller` is the call of the module."""
        if self._step.bare is not None:
            self.look_at_bare()
        bare, whole, outside = None, module, caller.f_back
        outermost = not self._step.stack
        if outermost:
            if is_symbolic(first_tensor(inputs)):
                return
            self._weights_read()
            if self._observation.armed or not torch.is_grad_enabled():
                bare = bare_forward(module, caller)
            if bare is not None:
                whole, outside = bare.module, bare.frame.f_back
            if not self._looks_at_pass(whole, outside):
                return
        if threading.get_ident() != self._hooks.thread:
            return
        if outermost and has_parameters(whole):
            place = place_of(outside)
            if self._step.tape.passes_at[place] >= MOST_PASSES:
                self._observation.suspend()  # until it has answered: a loss of it may follow
                self._skipped = module
                self._step.stack.append(module)
                return
            self._begin_pass(whole, place, (inputs, options_of_call(caller)) if bare is None else bare.call)
            if bare is not None:
                self._step.bare = bare
                self._step.stack.append(whole)
        if self._step.stack or self._step.passing is not None:
            self._step.stack.append(module)
        closed = "compiled" if is_compiled(module) else self._closed(module)
        if closed:
            self._observation.suspend()
            self._step.tape.unseen.add(closed)

    def _begin_pass(self, module: Module, place: str, call: CallOf) -> None:
        gradient = torch.is_grad_enabled()
        untrained = self._observation.whole_script and not self._observation.watches
        if untrained and len(self._step.tape.passes) >= MANY_PASSES and len(self.untrained) < MOST_UNTRAINED:
            self.untrained[id(module)] = module
        with self._step.quietly("modules"):
            batch = first_tensor(call)
            given = shape_of(batch) if batch is not None else ()
            self._step.tape.passes_at[place] += 1
            self._step.passing = Pass(weakref.ref(module), place, gradient, self._loaders.source, given=given)
            taken = list(leaf_tensors(call))
            self._step.passing.fed_by = [one.root for x in taken if (one := self._step.origins.get(x)) and one.root]
            self._step.passing.taken = {id(x) for x in taken}
            self._step.tape.passes.append(self._step.passing)
            self._step.tape.given |= {
                id(x) for x in call[0] if isinstance(x, Tensor) and x.requires_grad and is_leaf(x)
            }
            for watch in self._observation.watches:
                watch.on_forward_begin(self._step.passing, module, call)

    def look_at_bare(self) -> None:
        """Has a `forward` that the program called itself returned?"""
        bare = self._step.bare
        if bare is None or bare.is_running():
            return
        with self._modules:
            self._step.bare = None
            self._step.stack.clear()
            if self._step.passing is not None:
                with self._step.quietly("modules"):
                    self._finish_pass(bare.output)
                self._step.passing = None

    def _left(self, module: Module, inputs: tuple[Any, ...], output: Any) -> None:
        if threading.get_ident() != self._hooks.thread:
            return
        while self._step.stack and self._step.stack.pop() is not module:  # those an exception left behind
            pass
        if self.norms and (kind := self.norms.get(type(module))) is not None and inputs:
            with self._step.quietly("functions"):
                self._handlers.following.normalized(kind, inputs[0], output)
        skipped = module is self._skipped and not self._step.stack
        if not self._hooks.pushed and (skipped or is_compiled(module) or isinstance(module, _FAST_PATHS)):
            self._hooks.push()
            self._skipped = None
        if not self._step.stack and self._step.passing is not None:
            with self._step.quietly("modules"):
                self._finish_pass(output)
            self._step.passing = self._step.bare = None

    @staticmethod
    def _closed(module: Module) -> str:
        """Whether a module would do its work in another way if its functions were looked at."""
        return "fast-path" if isinstance(module, _FAST_PATHS) and not torch.is_grad_enabled() else ""

    def _looks_at_pass(self, module: Module, caller: FrameType | None) -> bool:
        """Whether the pass that begins is observed: of an evaluation only its first batches are."""
        if torch.is_grad_enabled() and not self._evaluates_here(caller):
            self._tell_evaluation(False)
            between_updates, self.in_step = not self.in_step, True
            if self._observation.evaluating:
                self._observation.evaluating = 0
                if between_updates and self._observation.whole_script and self._trains_another(module):
                    self._ended()
                self._observation.refresh()
            if not self._observation.armed and self._observation.whole_script and self._is_new(module):
                self._observation.arm()  # a script's first pass: whose it is will be known by the optimizer
            if between_updates and not self._observation.armed and self._observation.watches:
                self._look_for_evaluation(module, caller)
            return self._observation.armed
        if not has_parameters(module):
            return False  # a loss, or a graph that a compiler made: no evaluation of a model
        if not self.in_step:
            self._tell_evaluation(True)
        if not self._observation.armed:
            if self.in_step:
                return False  # a target network's or a teacher's: the rest of this step was not seen
            if not self._arm_for_evaluation(self._observation.watches):
                return False
        self._observation.evaluating += 1
        most = self._handlers.context.settings.evaluation_batches
        if self._observation.evaluating > most and self._asks_a_copy(module, caller):
            self._observation.evaluating = 1
            self._observation.arm()
        if self._observation.evaluating > most:
            self._observation.suspend()
            return False
        return True

    def _arm_for_evaluation(self, watches: Iterable[StepListener]) -> bool:
        """Observe the evaluation that begins now, if one of these wants to see it."""
        wanting = [watch for watch in watches if watch.wants_evaluation()]
        if not wanting or self._step.busy:
            return False
        for watch in wanting:
            watch.armed = True
        self._observation.arm()
        return True

    def _look_for_evaluation(self, module: Module, caller: FrameType | None) -> None:
        """Between two updates a model was called where it was not trained, in evaluation mode or with a batch of
        another data loader: if no backward pass comes by, it is an evaluation that keeps gradients.
        """
        source = self._loaders.source
        trainings = [watch.training for watch in self._observation.watches]
        elsewhere = source > 0 and not any(one.trained_on(source) or one.looked >= MOST_LOOKS for one in trainings)
        if module.training and not elsewhere:
            return
        own = [watch for watch in self._observation.watches if watch.training.owns(module)]
        own = [watch for watch in own if watch.training.training_places and not watch.training.evaluation_places]
        where = place_of(caller), source
        if own and not any(where in watch.training.training_places for watch in own):
            for watch in own:
                watch.training.looked += elsewhere
            self._arm_for_evaluation(own)

    def _evaluates_here(self, caller: FrameType | None) -> bool:
        """Whether the program evaluates here although it keeps gradients."""
        places = set[Where]().union(*(watch.training.evaluation_places for watch in self._observation.watches))
        return bool(places) and (place_of(caller), self._loaders.source) in places

    def _tell_evaluation(self, now: bool) -> None:
        """Tell whoever counts the seconds of training whether an evaluation is going on."""
        if self.on_evaluation is not None and now != self._told_evaluation:
            self._told_evaluation = now
            self.on_evaluation(now)

    def _asks_a_copy(self, module: Module, caller: FrameType | None) -> bool:
        """Whether a copy of a model begins another evaluation, as after the statistics of batch normalization were
        refreshed by the samples of the training.
        """
        passes = self._step.tape.passes
        elsewhere = bool(passes) and passes[-1].place != place_of(caller)
        return elsewhere and any(watch.training.copied(module) for watch in self._observation.watches)

    def _is_new(self, module: Module) -> bool:
        """Whether a module is run that no watch has: the first passes of what a script may train next."""
        if not self._trains_another(module):
            return False
        self._unwatched[module] = self._unwatched.get(module, 0) + 1
        return not self._observation.watches or self._unwatched[module] <= MOST_UNWATCHED

    def _trains_another(self, module: Module) -> bool:
        """Whether a module has parameters, and none of them is watched."""
        return has_parameters(module) and not any(watch.training.owns(module) for watch in self._observation.watches)

    def _ended(self) -> None:
        """Another training begins: what was evaluated until now, as a fold of several, was those before."""
        for watch in self._observation.watches:
            watch.finish()

    def _finish_pass(self, output: Any) -> None:
        passing = self._step.passing
        assert passing is not None
        first = output[0] if isinstance(output, tuple | list) and output else output
        if isinstance(first, Tensor):
            passing.output = shape_of(first)
            self._handlers.context.settle(first)
            origin = self._step.origins.get(first) or Origin()
            if origin.root is None:
                self._step.origins.put(first, origin.with_(root=passing))
            if passing.batch is not None:
                for watch in self._observation.watches:
                    with watch.training.part("evaluations"):
                        watch.on_forward_end(passing, first)
        for more in leaf_tensors(((output,), {})):  # a state that is handed on
            if more is first or id(more) in passing.taken:  # handed through, as a graph's edges
                continue
            if (origin := self._step.origins.get(more) or Origin()).root is None:
                self._step.origins.put(more, origin.with_(root=passing))
        if passing.gradient and self._step.tape.operations is not None:
            with self._step.part("levels"):
                self._step.tape.operations.answered(output, passing, self._step.origins)
        passing.batch = None
