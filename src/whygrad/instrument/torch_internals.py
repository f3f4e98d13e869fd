"""The few of PyTorch's own inner functions that watching needs, in one place."""

# pyright: reportPrivateUsage=false, reportPrivateImportUsage=false, reportAttributeAccessIssue=false

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from types import FrameType
from typing import Any, TypeVar

import torch
from torch import Tensor
from torch._subclasses.fake_tensor import FakeTensor
from torch.nn import Module, Parameter
from torch.nn.modules import module as modules
from torch.optim import Optimizer
from torch.optim.optimizer import register_optimizer_step_post_hook as register_optimizer_step_post_hook
from torch.optim.optimizer import register_optimizer_step_pre_hook as register_optimizer_step_pre_hook
from torch.overrides import _get_current_function_mode_stack, _pop_mode, _push_mode
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.data.dataloader import _BaseDataLoaderIter
from torch.utils.hooks import RemovableHandle

foreach_norm = torch._foreach_norm
foreach_sub = torch._foreach_sub
LoaderIterator: Any = _BaseDataLoaderIter
without_modes = torch._C.DisableTorchFunction
DispatchMode = TorchDispatchMode
set_gradient = torch._C._set_grad_enabled
mode_stack, pop_mode, push_mode = _get_current_function_mode_stack, _pop_mode, _push_mode


_functorch = torch._C._functorch


def is_wrapped(tensor: Any) -> bool:
    """Whether `torch.func.grad` follows the tensor."""
    return isinstance(tensor, torch.Tensor) and _functorch.is_gradtrackingtensor(tensor)


_Any = TypeVar("_Any")


def plain(tensor: _Any) -> _Any:
    """The tensor that `torch.func.grad` works on, without what it is wrapped in."""
    while is_wrapped(tensor):
        tensor = _functorch.get_unwrapped(tensor)
    return tensor


def _is_mapped() -> bool:
    """Whether `torch.func.vmap`, or another transformation that changes what an axis means, is at work."""
    stack = _functorch.get_interpreter_stack()
    return stack is not None and any(one.key() != _functorch.TransformType.Grad for one in stack)


eval_frame: Any = import_module("torch._C._dynamo.eval_frame")


def is_transformed() -> bool:
    """Whether functions are called by `torch.compile` or `torch.jit.trace` or inside of `torch.func.vmap`, a
    `FakeTensorMode` and the like, which make something else of them: what they are given has made-up sizes, or no
    numbers of its own.
    """
    return torch.compiler.is_compiling() or torch.jit.is_tracing() or _is_mapped() or _is_fake()


def is_in_backward() -> bool:
    """Whether this is called by a backward pass that is going on, as the backward function of an operation is."""
    return torch._C._current_graph_task_id() != -1


def _is_fake() -> bool:
    return torch._C._get_dispatch_mode(torch._C._TorchDispatchModeKey.FAKE) is not None


def is_measurable(tensor: Any) -> bool:
    """Whether a tensor's numbers can be computed with as they are: not those of a sparse, nested or quantized tensor,
    nor of one that has none (on the meta device, fake) or of a subclass that answers to operators itself.
    """
    return (
        isinstance(tensor, Tensor)
        and type(tensor).__torch_dispatch__ is Tensor.__torch_dispatch__
        and tensor.layout is torch.strided
        and not (tensor.is_meta or tensor.is_nested or tensor.is_quantized)
    )


def all_true(holds: Tensor) -> bool:
    """Whether all of a tensor's numbers are true; False if they cannot be read."""
    return is_measurable(holds) and bool(holds.all())


def is_symbolic(tensor: Any) -> bool:
    """Whether a tensor has a shape and no numbers: what is done with it is a question of shapes, and no training."""
    return isinstance(tensor, Tensor) and (tensor.is_meta or isinstance(tensor, FakeTensor))


def shape_of(tensor: Tensor) -> tuple[int, ...]:
    """A tensor's shape; that of a nested one is none."""
    return () if tensor.is_nested else tuple(tensor.shape)


def tensors_of(values: Any) -> Iterator[Tensor]:
    """The tensors among a function's arguments, also in lists and tuples of them."""
    for value in values:
        if isinstance(value, Tensor):
            yield value
        elif isinstance(value, tuple | list):
            yield from tensors_of(value)


def widest_type(device: torch.device) -> torch.dtype:
    """The most precise type of a device's numbers: Apple's GPUs have no double precision."""
    return torch.float32 if device.type == "mps" else torch.float64


def widest(x: Tensor) -> Tensor:
    """The numbers of a tensor in the most precise type that its device has."""
    return x.to(widest_type(x.device))


def is_leaf(tensor: Tensor) -> bool:
    """Whether a tensor was made without a graph. PyTorch refuses to tell it of a view that was taken without gradients
    of what was then changed in place: that one has none to speak of.
    """
    try:
        return tensor.is_leaf
    except RuntimeError:
        return False


# Nodes of a graph that compute nothing, by their names.
_JOINING = frozenset(
    f"{name}Backward0" for name in ("Cat", "Stack", "Slice", "Select", "Unsqueeze", "View", "T", "Transpose", "ToCopy")
)
_MOST_JOINTS = 64  # nodes looked at


def is_of_own_function(tensor: Tensor) -> bool:
    """Whether a `torch.autograd.Function` that the program wrote had a part in a tensor: no mode sees one called."""
    waiting = [tensor.grad_fn] if not is_leaf(tensor) else []
    for _ in range(_MOST_JOINTS):
        node = waiting.pop() if waiting else None
        if isinstance(node, torch.autograd.function.BackwardCFunction):
            return True
        if node is not None:
            waiting += [before for before, _ in node.next_functions]
    return False


