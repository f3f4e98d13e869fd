"""What every way of looking shares: a network that is left as it was, layers found by name, one score to explain.

A network is any `nn.Module` that takes pictures (N, C, H, W) and answers (N, K): a number a class, or one number. It is
run in evaluation mode, its parameters get no gradient, and what was in training mode is so again afterwards. A layer is
a module by its path (`features.0`); of one that is called more than once the last call counts.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from whygrad.errors import InputError
from whygrad.nets.torch_blocks import Block

Array = NDArray[np.float32]
Target = int | Sequence[int] | NDArray[np.integer] | None
"""The class to explain: one for all pictures, one a picture, or `None`, the class that the network answers."""

AT_ONCE = 64  # pictures of a batch


@contextmanager
def undisturbed(network: nn.Module) -> Generator[None]:
    """Evaluation mode inside the block; every module's own mode after it."""
    modes = [(module, module.training) for module in network.modules()]
    network.eval()
    try:
        yield
    finally:
        for module, mode in modes:
            module.training = mode


@contextmanager
def watched(network: nn.Module, paths: Iterable[str], look: Callable[[str, Tensor], None]) -> Generator[None]:
    """Call `look(path, output)` whenever one of the modules has answered; the hooks are gone after the block.

    What comes behind the module gets a copy, so that a ReLU that works in place leaves `output` alone.
    """
    modules = dict(network.named_modules())
    hooks: list[torch.utils.hooks.RemovableHandle] = []

    def hook(path: str) -> Callable[..., Tensor | None]:
        def answered(_module: nn.Module, _arguments: object, output: object) -> Tensor | None:
            value = first_tensor(output)
            if value is None:
                return None
            look(path, value)
            return value.clone() if value is output else None

        return answered

    try:
        for path in paths:
            hooks.append(modules[path].register_forward_hook(hook(path)))
        yield
    finally:
        for one in hooks:
            one.remove()


def first_tensor(value: object) -> Tensor | None:
    """The first tensor of what a module answers: itself, or inside of tuples, lists and tables."""
    if isinstance(value, Tensor):
        return value
    if isinstance(value, dict):
        value = list(cast("dict[object, object]", value).values())
    if isinstance(value, tuple | list):
        items = cast("Sequence[object]", value)
        return next((found for item in items if (found := first_tensor(item)) is not None), None)
    return None


def tensor(network: nn.Module, x: NDArray[np.floating]) -> Tensor:
    """Pictures as the network takes them: on its device, in the precision of its parameters."""
    like = next((one for one in network.parameters() if one.is_floating_point()), torch.zeros(()))
    return torch.tensor(np.asarray(x), dtype=like.dtype, device=like.device)


def outputs(network: nn.Module, x: Tensor) -> Tensor:
    """What the network answers, (N, K); raises `InputError` for a network that answers something else."""
    found = first_tensor(network(x))
    if found is None or found.ndim != 2 or len(found) != len(x):
        shape = "–" if found is None else "×".join(map(str, found.shape))
        raise InputError("inside-output", shape=shape)
    return found


def classes(out: Tensor, target: Target) -> Tensor:
    """The class to explain for each of the answers (N, K): (N,). Raises `InputError` for one that there is not.

    Of a network with one output the classes are 1, what the output speaks for, and 0.
    """
    count = out.shape[1]
    if target is None:
        return out.argmax(dim=1) if count > 1 else torch.ones(len(out), dtype=torch.long, device=out.device)
    wanted = torch.as_tensor(np.broadcast_to(np.asarray(target, np.int64), (len(out),)).copy(), device=out.device)
    bad = wanted[(wanted < 0) | (wanted >= max(count, 2))]
    if len(bad):
        raise InputError("inside-class", number=str(int(bad[0])), last=str(max(count, 2) - 1))
    return wanted


def scores(out: Tensor, wanted: Tensor) -> Tensor:
    """The output of the class of each picture, (N,), as the network gives it: before softmax, if it has none."""
    if out.shape[1] == 1:
        return torch.where(wanted > 0, out[:, 0], -out[:, 0])
    return out.gather(1, wanted[:, None])[:, 0]


def gradient(score: Tensor, of: Tensor) -> Tensor:
    """Of a sum of scores with respect to `of`, 0 where it does not depend on it; no parameter's `grad` is touched.

    Raises `InputError` for a network whose answer cannot be differentiated.
    """
    if not score.requires_grad:
        raise InputError("inside-no-gradient")
    found = cast("Tensor | None", torch.autograd.grad(score, of, allow_unused=True)[0])
    return torch.zeros_like(of) if found is None else found


def answers(network: nn.Module, x: NDArray[np.floating]) -> NDArray[np.float64]:
    """What a network answers to pictures (N, C, H, W): (N, K)."""
    found: list[NDArray[np.float64]] = []
    with undisturbed(network), torch.no_grad():
        for start in range(0, len(x), AT_ONCE):
            found.append(outputs(network, tensor(network, x[start : start + AT_ONCE])).double().cpu().numpy())
    return np.concatenate(found)


def module_at(network: nn.Module, path: str) -> nn.Module:
    """A layer by its path; raises `InputError` that lists those there are."""
    known = dict(network.named_modules())
    if path not in known or not path:
        raise InputError("inside-layer", name=path, known=", ".join(leaves(network)))
    return known[path]


def leaves(network: nn.Module) -> list[str]:
    """The paths of modules without children, in the order in which the network lists them."""
    return [path for path, module in network.named_modules() if path and next(module.children(), None) is None]


def convolutions(network: nn.Module, x: NDArray[np.floating]) -> list[str]:
    """The paths of the convolutions over pictures, in the order in which they are called with `x` (1, C, H, W)."""
    paths = [path for path, module in network.named_modules() if isinstance(module, nn.Conv2d)]
    called: dict[str, None] = {}

    def look(path: str, _: Tensor) -> None:
        called.pop(path, None)
        called[path] = None

    with undisturbed(network), torch.no_grad(), watched(network, paths, look):
        network(tensor(network, x[:1]))
    return list(called)


def last_convolution(network: nn.Module, x: NDArray[np.floating]) -> str:
    """The convolution that is called last; if it stands in a residual block, that block, whose output holds both
    branches. Raises `InputError` for a network without convolutions.
    """
    found = convolutions(network, x)
    if not found:
        raise InputError("inside-no-convolution")
    blocks = [path for path, module in network.named_modules() if isinstance(module, Block)]
    around = [path for path in blocks if found[-1].startswith(f"{path}.")]
    return around[0] if around else found[-1]
