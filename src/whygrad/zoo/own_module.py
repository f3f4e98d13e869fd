"""A user's own `nn.Module`, layer by layer: read from a file, run once on zeros, watched by hooks.

The file is imported because the user named it, in this process, with its folder on the path while it is read.
Multiply-adds are those of the matrix products, convolutions and attentions that PyTorch itself counts
(`torch.utils.flop_counter`), whichever module they are called from, and those of recurrent layers; other operations
are 0.
"""

from __future__ import annotations

import contextlib
import importlib.util
import sys
import traceback
import types
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whygrad.errors import InputError, MissingExtraError, nearest, user_path
from whygrad.i18n import text
from whygrad.nets.layers import Shape, written
from whygrad.zoo.summary import Line, Summary

if TYPE_CHECKING:
    import torch
    from torch import nn

_NAME = "whygrad_own_module"  # of the file while it is imported; never "__main__", whose block would train
_FLOAT = 4


def of_file(place: str, shape: Shape) -> Summary:
    """The network of `FILE.py:NAME`, a class or function without arguments or a module, for one sample of a shape.

    Raises `InputError`, in one line, for a file or name that is not there, whatever goes wrong inside of it, and a
    module that does not take the input.
    """
    with made(place) as model:
        return of_module(model, shape, place.rpartition(":")[2], place)


@contextlib.contextmanager
def made(place: str) -> Generator[nn.Module]:
    """The module of `FILE.py:NAME`, as `of_file` finds it; its neighbors can be imported as long as the block lasts.

    What is printed meanwhile goes to stderr.
    """
    file, _, name = place.rpartition(":")
    with _quiet(), _imported(user_path(file)) as module:
        yield _made(module, file, name)


def of_module(model: nn.Module, shape: Shape, name: str, place: str) -> Summary:
    """The layers that a forward pass calls, in their order; `model` is run in evaluation mode on zeros, batch 1."""
    was_training = model.training
    watch = _Watch(model)
    try:
        model.eval()
        with watch.attached():
            run_on_zeros(model, shape, place)
    finally:
        model.train(was_training)
    silent = [path for path, module in model.named_modules() if _own(module) and path not in watch.called]
    notes = [text("zoo-not-called", names=_few(silent))] if silent else []
    parameters = sum(one.numel() for one in model.parameters())
    return Summary(name, place, shape, watch.lines, parameters, notes)


def _own(module: nn.Module) -> list[nn.Parameter]:
    """The parameters that a module uses by itself; attention also uses those of its child, which it never calls."""
    from torch import nn

    return list(module.parameters(recurse=isinstance(module, nn.MultiheadAttention)))


@dataclass(slots=True)
class _Call:
    """A module while it runs: what had been counted before it, and what its children counted."""

    before: int
    inside: int = 0


class _Watch:
    """Lines of the modules that are called: leaves, and containers that have parameters or products of their own."""

    def __init__(self, model: nn.Module) -> None:
        from torch.utils.flop_counter import FlopCounterMode

        self.model = model
        self.lines: list[Line] = []
        self.counter = FlopCounterMode(display=False)
        self.calls: list[_Call] = []
        self.called: set[str] = set()
        self.counted: set[int] = set()  # parameters, by identity: a module that is called twice has them once

    @contextlib.contextmanager
    def attached(self) -> Generator[None]:
        """Hooks on every module, gone again afterwards; the counter on."""
        import torch
        from torch.nn import attention

        hooks: list[torch.utils.hooks.RemovableHandle] = []
        for path, module in self.model.named_modules():
            hooks.append(module.register_forward_pre_hook(self._enter))
            hooks.append(module.register_forward_hook(self._leave(path)))
        # Fused kernels for recurrent layers and transformers hide the products that are to be counted.
        fused = torch.backends.mha.get_fastpath_enabled()
        torch.backends.mha.set_fastpath_enabled(False)
        try:
            with self.counter, torch.no_grad(), attention.sdpa_kernel(attention.SDPBackend.MATH):
                yield
        finally:
            torch.backends.mha.set_fastpath_enabled(fused)
            for hook in hooks:
                hook.remove()

    def _enter(self, module: nn.Module, arguments: object) -> None:
        self.calls.append(_Call(self.counter.get_total_flops()))

    def _leave(self, path: str) -> Any:
        from torch import nn

        def leave(module: nn.Module, arguments: tuple[torch.Tensor, ...], output: object) -> None:
            call = self.calls.pop()
            self.called.add(path)
            if isinstance(module, nn.MultiheadAttention):
                self.called.add(f"{path}.out_proj".lstrip("."))
            inside = self.counter.get_total_flops() - call.before
            if self.calls:
                self.calls[-1].inside += inside
            own = (inside - call.inside) // 2  # a multiply-add is two operations
            if isinstance(module, nn.RNNBase):
                own = _recurrent(module, arguments[0])
            leaf = next(module.children(), None) is None
            if leaf or own or _own(module):
                self.lines.append(self._line(path, module, output, own))

        return leave

    def _line(self, path: str, module: nn.Module, output: object, own: int) -> Line:
        fresh = [one for one in _own(module) if id(one) not in self.counted]
        self.counted |= {id(one) for one in fresh}
        out = _first(output)
        shape = () if out is None else tuple(out.shape[1:])
        memory = 0 if out is None else out[:1].numel() * _FLOAT
        kind = type(module).__name__
        count = sum(one.numel() for one in fresh)
        return Line(path or kind, kind, _described(module), kind, path.count("."), shape, None, count, own, memory)


