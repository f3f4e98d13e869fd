"""Where remedies take hold of a running script: one function mode, PyTorch's hooks, and which tensor came from where.

All of it lives in the process of one re-run and ends with it. Nothing is taken off, because nothing goes on afterwards.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import Module
from torch.nn.modules import module as modules
from torch.optim import Optimizer
from torch.overrides import TorchFunctionMode

from whygrad.trial.rerun.job import Facts
from whygrad.trial.rerun.treatment import Call, LayerCall, LossCall, Treatment
from whygrad.watch import names
from whygrad.watch.names import optimizer_hooks

if TYPE_CHECKING:
    from collections.abc import Generator

    from whygrad.trial.rerun.score import Score

_MOST_TAGS = 20_000
_SQUASHING = {**dict.fromkeys(("sigmoid", "expit"), "sigmoid"), **names.NORMALIZERS}
_BACKWARD = frozenset(("backward", "grad"))
_NO_OPTIMIZER = 64  # backward passes without any step of an optimizer: the script makes its own
_COMPARING = frozenset(("eq", "__eq__"))
_QUIET = frozenset(("__get__", "__set__", "size", "dim", "numel", "is_floating_point", "requires_grad_", "__len__"))


@dataclass(frozen=True, slots=True)
class Tag:
    """Where a tensor comes from: the layer, what was applied since, and what a softmax or sigmoid was given."""

    order: int
    activated: bool = False
    before: str = ""
    raw: Callable[[], Any] | None = None
    source: Any = None  # what the layer itself was given


class Doors(TorchFunctionMode):
    """Sees every call of a PyTorch function, and hands it to the treatments."""

    def __init__(self, treatments: Sequence[Treatment], facts: Facts, score: Score) -> None:
        super().__init__()
        self.treatments, self.facts, self.score = treatments, facts, score
        self.updates = self.backwards = 0
        self.stepped: Callable[[], None] = lambda: None
        self.optimizers: list[Optimizer] = []
        self.parameters: dict[int, Any] = {}  # tensors that layers used, in the order of use
        self._orders: dict[int, int] = {}
        self._tables: set[int] = set()
        self._tags: dict[int, tuple[weakref.ref[Tensor], Tag]] = {}
        self._busy = False
        self._depth: list[Module] = []
        self._steps: list[Optimizer] = []  # that are being made right now
        self._models: dict[int, weakref.ref[Module]] = {}
        loss = facts.program.loss
        self._written_out = loss is not None and loss.function == "written out"
        for treatment in treatments:
            treatment.doors = self

    def install(self) -> None:
        """Take hold, for the rest of the process."""
        optimizer_hooks(self._before_step, self._after_step)
        modules.register_module_forward_pre_hook(self._enter)
        modules.register_module_forward_hook(self._leave, always_call=True)
        for treatment in self.treatments:
            treatment.start()
        self.__enter__()

    def disarm(self) -> None:
        """Ask nobody any more: the script has ended."""
        self._busy = True

    @contextmanager
    def quietly(self) -> Generator[None]:
        """Something of our own: nobody is asked about it."""
        before, self._busy = self._busy, True
        try:
            yield
        finally:
            self._busy = before

    # tensors

    def tag(self, value: Any) -> Tag | None:
        """Where a tensor comes from, `None` if from outside the network."""
        found = self._tags.get(id(value))
        return found[1] if found is not None and found[0]() is value else None

    def _put(self, value: Any, tag: Tag) -> None:
        if isinstance(value, Tensor):
            if len(self._tags) > _MOST_TAGS:
                self._tags.clear()
            self._tags[id(value)] = (weakref.ref(value), tag)
        elif isinstance(value, tuple | list):
            for one in value:
                self._put(one, tag)

    # functions

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        """PyTorch's protocol."""
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "")
        if self._busy or name in _QUIET:
            return func(*args, **kwargs)
        if name in _BACKWARD:
            return self._backward(func, args, kwargs)
        weights = _weights(name, args)
        if weights is not None:
            return self._layer(LayerCall(name, func, list(args), kwargs, weights=weights), weights)
        if name in names.EMBEDDINGS and self.facts.program.products:
            self._table(LayerCall(name, func, list(args), kwargs))
        bare = names.bare(name)
        if bare in names.LOSSES:
            return self._loss(LossCall(bare, func, list(args), kwargs, kind=names.LOSSES[bare]))
        tag = self._tag_of(args, kwargs)
        if self._written_out and name in names.DIFFERENCES and len(args) > 1:
            found = self._difference(name, func, args, kwargs)
            if found is not None:
                return found
        if tag is None:
            if name == "__getitem__" and len(args) == 2 and isinstance(args[1], slice):
                return self._sliced(func, *args)
            return func(*args, **kwargs)
        if bare in names.ACTIVATIONS or bare in names.NORMALIZERS or name in ("gt", "__gt__"):
            return self._activation(Call(bare, func, list(args), kwargs), tag)
        if name in names.DROPOUTS:
            return self._offered(Call(bare, func, list(args), kwargs), tag, lambda treatment: treatment.dropout)
        if name in names.COSINES:
            return self._offered(Call(bare, func, list(args), kwargs), tag, lambda treatment: treatment.cosine)
        result = func(*args, **kwargs)
        if name in _COMPARING and not torch.is_grad_enabled():
            self._compared(args, result)
        if name in names.PASSING and tag.raw is not None:
            raw = tag.raw
            tag = replace(tag, raw=lambda: func(raw(), *args[1:], **kwargs))
        elif name == "log" and tag.raw is not None:
            tag = replace(tag, before=f"log-{tag.before}")
        elif name in names.NEGATIONS and tag.raw is not None and tag.before == "sigmoid":
            raw = tag.raw
            tag = replace(tag, before=f"{names.NEGATIVE}{tag.before}", raw=lambda: func(raw()))
        elif tag.raw is not None:
            tag = replace(tag, raw=None, before="")
        self._put(result, tag)
        return result

    def _backward(self, func: Any, args: Any, kwargs: Any) -> Any:
        """A backward pass; in a script without an optimizer an update follows each."""
        self.backwards += 1
        root = args[0] if args else None
        if isinstance(root, Tensor) and root.numel() == 1 and not kwargs.get("create_graph"):
            with self.quietly():
                self.score.descended(float(root.detach()), self.updates)
        result = func(*args, **kwargs)
        if not self.optimizers and self.backwards > _NO_OPTIMIZER:
            self.updates = self.backwards
            self._tags.clear()
            self.stepped()
        return result

    def _sliced(self, func: Any, tensor: Tensor, index: slice) -> Any:
        """A slice of a tensor that is no part of the network: a batch, maybe."""
        if torch.is_grad_enabled() and not tensor.requires_grad and tensor.ndim:
            for treatment in self.treatments:
                with self.quietly():
                    other = treatment.sliced(tensor, index)
                if other is not None:
                    return other
        return func(tensor, index)

    def reached(self) -> list[Any]:
        """The parameters that layers or models used and that have a gradient now."""
        found = dict(self.parameters)
        for reference in self._models.values():
            module = reference()
            if module is not None:
                found.update((id(p), p) for p in module.parameters())
        return [p for p in found.values() if p.requires_grad and p.is_leaf and p.grad is not None]

    def _tag_of(self, args: Any, kwargs: Any) -> Tag | None:
        """The tag of the latest layer among the arguments."""
        found: Tag | None = None
        for value in (*args, *kwargs.values()):
            for one in value if isinstance(value, tuple | list) else (value,):
                if isinstance(one, Tensor):
                    tag = self.tag(one)
                    if tag is not None and (found is None or tag.order > found.order):
                        found = tag
        return found

    def _last(self, order: int) -> bool:
        return order == self.facts.layers - 1

    def _described(self, call: Call, tag: Tag) -> Call:
        call.order, call.last, call.activated = tag.order, self._last(tag.order), tag.activated
        call.before, call.raw = tag.before, tag.raw
        return call

    def _layer(self, call: LayerCall, weights: list[Any]) -> Any:
        key = id(weights[0])
        new = key not in self._orders
        if new:
            self._orders[key] = len(self._orders)
        for weight in weights:
            self.parameters.setdefault(id(weight), weight)
        given = call.given
        call.order = self._orders[key]
        call.last = self._last(call.order)
        call.outer = isinstance(given, Tensor) and given.is_floating_point() and self.tag(given) is None
        call.outer = call.outer and not given.requires_grad
        call.axis = 1 if call.name in names.CONVOLUTIONS and given.ndim > 2 else -1
        if call.outer:
            self.score.column(call.order, given, call.axis)
        for treatment in self.treatments:
            if new:
                treatment.weights(call)
            treatment.layer(call)
        result = call.run()
        if isinstance(result, Tensor):
            for treatment in self.treatments:
                result = treatment.after_layer(call, result)
        self._put(result, Tag(call.order, source=call.given))
        return result

    def _table(self, call: LayerCall) -> None:
        """Rows of a table that may meet another's in products: its first values are a layer's first weights."""
        call.weights = [value for value in call.args if _is_parameter(value)]
        if call.weights and id(call.weights[0]) not in self._tables:
            self._tables.add(id(call.weights[0]))
            for treatment in self.treatments:
                treatment.weights(call)

    def _offered(self, call: Call, tag: Tag, door: Callable[[Treatment], Callable[[Call], None]]) -> Any:
        """What leaves a tensor where it comes from."""
        self._described(call, tag)
        for treatment in self.treatments:
            door(treatment)(call)
        result = call.run()
        self._put(result, tag)
        return result

    def _activation(self, call: Call, tag: Tag) -> Any:
        given = call.given
        name = call.name
        self._described(call, tag)
        for treatment in self.treatments:
            treatment.activation(call)
        result = call.run()
        squashed = _SQUASHING.get(name)
        if squashed is not None and call.given is given:
            self._put(result, replace(tag, activated=True, before=squashed, raw=lambda: given))
        else:
            self._put(result, replace(tag, activated=True, before="", raw=None))
        return result

    def _loss(self, call: LossCall) -> Any:
        given, target = call.given, call.target
        if not isinstance(given, Tensor) or not isinstance(target, Tensor):
            return call.run()
        tag = self.tag(given)
        if tag is not None:
            self._described(call, tag)
        return self._judged(call)

    def _judged(self, call: LossCall) -> Any:
        with self.quietly():
            self.score.targets(call.target)
        for treatment in self.treatments:
            treatment.loss(call)
        result = call.run()
        with self.quietly(), torch.no_grad():
            self.score.loss(call, result, self.updates)
        if isinstance(result, Tensor):
            self._put(result, Tag(self.facts.layers))
        return result

    def _difference(self, name: str, func: Any, args: Any, kwargs: Any) -> Any:
        """A loss written out: output minus target, or target minus output."""
        ours = [isinstance(value, Tensor) and value.ndim > 0 and self.tag(value) is not None for value in args[:2]]
        if sum(ours) != 1 or not all(isinstance(value, Tensor) and value.ndim for value in args[:2]):
            return None
        given, target = args[:2] if ours[0] else (args[1], args[0])
        tag = self.tag(given)
        if tag is None or not self._last(tag.order) or not given.is_floating_point():
            return None
        first = ours[0]

        def run(given: Any, target: Any, **named: Any) -> Any:
            return func(given, target, **named) if first else func(target, given, **named)

        return self._judged(LossCall("written out", run, [given, target], kwargs, tag.order, True, kind="squared"))

    def _compared(self, args: Any, result: Any) -> None:
        if len(args) < 2 or not isinstance(result, Tensor) or result.ndim == 0:
            return
        first, second = args[:2]
        if not isinstance(first, Tensor) or not isinstance(second, Tensor) or first.shape != second.shape:
            return
        if (self.tag(first) is None) != (self.tag(second) is None):
            with self.quietly():
                self.score.compared(result, first if self.tag(first) is None else second, self.updates)

    # modules and optimizers

    def _enter(self, module: Module, inputs: tuple[Any, ...]) -> None:
        if self._busy:
            return
        if not self._depth and any(True for _ in module.parameters()):
            self._models[id(module)] = weakref.ref(module)
            for treatment in self.treatments:
                treatment.model(module, torch.is_grad_enabled())
        self._depth.append(module)

    def _leave(self, module: Module, inputs: tuple[Any, ...], output: Any) -> None:
        if self._busy or not self._depth:
            return
        while self._depth and self._depth.pop() is not module:
            pass
        if not self._depth:
            for treatment in self.treatments:
                treatment.after_model(module, torch.is_grad_enabled())

    def _before_step(self, optimizer: Optimizer, args: Any, kwargs: Any) -> None:
        if self._busy:
            return
        self._steps.append(optimizer)
        if self._nested(optimizer):
            return
        if not any(optimizer is one for one in self.optimizers):
            self.optimizers.append(optimizer)
        with self.quietly():
            for treatment in self.treatments:
                treatment.before_step(optimizer)

    def _nested(self, optimizer: Optimizer) -> bool:
        """Whether the step is part of another one of the same optimizer: a subclass calls its parent's."""
        return sum(optimizer is one for one in self._steps) > 1

    def _after_step(self, optimizer: Optimizer, args: Any, kwargs: Any) -> None:
        if self._busy:
            return
        nested = self._nested(optimizer)
        place = next((i for i in reversed(range(len(self._steps))) if self._steps[i] is optimizer), None)
        if place is not None:
            del self._steps[place]
        if nested:
            return
        with self.quietly():
            for treatment in self.treatments:
                treatment.after_step(optimizer)
        if optimizer is self.optimizers[0]:
            self.updates += 1
            self._tags.clear()
            self._depth.clear()
            self.stepped()


def _weights(name: str, args: Any) -> list[Any] | None:
    """The weights of a layer's call, the main one first; `None` for what is no layer."""
    if name in names.DENSE or name in names.CONVOLUTIONS:
        found = [value for value in args[1:3] if isinstance(value, Tensor)]
        return found or None
    if name in names.MATRIX:
        factors = args[1:] if name == "addmm" else args
        own = [value for value in factors if _is_parameter(value) and value.ndim == 2]
        return own[:1] or None
    if name in names.RECURRENT:
        lists = (v for v in args if isinstance(v, tuple | list) and len(v) > 1 and all(_is_parameter(o) for o in v))
        return next((list(one) for one in lists), None)
    if name in names.CELLS:
        return [value for value in args[2:] if isinstance(value, Tensor)] or None
    if name in names.ATTENTION:
        return [value for value in args if _is_parameter(value) and value.ndim == 2] or None
    return None


def _is_parameter(value: Any) -> bool:
    return isinstance(value, torch.nn.Parameter) or (
        isinstance(value, Tensor) and value.requires_grad and value.is_leaf
    )
