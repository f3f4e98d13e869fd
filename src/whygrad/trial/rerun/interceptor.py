"""Where remedies take hold of a running script: the instrument's function mode, hooks and provenance graph.

All of it lives in the process of one re-run and ends with it. Hooks are never removed, because nothing runs afterwards.
"""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn import Module
from torch.optim import Optimizer

from whygrad.instrument.bare_forward import bare_forward
from whygrad.instrument.events import BackwardBegins, BackwardDone, Event
from whygrad.instrument.handlers import FunctionHandlers
from whygrad.instrument.hooks import HookCalls, Hooks
from whygrad.instrument.mode import Mode
from whygrad.instrument.modules import has_parameters
from whygrad.instrument.passes import Pass
from whygrad.instrument.replaceable import ReplaceableCalls
from whygrad.instrument.settings import Settings
from whygrad.instrument.step import ObservedStep
from whygrad.instrument.torch_internals import Nested, is_transformed
from whygrad.trial.rerun.intervention import Intervention
from whygrad.trial.rerun.intervention_calls import InterventionCalls
from whygrad.trial.rerun.job import ScriptFacts
from whygrad.trial.rerun.score import Score
from whygrad.trial.rerun.state import RunState

# After so many backward passes without an optimizer step, each pass counts as an update: the script updates its weights
# by hand.
_NO_OPTIMIZER = 64
_MOST_PASSES = 512  # of models without an update, after which nothing is known of their tensors any more
RECOGNIZED = Settings(measured=False, columns=0)


class ScriptInterceptor:
    """Has every call of a PyTorch function, of a module and of an optimizer's step answered by the interventions."""

    def __init__(
        self, interventions: Sequence[Intervention], facts: ScriptFacts, score: Score, on_update: Callable[[], None]
    ) -> None:
        self.interventions, self.score = interventions, score
        self._on_update = on_update
        self._optimizers: list[Optimizer] = []  # in the order of their first steps
        self.step = step = ObservedStep(self._on, _ignored, lambda: self.run.updates > 0, lambda _weights: True)
        self.run = run = RunState(step)
        handlers = FunctionHandlers(step, RECOGNIZED)
        calls = ReplaceableCalls(step, handlers, InterventionCalls(interventions, facts, score, run))
        self._hooks = Hooks()
        self._hooks.connect(
            Mode(step, calls, self._look_at_bare),
            HookCalls(self._look, self._enter, self._leave, self._before_step, self._after_step),
        )
        self._nested = Nested()
        for intervention in interventions:
            intervention.run = run

    def install(self) -> None:
        """Take hold, for the rest of the process."""
        self._hooks.install(entering=True)
        self._hooks.on_modules(observing=True, entering=True)
        self._hooks.expect_step(wanted=True)
        for intervention in self.interventions:
            intervention.start()
        self._hooks.push()

    def disarm(self) -> None:
        """Ask nobody any more: the script has ended."""
        self.step.busy = True

    def _on(self, event: Event) -> None:
        """A backward pass; in a script without an optimizer an update follows each."""
        match event:
            case BackwardBegins(root):
                self.run.backwards += 1
                if isinstance(root, Tensor) and root.numel() == 1:
                    self.score.roots.append((self.run.updates, float(root.detach())))
            case BackwardDone():
                if not self._optimizers and self.run.backwards > _NO_OPTIMIZER:
                    self.run.updates = self.run.backwards
                    self._turn()
            case _:
                pass

    def _turn(self) -> None:
        """An update was made."""
        self.step.turn()
        self._on_update()

    # modules

    def _look(self, module: Module, inputs: tuple[Any, ...]) -> None:
        """Modules are always seen completely."""

    def _enter(self, module: Module, inputs: tuple[Any, ...]) -> None:
        step = self.step
        if step.busy or is_transformed():
            return
        if step.bare is not None:
            self._look_at_bare()
        if not step.stack:
            bare = bare_forward(module, sys._getframe(1))  # pyright: ignore[reportPrivateUsage]
            whole = module if bare is None else bare.module
            if not has_parameters(whole):
                return
            if len(step.tape.passes) >= _MOST_PASSES:
                step.turn()
            self.run.models[id(whole)] = weakref.ref(whole)
            step.passing = Pass(weakref.ref(whole), "", torch.is_grad_enabled())
            step.tape.passes.append(step.passing)
            for intervention in self.interventions:
                intervention.model(whole, torch.is_grad_enabled())
            if bare is not None:
                step.bare = bare
                step.stack.append(whole)
        step.stack.append(module)

    def _leave(self, module: Module, inputs: tuple[Any, ...], output: Any) -> None:
        step = self.step
        if step.busy or is_transformed() or not step.stack:
            return
        if not any(one is module for one in step.stack):
            return
        while step.stack and step.stack.pop() is not module:  # those an exception left behind
            pass
        if not step.stack:
            self._pass_is_over(module)

    def _look_at_bare(self) -> None:
        """Has a `forward` that the program called itself returned?"""
        bare = self.step.bare
        if bare is not None and not bare.is_running():
            self.step.stack.clear()
            self._pass_is_over(bare.module)

    def _pass_is_over(self, module: Module) -> None:
        self.step.passing = self.step.bare = None
        for intervention in self.interventions:
            intervention.after_model(module, torch.is_grad_enabled())

    # optimizers

    def _before_step(self, optimizer: Optimizer, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if not self.step.busy and not self._nested(optimizer):
            self.before_step(optimizer)

    def _after_step(self, optimizer: Optimizer, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        if not self.step.busy and not self._nested(optimizer):
            self.after_step(optimizer)

    def before_step(self, optimizer: Optimizer) -> None:
        """The gradients are there, an update is still to come."""
        if not any(optimizer is one for one in self._optimizers):
            self._optimizers.append(optimizer)
        with self.run.unobserved():
            for intervention in self.interventions:
                intervention.before_step(optimizer)

    def after_step(self, optimizer: Optimizer) -> None:
        """The weights have changed; those of the first optimizer count as updates."""
        with self.run.unobserved():
            for intervention in self.interventions:
                intervention.after_step(optimizer)
        if self._optimizers and optimizer is self._optimizers[0]:
            self.run.updates += 1
            self._turn()


def _ignored(part: str, error: Exception) -> None:
    """What is not recognized cannot be acted on; the script goes on."""
