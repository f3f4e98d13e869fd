"""Running a user's training script as `python script.py ARGS` would, watched: the child process of `whygrad diagnose`.

Nothing of PyTorch is imported before the script imports it. Any optimizer that makes a step is watched together with
the models whose parameters it has.
"""

from __future__ import annotations

import gc
import importlib.machinery
import importlib.util
import json
import os
import sys
import threading
import time
import types
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.watch._places import file_of
from whygrad.watch._stopping import Stopping

if TYPE_CHECKING:
    from torch.optim import Optimizer

    from whygrad.trace import Trace
    from whygrad.watch._by_hand import ByHand
    from whygrad.watch._watch import Watch

MOST_SECONDS = 600.0
MOST_WATCHES = 16  # trainings in one script; of one that begins anew for each task the first ones tell enough


class Enough(BaseException):
    """Enough was seen. A `BaseException`, as Ctrl-C is: the user's `finally` runs, `except Exception` does not."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to run. `steps` 0: until the verdict is stable. What it left is written to the folder `result`
    (`Ran.read`).
    """

    script: str
    arguments: tuple[str, ...]
    result: str
    steps: int = 0
    seconds: float = MOST_SECONDS

    def command(self) -> list[str]:
        """The command line of the child: it finds whygrad where this process found it."""
        home = str(Path(__file__).resolve().parents[2])
        code = (
            f"import sys; sys.path.insert(0, {home!r}); from whygrad.watch.script import main; "
            f"sys.path.remove({home!r}); main({json.dumps(asdict(self))!r})"
        )
        return [sys.executable, "-c", code]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a script's run left: a trace for each group of models and optimizers that trained, the largest first.

    `unread` counts trainings of which there is none because something went wrong inside whygrad.
    """

    traces: tuple[Trace, ...]
    stop: str
    imported_torch: bool
    seconds: float
    unread: int = 0

    def save(self, folder: Path) -> None:
        """Write it to a new folder, all at once: the traces, and the rest as JSON."""
        partial = Path(f"{folder}.partial")
        partial.mkdir()
        for number, trace in enumerate(self.traces):
            trace.save(partial / f"{number}.zarr")
        told = {
            "traces": len(self.traces), "stop": self.stop, "imported_torch": self.imported_torch,
            "seconds": self.seconds, "unread": self.unread,
        }  # fmt: skip
        (partial / "ran.json").write_text(json.dumps(told), encoding="utf-8")
        partial.replace(folder)

    @classmethod
    def read(cls, folder: Path) -> Ran:
        """What `save` wrote."""
        from whygrad.trace import Trace

        told = json.loads((folder / "ran.json").read_text(encoding="utf-8"))
        traces = tuple(Trace.open(folder / f"{number}.zarr") for number in range(told.pop("traces")))
        return cls(traces, **told)


def main(request: str) -> None:
    """Run the script of a request (JSON); the end of the process is the script's own."""
    given: dict[str, Any] = json.loads(request)
    given["arguments"] = tuple(given["arguments"])
    Runner(Request(**given)).run()


