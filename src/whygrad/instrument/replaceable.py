"""Function calls that a listener may replace: which event a call is, by the same provenance that recognition uses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from whygrad.instrument import functions as names
from whygrad.instrument.calls import (
    CallEvent,
    CallListener,
    Compared,
    DataSliced,
    DifferenceComputed,
    FunctionApplied,
    FunctionCall,
    LayerCalled,
    LayerDone,
    LossComputed,
    LossDone,
    TableRead,
)
from whygrad.instrument.context import (
    Arguments,
    Options,
    argument,
    is_parameter,
    layer_weights,
    loss_operands,
)
from whygrad.instrument.handlers import FunctionHandlers
from whygrad.instrument.losses import WRITTEN_OUT
from whygrad.instrument.plain_losses import equivalent, replaced
from whygrad.instrument.provenance import Descent, Origin
from whygrad.instrument.step import ObservedStep
from whygrad.instrument.torch_internals import is_symbolic, tensors_of

AFTER_LOSS = 1 << 30  # the place of a loss in the order of layers: behind all of them
_ACTIVATIONS = names.ACTIVATIONS.keys() | names.NORMALIZERS.keys() | {"gt", "__gt__"}
_SQUASHING = names.NORMALIZERS.keys() | {"sigmoid", "special_expit"}


@dataclass(frozen=True, slots=True)
class _Begun:
    """A call before it runs: its event, what is to be computed, and the latest layer among its arguments."""

    call: FunctionCall
    event: CallEvent | None
    latest: Descent | None
    origin: Origin | None = None  # of what is given, which may come out as it is
    answered: bool = False


class ReplaceableCalls:
    """Stands in front of the handlers: asks the listener, has the handlers call what it answers, and keeps the descent
    of every result. Called in place of the function.
    """

    def __init__(self, step: ObservedStep, handlers: FunctionHandlers, listener: CallListener) -> None:
        self._step, self._handlers, self._listener = step, handlers, listener
        handlers.context.keeps_operands = True
        self._orders: dict[int, int] = {}  # of layers, by the id of their first weight
        self._tables: set[int] = set()

    def __call__(self, func: Any, args: Arguments, kwargs: Options) -> Any:
        """Call the function, or what replaces it."""
        if is_symbolic(next(tensors_of(args), None)):
            return func(*args, **kwargs)
        begun = self._begin(func, args, kwargs)
        call = begun.call
        differs = self._step.origins.get(call.args[0]) if call.name in names.REDUCTIONS and call.args else None
        result = self._handlers(call.function, call.args, call.kwargs)
        return self._end(begun, differs, result)

    # before

    def _begin(self, func: Any, args: Arguments, kwargs: Options) -> _Begun:
        name, *_ = self._handlers.methods(func, args, kwargs)
        call = FunctionCall(names.out_of_place(name), func, args, kwargs)
        latest = self._latest(args, kwargs)
        event = self._event(call, latest)
        if event is None:
            return _Begun(call, event, latest)
        answer = self._listener.before(event)
        return _Begun(answer or call, event, latest, self._step.origins.get(_input(call)), answer is not None)

    def _event(self, call: FunctionCall, latest: Descent | None) -> CallEvent | None:
        name, args = call.name, call.args
        # Which axis of its weight an Einstein sum takes the inputs from stands in its equation: nobody draws it anew.
        weights = layer_weights(name, args, call.kwargs) if name != names.EINSUM else []
        if weights:
            return self._layer(call, weights)
        if name in names.EMBEDDINGS:
            return self._table(call)
        if name in names.LOSSES:
            return self._loss(call)
        if name in names.DIFFERENCES and (given := self._handlers.handwritten.output_of(args)) is not None:
            return DifferenceComputed(call, self._source(args[given]), given)
        if latest is None:
            sliced = name == "__getitem__" and len(args) == 2 and isinstance(args[1], slice)
            return DataSliced(call) if sliced and isinstance(args[0], Tensor) else None
        source = self._described(latest, (*args, *call.kwargs.values()))
        if name in _ACTIVATIONS:
            return FunctionApplied(call, source, "activation")
        if name in names.DROPOUTS:
            return FunctionApplied(call, source, "dropout")
        return FunctionApplied(call, source, "cosine") if name in names.COSINES else None

    def _layer(self, call: FunctionCall, weights: list[Tensor]) -> LayerCalled:
        key = id(weights[0])
        first = key not in self._orders
        order = self._orders.setdefault(key, len(self._orders))
        given: Any = _input(call)
        outside = isinstance(given, Tensor) and given.is_floating_point() and not given.requires_grad
        outside = outside and self._step.origins.descents.of(given) is None
        axis = 1 if call.name in names.CONVOLUTIONS and given.ndim > 2 else -1
        return LayerCalled(call, tuple(weights), order, first, outside, axis)

    def _table(self, call: FunctionCall) -> TableRead | None:
        weight = next((value for value in call.args if is_parameter(value)), None)
        if weight is None:
            return None
        first = id(weight) not in self._tables
        self._tables.add(id(weight))
        return TableRead(call, weight, first)

    def _loss(self, call: FunctionCall) -> LossComputed | None:
        (given, *_), target = loss_operands(call.name, call.args, call.kwargs)
        if not isinstance(given, Tensor) or not isinstance(target, Tensor):
            return None
        return LossComputed(call, names.LOSSES[call.name], self._source(given))

    # after

    def _end(self, begun: _Begun, differs: Origin | None, result: Any) -> Any:
        origins, event, call = self._step.origins, begun.event, begun.call
        if isinstance(event, LayerCalled):
            return self._layer_done(event, call, result)
        if isinstance(event, LossComputed) or (isinstance(event, DifferenceComputed) and begun.answered):
            self._listener.after(LossDone(event, call, result))
            origins.descents.put(result, Descent(AFTER_LOSS))
            return result
        if begun.origin is not None and result is _input(call):
            origins.put(result, begun.origin)
        if differs is not None and differs.difference is not None and isinstance(result, Tensor):
            result, ended = self._reduced(result)
            if ended:
                return result
        latest = begun.latest
        if latest is None:
            return result
        if call.name in names.EQUALITIES and not torch.is_grad_enabled():
            self._compared(call.args, result)
        origins.descents.put(result, self._followed(begun, latest))
        return result

    def _layer_done(self, event: LayerCalled, call: FunctionCall, result: Any) -> Any:
        origins = self._step.origins
        if isinstance(result, Tensor):
            other = self._listener.after(LayerDone(event, call, result))
            if other is not None and other is not result:
                origins.put(other, origins.get(result) or Origin("identity", root=self._step.passing))
                result = other
        origins.descents.put(result, Descent(event.order))
        return result

    def _followed(self, begun: _Begun, latest: Descent) -> Descent:
        """Where the result of a function comes from, given the latest layer among its arguments."""
        event, call = begun.event, begun.call
        if isinstance(event, FunctionApplied) and event.kind == "activation":
            given, own = _input(event.call), event.call
            kept = own.name in _SQUASHING and _input(call) is given and call.function is own.function
            in_place = getattr(own.function, "__name__", "") != own.name
            return Descent(latest.order, activated=True, raw=(lambda: given) if kept and not in_place else None)
        raw, name = latest.raw, call.name
        if raw is None:
            return latest
        function, args, kwargs = call.function, call.args, call.kwargs
        if name in names.PASSING:
            return replace(latest, raw=lambda: function(raw(), *args[1:], **kwargs))
        before = self._squashed(args)
        if name in names.NEGATIONS and before == "sigmoid":
            return replace(latest, raw=lambda: function(raw()))
        small = name in names.ADDITIONS and any(isinstance(value, float | int) for value in args)
        return latest if name == "log" or small else Descent(latest.order, latest.activated)

    def _reduced(self, value: Tensor) -> tuple[Tensor, bool]:
        """If a loss written by hand has come to its end, PyTorch's function for it may be replaced; whether it has."""
        origins = self._step.origins
        origin = origins.get(value)
        loss = origin.losses[-1] if origin is not None and origin.losses else None
        if origin is None or loss is None or loss.function != WRITTEN_OUT or loss.operands is None:
            return value, False
        descent = origins.descents.of(loss.operands.given)
        found = equivalent(loss, descent.raw if descent is not None else None)
        if found is None:
            return value, False
        own, kind = found
        event = LossComputed(own, kind, self._source(own.args[0]), by_hand=True)
        other = self._listener.before(event)
        if other is not None and (mended := replaced(own, other, value)) is not None:
            origins.put(mended, origin)
            value = mended
        self._listener.after(LossDone(event, other or own, value))
        origins.descents.put(value, Descent(AFTER_LOSS))
        return value, True

    def _compared(self, args: Arguments, result: Any) -> None:
        first, second = (*args, None, None)[:2]
        if not isinstance(first, Tensor) or not isinstance(second, Tensor) or first.shape != second.shape:
            return
        ours = [self._step.origins.descents.of(one) is not None for one in (first, second)]
        if isinstance(result, Tensor) and result.ndim and ours[0] != ours[1]:
            self._listener.after(Compared(result, second if ours[0] else first))

    # where values come from

    def _latest(self, args: Arguments, kwargs: Options) -> Descent | None:
        """The latest layer among the arguments."""
        known = map(self._step.origins.descents.of, tensors_of((*args, *kwargs.values())))
        return max((one for one in known if one is not None), key=lambda one: one.order, default=None)

    def _source(self, given: Any) -> Descent:
        return self._described(self._step.origins.descents.of(given) or Descent(), (given,))

    def _described(self, descent: Descent, values: Arguments) -> Descent:
        return descent if descent.raw is None else replace(descent, before=self._squashed(values))

    def _squashed(self, values: Arguments) -> str:
        """The softmax or sigmoid whose result is given."""
        origin = self._step.origins.first(values)
        return origin.function if origin is not None else ""


def _input(call: FunctionCall) -> Any:
    """The tensor that a function works on."""
    return argument(call.args, call.kwargs, int(call.name in names.BIASED), "input")