def is_data(tensor: Tensor) -> bool:
    """Whether no parameter had a part in a tensor."""
    if not tensor.requires_grad:
        return True
    return not isinstance(tensor, Parameter) if is_leaf(tensor) else is_joined_data(tensor)


def is_joined_data(tensor: Tensor) -> bool:
    """Whether a tensor with a graph is no more than leaves that are no parameters, put side by side: the coordinates
    that an equation is differentiated by, as in `torch.cat([x, t], 1)`.
    """
    try:
        waiting = [tensor.grad_fn]
    except RuntimeError:  # a view that was changed in place, as in `is_leaf`
        return False
    for _ in range(_MOST_JOINTS):
        if not waiting:
            return True
        node = waiting.pop()
        if node is None:  # joined without a gradient
            continue
        leaf = getattr(node, "variable", None)
        if isinstance(leaf, Tensor):
            if isinstance(leaf, Parameter):
                return False
        elif node.name() in _JOINING:
            waiting += [before for before, _ in node.next_functions]
        else:
            return False
    return False


def is_to_compile(module: Module) -> bool:
    """Whether `torch.compile` was asked to compile the module."""
    return module._compiled_call_impl is not None or type(module).__name__ == "OptimizedModule"


def is_compiled(module: Module) -> bool:
    """Whether a call of the module runs what `torch.compile` made of it."""
    return is_to_compile(module) and not runs_as_written()


def run_as_written() -> None:
    """Let what `torch.compile` was or will be asked to compile run as it was written. The compiler has been imported.
    Releases before 2.6 cannot do so, and compile on.
    """
    set_stance = getattr(sys.modules["torch._dynamo"], "set_stance", None)
    if set_stance is not None:
        set_stance("force_eager")


def runs_as_written() -> bool:
    """Whether `torch.compile` is told to compile nothing, by `run_as_written` or by the program itself."""
    stance = getattr(sys.modules.get("torch._dynamo.eval_frame"), "_stance", None)
    return getattr(stance, "stance", "") == "force_eager"


def has_hooks(module: Module) -> bool:
    """Whether the user has put hooks on a module."""
    return bool(module._forward_hooks or module._forward_pre_hooks or module._backward_hooks)


def never_compile(function: Callable[..., Any]) -> None:
    """Have `torch.compile` take neither a function of ours nor what it calls for one of the user's that it could
    compile: where it gives up on a part of the user's model, it tries whatever is called there. What it reads as a part
    of the user's own it still reads.
    """
    strategy = getattr(eval_frame, "set_code_exec_strategy", None)
    if strategy is not None:  # older releases do without
        skip = eval_frame._FrameAction.SKIP
        strategy(function.__code__, eval_frame._FrameExecStrategy(skip, skip))


class Nested:
    """Whether an optimizer's step is made inside of another step of the same optimizer, by a class whose `step` calls
    its parent's: PyTorch calls its hooks for both. Only such classes cost a look at the stack. `classes` says
    of those that were met whether they are such classes.
    """

    def __init__(self) -> None:
        self.classes: dict[type, bool] = {}

    def __call__(self, optimizer: object) -> bool:
        """Whether this optimizer's `step` is on the call stack more than once. For hooks, and what they call."""
        kind = type(optimizer)
        nests = self.classes.get(kind)
        if nests is None:
            steps = sum("step" in vars(one) for one in kind.__mro__ if one is not Optimizer)
            nests = self.classes[kind] = issubclass(kind, Optimizer) and steps > 1
        if not nests:
            return False
        hooked, count = getattr(kind.step, "__code__", None), 0
        frame = sys._getframe(1)
        while frame is not None:
            count += frame.f_code is hooked and frame.f_locals.get("self") is optimizer
            frame = frame.f_back
        return count > 1


class ModuleHook:
    """A hook before (or after) every module's call that comes and goes: PyTorch's own registration, but without a new
    handle each time, which costs, and which what is compiled would be compiled anew for.
    """

    def __init__(self, hook: Callable[..., Any], *, after: bool = False) -> None:
        self._hooks = modules._global_forward_hooks if after else modules._global_forward_pre_hooks
        self._always = modules._global_forward_hooks_always_called if after else None
        self._key = RemovableHandle(self._hooks).id
        self._hook = hook

    def put(self) -> None:
        """From now on; one that follows a call follows also one that raises."""
        self._hooks[self._key] = self._hook
        if self._always is not None:
            self._always[self._key] = True

    def take(self) -> None:
        """No longer."""
        self._hooks.pop(self._key, None)
        if self._always is not None:
            self._always.pop(self._key, None)


def data_set_of(iterator: Any) -> object:
    """What a data loader's iterator takes its samples from."""
    return iterator._dataset


def sampler_of(iterator: Any) -> object:
    """What tells a data loader's iterator which samples come next: it is the loader's, and lives as long."""
    return iterator._index_sampler


def samples_in_batch(iterator: Any) -> int:
    """How many samples a data loader's iterator puts into a batch; 0 if it makes none, or its sampler does not say."""
    size = getattr(iterator._index_sampler, "batch_size", None) if iterator._auto_collation else None
    return size if isinstance(size, int) else 0


def options_of_call(frame: FrameType) -> dict[str, Any]:
    """The keyword arguments of a module's call, of the frame that calls a hook of ours: PyTorch's hooks for all modules
    are not told them.
    """
    options = frame.f_locals.get("kwargs")
    return dict(options) if isinstance(options, dict) else {}
