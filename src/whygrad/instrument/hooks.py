"""PyTorch's hooks for all modules and all optimizers, and the function mode: when they are in place."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torch.nn import Module

from whygrad.instrument._warnings import SuppressedWarning, WarningLocation
from whygrad.instrument.mode import Mode, insert, take_out
from whygrad.instrument.torch_internals import (
    ModuleHook,
    never_compile,
    register_optimizer_step_post_hook,
    register_optimizer_step_pre_hook,
)

# PyTorch says so of any hooks for all modules; ours know a compiled module when they see one.
_HOOKS_TWICE = r"Using `torch\.compile\(module\)` when there are global hooks"


@dataclass(frozen=True, slots=True)
class HookCalls:
    """What the hooks call: `look` when a module is called while nothing is observed, `enter` and `leave` when one is
    called and has answered or raised, `before_step` and `after_step` around an optimizer's step.
    """

    look: Callable[[Module, tuple[Any, ...]], None]
    enter: Callable[[Module, tuple[Any, ...]], None]
    leave: Callable[[Module, tuple[Any, ...], Any], None]
    before_step: Callable[[Any, tuple[Any, ...], dict[str, Any]], None]
    after_step: Callable[[Any, tuple[Any, ...], dict[str, Any]], None]


class Hooks:
    """The one place where hooks are installed and removed."""

    _mode: Mode
    _calls: HookCalls

    def __init__(self) -> None:
        self.pushed = False  # the mode is in the stack of modes
        self.thread = 0  # in which it was put there
        self._handles: list[Any] = []
        self._before: Any = None  # the hook before an update
        self._warnings = (SuppressedWarning(_HOOKS_TWICE), WarningLocation())
        self.observing: bool | None = None  # modules are seen completely, only as far as needed, or (`None`) not at all

    def connect(self, mode: Mode, calls: HookCalls) -> None:
        """What is shown to whom; once, before anything is installed."""
        self._mode, self._calls = mode, calls
        self.notice = ModuleHook(calls.look)  # at the next call of a module
        self._entering, self._leaving = ModuleHook(calls.enter), ModuleHook(calls.leave, after=True)

    @property
    def installed(self) -> bool:
        """Whether there are any."""
        return bool(self._handles)

    def install(self, *, entering: bool) -> None:
        """Put the hooks in place, once. `entering`: see `on_modules`."""
        for one in self._warnings:
            one.begin()
        calls = self._calls
        for seen in (calls.look, calls.enter, calls.leave, calls.before_step, calls.after_step):
            never_compile(seen.__func__)  # pyright: ignore[reportFunctionMemberAccess]
        never_compile(Mode.__torch_function__)
        self._handles = [register_optimizer_step_post_hook(calls.after_step)]
        self.on_modules(observing=False, entering=entering)

    def on_modules(self, *, observing: bool, entering: bool) -> None:
        """The hooks on modules: what an observed step needs, or just the one that notices an evaluation; with
        `entering` all passes.
        """
        if not self._handles or observing == self.observing:
            return
        self._take_from_modules()
        if observing or entering:
            self._entering.put()
        else:
            self.notice.put()
        if observing:
            self._leaving.put()
        self.observing = observing

    def _take_from_modules(self) -> None:
        for hook in (self.notice, self._entering, self._leaving):
            hook.take()

    def expect_step(self, *, wanted: bool) -> None:
        """The hook before an update is there only if somebody wants to see it."""
        if wanted and self._before is None:
            self._before = register_optimizer_step_pre_hook(self._calls.before_step)
        elif not wanted and self._before is not None:
            self._before.remove()
            self._before = None

    def remove(self) -> None:
        """Take every hook away."""
        for handle in (*self._handles, *([] if self._before is None else [self._before])):
            handle.remove()
        self._take_from_modules()
        for one in self._warnings:
            one.end()
        self._handles, self.observing, self._before = [], None, None

    def push(self) -> None:
        """Show every call of a function from now on."""
        if not self.pushed:
            self.pushed, self.thread = True, threading.get_ident()
            insert(self._mode)

    def suspend(self) -> None:
        """Show none for a while."""
        if self.pushed and threading.get_ident() == self.thread:
            take_out(self._mode)
            self.pushed = False
