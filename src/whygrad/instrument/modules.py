"""What a module is made of, also where its class uses one of PyTorch's names for something else.

`self.modules = (Dense(…), Dense(…))` or `def parameters(self): return [self.w]` run as they were meant to, so whoever
looks at a program's modules cannot rely on `module.modules()` and `module.parameters()`.
"""

# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import Tensor
    from torch.nn import Module


COMPARED = 64  # numbers of a parameter that tell it from others


def modules_of(module: Module) -> Iterator[Module]:
    """A module and all that are registered within, each once: as `torch.nn.Module.modules`."""
    known: set[int] = set()
    waiting = [module]
    while waiting:
        one = waiting.pop()
        if id(one) not in known:
            known.add(id(one))
            yield one
            waiting += [part for part in reversed(one._modules.values()) if part is not None]


def parameters_of(module: Module, *, recurse: bool = True) -> Iterator[Tensor]:
    """A module's parameters, each once: what its class says if those are tensors, else those that are registered."""
    if _is_redefined(module, "parameters"):
        given = _answer(module, "parameters", () if recurse else (False,))
        if given is not None and all(_is_tensor(one) for one in given):
            yield from given
            return
    known: set[int] = set()
    for part in modules_of(module) if recurse else (module,):
        for one in part._parameters.values():
            if one is not None and id(one) not in known:
                known.add(id(one))
                yield one


def parameters_in(optimizer: Any) -> list[Tensor]:
    """All parameters that an optimizer has, in the order of its groups."""
    return [p for group in optimizer.param_groups for p in group["params"]]


def has_parameters(module: Module) -> bool:
    """Whether a module has any parameters, as a loss and a transform of data do not."""
    return next(parameters_of(module), None) is not None


def named_parameters_of(module: Module) -> Iterator[tuple[str, Tensor]]:
    """A module's parameters with all of their paths, as `named_parameters(remove_duplicate=False)`."""
    if _is_redefined(module, "named_parameters"):
        given = _answer(module, "named_parameters", ("", True, False))
        if given is not None and all(isinstance(one, tuple) and _is_tensor(one[1]) for one in given):
            yield from given
            return
    yield from _named_within(module, "", frozenset())


def some_of(p: Tensor) -> Tensor:
    """Numbers of a parameter that tell it from others, spread over all of it."""
    return p.detach().reshape(-1)[:: max(1, p.numel() // COMPARED)]


def _named_within(module: Module, front: str, above: frozenset[int]) -> Iterator[tuple[str, Tensor]]:
    """The same of what is registered, with the path of a module in front. One that stands within itself (`above` are
    the ids of those it stands in) has no end.
    """
    yield from ((front + name, one) for name, one in module._parameters.items() if one is not None)
    above |= {id(module)}
    for name, part in module._modules.items():
        if part is not None and id(part) not in above:
            yield from _named_within(part, f"{front}{name}.", above)


def _is_redefined(module: Module, name: str) -> bool:
    """Whether a module has something of its own under the name of a method of PyTorch's."""
    from torch.nn import Module

    return name in module.__dict__ or getattr(type(module), name) is not getattr(Module, name)


def _is_tensor(value: Any) -> bool:
    import torch

    return isinstance(value, torch.Tensor)


def _answer(module: Module, name: str, arguments: tuple[Any, ...]) -> list[Any] | None:
    """What a module's own method gives (Keras makes its parameters known by one); `None` if it is none."""
    try:
        return list(getattr(module, name)(*arguments))
    except Exception:  # noqa: BLE001 - whatever a program's own code may raise
        return None