class Runner:
    """One script, from its first line to the trace."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.watches: list[Watch] = []
        self.process = os.getpid()
        self.began = time.monotonic()
        self.enough = False
        self.stopping = Stopping()

    def run(self) -> None:
        """Run, save what was seen, and end as the script ended."""
        script = self.request.script
        sys.argv = [script, *self.request.arguments]
        folder = str(Path(script).resolve().parent)
        sys.path[:1] = [folder]
        _when_imported("torch", self.torch_is_here)
        stop, status = "finished", 0
        error: BaseException | None = None
        try:
            _execute(script)
        except Enough:
            stop = "stopped"
        except SystemExit as end:
            stop, error = "exited", end
        except KeyboardInterrupt:
            stop, status = "interrupted", 130
        except BaseException as crash:  # noqa: BLE001 (it is shown as Python would)
            stop, error, status = "crashed", crash, 1
        if os.getpid() != self.process:  # a child that the script forked came back here: it is none of ours
            if error is not None:
                raise error
            return
        if self.enough and stop in ("crashed", "exited"):
            stop, error = "stopped", None  # what a script makes of being stopped is no crash of its own
        if stop == "crashed" and error is not None:
            error.__traceback__ = _own(error.__traceback__)
            sys.excepthook(type(error), error, error.__traceback__)
        self.save(stop, error)
        if isinstance(error, SystemExit):
            raise error
        sys.exit(status)

    # watching

    def torch_is_here(self) -> None:
        """PyTorch was imported: install the hooks."""
        from whygrad.watch._hub import hub

        one = hub()
        one.found, one.claimed = self.found, self.claimed
        one.install()
        one.arm()  # a script without modules is seen by its functions only
        os.register_at_fork(after_in_child=one.remove)

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

        watch.kind, watch.name = "script", Path(self.request.script).name
        if self.watches:
            watch.name += f" ({type(watch.models[0]).__name__ if watch.models else len(self.watches) + 1})"
        if all(one.closed for one in self.watches):  # the script may have closed its own
            watch.limit = self.limit
        self.watches.append(watch)
        hub().attach(watch)

    def limit(self, watch: Watch) -> None:
        """After an update: is it enough?"""
        if os.getpid() != self.process or threading.current_thread() is not threading.main_thread():
            return
        steps, seconds = self.request.steps, time.monotonic() - self.began
        seen = watch.done >= steps if steps else self.stopping.enough(watch)
        if seen or seconds >= self.request.seconds:
            self.enough = True
            raise Enough

    # the end

    def save(self, stop: str, error: BaseException | None) -> None:
        """Write what was seen, whatever the script's end was."""
        torch = sys.modules.get("torch")
        traces: list[Trace] = []
        if torch is not None and "whygrad.watch._hub" in sys.modules:
            from whygrad.watch._hub import hub

            one = hub()
            if not self.watches and (one.tape.losses or one.tape.passes):
                self._without_step(one)
            kind, place = described(error) if stop == "crashed" and error is not None else ("", "")
            for watch in self.watches:
                watch.stop, watch.error = stop, (kind, place)  # pyright: ignore[reportAttributeAccessIssue]
                watch.finish()
            for watch in sorted(self.watches, key=_weight):
                watch.close()
                with one.quietly():
                    traces.append(watch.trace)
            one.found = one.claimed = None
            one.remove()
        unread = len(self.watches) - len(traces)
        ran = Ran(tuple(traces), stop, torch is not None, time.monotonic() - self.began, unread)
        ran.save(Path(self.request.result))

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


def _weight(watch: Watch) -> tuple[int, int]:
    return (-watch.done, -sum(seen.size for seen in watch.seen.parameter.values()))


def _execute(script: str) -> None:
    """The script as the module `__main__`, with the names that Python gives it."""
    file = str(Path(script).absolute())
    module = types.ModuleType("__main__")
    loader = importlib.machinery.SourceFileLoader("__main__", file)
    module.__dict__.update(__file__=file, __loader__=loader, __cached__=None, __builtins__=__builtins__,
                           __annotations__={})  # fmt: skip
    sys.modules["__main__"] = module
    code = compile(Path(file).read_bytes(), file, "exec")
    exec(code, module.__dict__)


def _when_imported(name: str, call: Callable[[], None]) -> None:
    """Call once the module `name` has been imported completely."""

    class Finder:
        def find_spec(self, found: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
            if found != name:
                return None
            sys.meta_path.remove(self)
            spec = importlib.util.find_spec(name)
            if spec is None or spec.loader is None:
                return spec
            loader: Any = spec.loader
            original = loader.exec_module

            def exec_module(module: types.ModuleType) -> None:
                del loader.exec_module
                original(module)
                call()

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
