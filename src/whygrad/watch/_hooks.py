"""When PyTorch's hooks are in place: those on all modules and all optimizers, and the mode that sees functions."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from torch.nn import Module

from whygrad.watch._blame import Blame
from whygrad.watch._loaders import Loaders
from whygrad.watch._mode import Mode, insert, take_out
from whygrad.watch._telling import Unsaid
from whygrad.watch._torch import (
    ModuleHook,
    never_compile,
    register_optimizer_step_post_hook,
    register_optimizer_step_pre_hook,
)
from whygrad.watch.settings import together

if TYPE_CHECKING:
    from whygrad.watch._watch import Watch

# PyTorch says so of any hooks for all modules; ours know a compiled module when they see one.
_HOOKS_TWICE = r"Using `torch\.compile\(module\)` when there are global hooks"


class Hooks(ABC):
    """The one place where hooks are installed and removed. Who inherits says what they do."""

    def __init__(self, mode: Mode) -> None:
        self.watches: list[Watch] = []
        self.found: Callable[[Any], Watch | None] | None = None  # a script's: makes a watch of a new optimizer
        self.armed = False
        self._mode = mode
        self._pushed = False
        self._thread = 0
        self._handles: list[Any] = []
        self._before: Any = None
        self._unsaid, self._blame = Unsaid(_HOOKS_TWICE), Blame()
        self.loaders = Loaders()
        self._notice = ModuleHook(self._look)
        self._entering, self._leaving = ModuleHook(self._enter), ModuleHook(self._leave, after=True)
        self._observing: bool | None = None
        self._evaluating = 0  # batches of the evaluation that is going on

    @abstractmethod
    def _look(self, module: Module, inputs: tuple[Any, ...]) -> None:
        """A module is called while nothing is observed."""

    @abstractmethod
    def _enter(self, module: Module, inputs: tuple[Any, ...]) -> None:
        """A module is called."""

    @abstractmethod
    def _leave(self, module: Module, inputs: tuple[Any, ...], output: Any) -> None:
        """A module has answered, or raised."""

    @abstractmethod
    def _before_step(self, optimizer: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """An optimizer is about to make its step."""

    @abstractmethod
    def _after_step(self, optimizer: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """It has made it."""

    @abstractmethod
    def _forget(self) -> None:
        """Every hook is gone: keep nothing of what they saw."""

    def install(self) -> None:
        """Put the hooks in place, once."""
        if self._handles:
            return
        self._unsaid.begin()
        self._blame.begin()
        self.loaders.begin()
        own = type(self)
        for seen in (Mode.__torch_function__, own._look, own._enter, own._leave, own._before_step, own._after_step):
            never_compile(seen)
        self._handles = [register_optimizer_step_post_hook(self._after_step)]
        self._on_modules(observing=False)
        self._expect()

    def _on_modules(self, *, observing: bool) -> None:
        """The hooks on modules: what an observed step needs, or just the one that notices an evaluation.

        A script's passes are always seen: whose they are is known only by the optimizer.
        """
        if not self._handles or observing == self._observing:
            return
        self._take_from_modules()
        if observing or self.found is not None:
            self._entering.put()
        else:
            self._notice.put()
        if observing:
            self._leaving.put()
        self._observing = observing

    def _take_from_modules(self) -> None:
        for hook in (self._notice, self._entering, self._leaving):
            hook.take()

    def _expect(self) -> None:
        """The hook before an update is there only if somebody wants to see it."""
        wanted = self.found is not None or any(not watch.calm for watch in self.watches)
        if wanted and self._before is None:
            self._before = register_optimizer_step_pre_hook(self._before_step)
        elif not wanted and self._before is not None:
            self._before.remove()
            self._before = None

    def remove(self) -> None:
        """Take every hook away."""
        self.disarm()
        for handle in (*self._handles, *([] if self._before is None else [self._before])):
            handle.remove()
        self._take_from_modules()
        self._unsaid.end()
        self._blame.end()
        self.loaders.end()
        self._handles, self._observing, self._before = [], None, None
        self._forget()

    # observing or not

    def refresh(self) -> None:
        """Observe if anybody wants to."""
        if any(watch.armed for watch in self.watches):
            self.arm()
        else:
            self.disarm()
        if self._handles:
            self._expect()

    def arm(self) -> None:
        """Observe from now on."""
        self.armed = True
        if self.watches:
            self._mode.reader.settings = together([watch.settings for watch in self.watches])
        self._on_modules(observing=True)
        if not self._pushed:
            self._pushed, self._thread = True, threading.get_ident()
            insert(self._mode)

    def disarm(self) -> None:
        """Observe nothing."""
        self.armed = False
        self._on_modules(observing=False)
        self.suspend()
        self._evaluating = 0

    def suspend(self) -> None:
        """Leave the function mode for a while."""
        if self._pushed and threading.get_ident() == self._thread:
            take_out(self._mode)
            self._pushed = False
