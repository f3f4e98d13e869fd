"""A user's training script, run as `python script.py ARGS` would run it, in this process."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import signal
import sys
import threading
import types
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

from whygrad.instrument.places import file_of
from whygrad.session.watchdog import STOP_SIGNAL
from whygrad.trace.program import Stop


class StopTraining(BaseException):
    """Enough was seen. A `BaseException`, as Ctrl-C is: the user's `finally` runs, `except Exception` does not."""


class Runner(ABC):
    """One script, from its first line to what is kept of it. Who inherits says what that is."""

    def __init__(self, script: str, arguments: tuple[str, ...], *, compiled: bool = False) -> None:
        self.script, self.arguments = script, arguments
        self.compiled = compiled  # `torch.compile` compiles; otherwise all runs as it was written, and layers are seen
        self.process = os.getpid()
        self.enough = False  # the script was told to end
        self.over = False
        self.on_crash: Callable[[BaseException], None] | None = None  # before the script's error is shown

    def torch_comes(self) -> None:  # noqa: B027 (most have nothing to do)
        """PyTorch is about to be imported."""

    @abstractmethod
    def torch_is_here(self) -> None:
        """PyTorch was imported."""

    def compiler_is_here(self) -> None:
        """`torch.compile`'s package was imported; nothing has been compiled yet."""
        if not self.compiled:
            from whygrad.instrument.torch_internals import run_as_written

            run_as_written()

    def keras_is_here(self) -> None:  # noqa: B027 (most have nothing to do)
        """Keras was imported."""

    def environments_are_here(self, name: str) -> None:  # noqa: B027 (most have nothing to do)
        """A module of environments for agents was imported: `gymnasium`, or `gym`."""

    @abstractmethod
    def save(self, stop: Stop, error: BaseException | None) -> None:
        """Keep what was seen, whatever the script's end was."""

    def run(self) -> None:
        """Run, save what was seen, and end as the script ended."""
        sys.argv = [self.script, *self.arguments]
        if not sys.flags.safe_path:
            sys.path.insert(0, str(Path(self.script).resolve().parent))
        signal.signal(STOP_SIGNAL, self._asked_to_stop)
        _when_imported("torch", self.torch_comes, self.torch_is_here)
        if "torch._dynamo" in sys.modules:
            self.compiler_is_here()
        else:
            _when_imported("torch._dynamo", lambda: None, self.compiler_is_here)
        _when_imported("keras", lambda: None, self.keras_is_here)
        for name in ("gymnasium", "gym"):
            _when_imported(name, lambda: None, partial(self.environments_are_here, name))
        stop: Stop = "finished"
        status = 0
        error: BaseException | None = None  # held until all is saved: with it go iterators that wait for their workers
        try:
            _execute(self.script)
            _wait_for_threads()
        except StopTraining as end:
            stop, error = "stopped", end
        except SystemExit as end:
            stop, error = "exited", end
        except KeyboardInterrupt as end:
            stop, error, status = "interrupted", end, 130
        except BaseException as crash:  # noqa: BLE001 (it is shown as Python would)
            stop, error, status = "crashed", crash, 1
        if os.getpid() != self.process:  # a child that the script forked came back here: it is none of ours
            if error is not None:
                raise error
            return
        if self.enough and stop in ("crashed", "exited"):
            stop, status = "stopped", 0  # what a script makes of being stopped is no crash of its own
        if stop == "crashed" and error is not None:
            if self.on_crash is not None:
                self.on_crash(error)
            _show(error)
        self.over = True
        self.save(stop, error)
        sys.exit(error.code if stop == "exited" and isinstance(error, SystemExit) else status)

    def stop(self) -> None:
        """End the script here and now."""
        self.enough = True
        raise StopTraining

    def is_busy(self) -> bool:
        """Whether this is no moment to end the script: something of ours is being done."""
        return self.over or os.getpid() != self.process

    def _asked_to_stop(self, _signal: int, _frame: object) -> None:
        if not self.is_busy():  # if it is, it will be asked again
            self.stop()


def _wait_for_threads() -> None:
    """A script goes on while its threads do: Python joins them before anything else at its end."""
    join: Any = getattr(threading, "_shutdown", None)
    if join is not None:
        join()


def _show(error: BaseException) -> None:
    """As Python shows what nobody caught."""
    error.__traceback__ = _own(error.__traceback__)
    try:
        sys.excepthook(type(error), error, error.__traceback__)
    except BaseException as worse:  # noqa: BLE001 (the script's own hook is wrong)
        for one, said in ((worse, "Error in sys.excepthook:"), (error, "\nOriginal exception was:")):
            sys.stderr.write(f"{said}\n")
            sys.__excepthook__(type(one), one, _own(one.__traceback__))


def _execute(script: str) -> None:
    """The script as the module `__main__`, with the names that Python gives it."""
    file = str(Path(script).absolute())
    module = types.ModuleType("__main__")
    loader = importlib.machinery.SourceFileLoader("__main__", file)
    module.__dict__.update(__file__=file, __loader__=loader, __cached__=None, __builtins__=__builtins__,
                           __annotations__={})  # fmt: skip
    sys.modules["__main__"] = module
    code = compile(Path(file).read_bytes(), file, "exec", dont_inherit=True)
    exec(code, module.__dict__)


def _when_imported(name: str, before: Callable[[], None], after: Callable[[], None]) -> None:
    """Call once before the module `name` is imported, and once it has been imported completely."""

    class Finder:
        """Stays until the module is imported: others may only ask whether there is one."""

        asking = False

        def find_spec(self, found: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
            if found != name or self.asking:
                return None
            self.asking = True
            try:
                spec = importlib.util.find_spec(name)
            finally:
                self.asking = False
            if spec is None or spec.loader is None:
                return spec
            loader: Any = spec.loader
            original = loader.exec_module

            def exec_module(module: types.ModuleType) -> None:
                del loader.exec_module
                if self not in sys.meta_path:  # by another's specification
                    original(module)
                    return
                sys.meta_path.remove(self)
                before()
                original(module)
                after()

            loader.exec_module = exec_module
            return spec

    sys.meta_path.insert(0, Finder())


def _own(trace: types.TracebackType | None) -> types.TracebackType | None:
    """A traceback without whygrad's own frames."""
    home = str(Path(__file__).resolve().parent.parent) + os.sep
    kept: list[types.TracebackType] = []
    while trace is not None:
        if not trace.tb_frame.f_code.co_filename.startswith(home):
            kept.append(trace)
        trace = trace.tb_next
    for one, after in zip(kept, [*kept[1:], None], strict=False):
        one.tb_next = after
    return kept[0] if kept else None


def described(error: BaseException) -> tuple[str, str]:
    """("IndexError: Target 3 is out of bounds.", "train.py:31")."""
    place, trace = "", error.__traceback__
    while trace is not None:
        file = file_of(trace.tb_frame.f_code)
        if file is not None:
            place = f"{file}:{trace.tb_lineno}"
        trace = trace.tb_next
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}{': ' + lines[0][:200] if lines else ''}", place