def _recurrent(module: nn.RNNBase, x: torch.Tensor) -> int:
    """Every weight once for each time: the fused kernels of recurrent layers hide their products from the counter."""
    weights = sum(one.numel() for name, one in module.named_parameters() if name.startswith("weight"))
    return weights * (x.numel() // module.input_size)


def _described(module: nn.Module) -> str:
    """The module in its own words, on one line: Conv2d(3, 64, kernel_size=(3, 3), stride=(1, 1))."""
    inside = " ".join(module.extra_repr().split())
    return f"{type(module).__name__}({inside})" if len(inside) <= 80 else type(module).__name__


def _first(value: object) -> torch.Tensor | None:
    """The first tensor of what a module answers: itself, or inside of tuples, lists and tables."""
    import torch

    if isinstance(value, torch.Tensor):
        return value
    items: Iterator[object] = iter(())
    if isinstance(value, tuple | list):
        items = iter(value)
    elif isinstance(value, dict):
        items = iter(value.values())
    return next((found for item in items if (found := _first(item)) is not None), None)


def run_on_zeros(model: nn.Module, shape: Shape, place: str, samples: int = 1) -> None:
    """One forward pass on zeros, on tokens if the module begins with an embedding.

    Raises `InputError`, in one line that names the layer, for whatever goes wrong in it.
    """
    import torch

    running: list[str] = []  # the modules whose `forward` has begun and not ended, the innermost last

    def enter(path: str, module: nn.Module) -> Callable[..., None]:
        return lambda *_: running.append(f"{path}, {_described(module)}: ")

    def leave(*_: object) -> None:
        running.pop()

    first = next((module for module in model.modules() if next(module.children(), None) is None), None)
    kind = torch.long if isinstance(first, torch.nn.Embedding | torch.nn.EmbeddingBag) else torch.float32
    device = next((one.device for one in model.parameters()), torch.device("cpu"))
    modules = [(path, module) for path, module in model.named_modules() if path]
    hooks = [module.register_forward_pre_hook(enter(path, module)) for path, module in modules]
    hooks += [module.register_forward_hook(leave) for _, module in modules]
    try:
        model(torch.zeros(samples, *shape, dtype=kind, device=device))
    except Exception as error:  # noqa: BLE001 (anything may happen in a user's code)
        problem = (running[-1] if running else "") + _problem(error)
        raise InputError("error-own-module-run", place=place, shape=written(shape), problem=problem) from None
    finally:
        for hook in hooks:
            hook.remove()


def _few(names: list[str]) -> str:
    return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")


# -- the file ----------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _quiet() -> Generator[None]:
    """What the user's file prints goes to stderr: stdout is for the answer."""
    with contextlib.redirect_stdout(sys.stderr):
        yield


@contextlib.contextmanager
def _imported(file: Path) -> Generator[types.ModuleType]:
    """The file as a module, importable with its neighbors while it is used; nothing is left behind."""
    try:
        import torch  # noqa: F401  # pyright: ignore[reportUnusedImport]
    except ImportError:
        raise MissingExtraError("error-torch-missing") from None
    if not file.is_file():
        raise InputError("error-own-module-file", file=str(file))
    spec = importlib.util.spec_from_file_location(_NAME, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    folder, writes = str(file.resolve().parent), sys.dont_write_bytecode
    known = set(sys.modules)
    sys.modules[_NAME], sys.dont_write_bytecode = module, True
    sys.path.insert(0, folder)
    try:
        try:
            spec.loader.exec_module(module)
        except (Exception, SystemExit) as error:  # noqa: BLE001 (anything may happen in a user's code)
            raise InputError("error-own-module-import", file=str(file), problem=_problem(error, file)) from None
        yield module
    finally:
        sys.dont_write_bytecode = writes
        with contextlib.suppress(ValueError):
            sys.path.remove(folder)
        for name in set(sys.modules) - known:  # neighbors of the file; another file may have some of the same name
            origin = getattr(sys.modules[name], "__file__", None)
            if name == _NAME or (origin and Path(origin).resolve().parent == Path(folder)):
                del sys.modules[name]


def _made(module: types.ModuleType, file: str, name: str) -> nn.Module:
    """The module that the name stands for, or that it makes when called without arguments."""
    from torch import nn

    if not hasattr(module, name):
        classes = [value for value in vars(module).values() if isinstance(value, type)]
        own = [one.__name__ for one in classes if issubclass(one, nn.Module) and one.__module__ == _NAME]
        close = nearest(name, own) or ", ".join(own)
        message = "error-own-module-name-nearest" if close else "error-own-module-name"
        raise InputError(message, file=file, name=name, nearest=close)
    found = getattr(module, name)
    if isinstance(found, nn.Module):
        return found
    if not callable(found):
        raise InputError("error-own-module-kind", file=file, name=name, kind=type(found).__name__)
    try:
        made = found()
    except (Exception, SystemExit) as error:  # noqa: BLE001
        raise InputError("error-own-module-make", file=file, name=name, problem=_problem(error, Path(file))) from None
    if not isinstance(made, nn.Module):
        raise InputError("error-own-module-kind", file=file, name=f"{name}()", kind=type(made).__name__)
    return made


def _problem(error: BaseException, file: Path | None = None) -> str:
    """What went wrong, in one line, and in which line of the user's file."""
    lines = str(error).strip().splitlines()
    said = f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
    frames = traceback.extract_tb(error.__traceback__) if file is not None else []
    where = [frame.lineno for frame in frames if file and Path(frame.filename).resolve() == file.resolve()]
    line = error.lineno if isinstance(error, SyntaxError) else where[-1] if where else None
    return f"{said} ({file}:{line})" if line else said
