"""What the interventions answer to the instrument's events, and what the score is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from whygrad.instrument.calls import (
    CallEvent,
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
    ValueEvent,
)
from whygrad.instrument.functions import WRITTEN_OUT
from whygrad.trial.rerun.intervention import Call, Intervention, LayerCall, LossCall
from whygrad.trial.rerun.job import ScriptFacts
from whygrad.trial.rerun.score import Score
from whygrad.trial.rerun.state import RunState


class InterventionCalls:
    """Listens to the calls of one re-run: `before` and `after` as the instrument asks for them."""

    def __init__(self, interventions: Sequence[Intervention], facts: ScriptFacts, score: Score, run: RunState) -> None:
        self._interventions, self._facts = interventions, facts
        self._score, self._run = score, run
        loss = facts.program.loss
        self._by_hand = loss is not None and loss.function == WRITTEN_OUT

    def before(self, event: CallEvent) -> FunctionCall | None:
        """The interventions change the call, one after the other."""
        match event:
            case LayerCalled():
                return self._layer(event)
            case TableRead():
                return self._table(event)
            case LossComputed():
                return self._loss(event)
            case DifferenceComputed():
                return self._difference(event)
            case DataSliced():
                return self._sliced(event)
            case FunctionApplied(call, source, kind):
                described = Call.of(call, source, last=self._last(source.order))
                return self._changed(described, lambda one: getattr(one, kind))

    def after(self, event: ValueEvent) -> Tensor | None:
        """The interventions change what a layer computed; the score sees losses and decisions."""
        match event:
            case LayerDone(layer, call, result):
                made = self._layer_call(layer, call)
                for intervention in self._interventions:
                    result = intervention.after_layer(made, result)
                return result
            case LossDone(loss, call, value):
                if isinstance(loss, LossComputed):
                    self._loss_done(loss, call, value)
                else:
                    self._difference_done(loss, call)
            case Compared(hits, target):
                with self._run.scoring():
                    self._score.compared(hits, target, self._run.updates)
        return None

    def _last(self, order: int) -> bool:
        return 0 <= order == self._facts.layers - 1

    def _changed(self, call: Call, moment: Callable[[Intervention], Callable[[Any], None]]) -> FunctionCall:
        for intervention in self._interventions:
            moment(intervention)(call)
        return _plain(call)

    # layers

    def _layer_call(self, event: LayerCalled, call: FunctionCall) -> LayerCall:
        return LayerCall.of(
            call, order=event.order, last=self._last(event.order), weights=list(event.weights), outer=event.from_data,
            axis=event.axis,
        )  # fmt: skip

    def _layer(self, event: LayerCalled) -> FunctionCall:
        for weight in event.weights:
            self._run.parameters.setdefault(id(weight), weight)
        call = self._layer_call(event, event.call)
        if call.outer:
            with self._run.scoring():
                self._score.column(call.order, call.given, call.axis)
        for intervention in self._interventions:
            if event.first:
                intervention.weights(call)
            intervention.layer(call)
        return _plain(call)

    def _table(self, event: TableRead) -> FunctionCall:
        """Rows of a table that may meet another's in products: its first values are a layer's first weights."""
        call = event.call
        if event.first and self._facts.program.products:
            return self._changed(LayerCall.of(call, weights=[event.weight]), lambda one: one.weights)
        return call

    # losses

    def _loss(self, event: LossComputed) -> FunctionCall | None:
        if event.by_hand and not self._by_hand:
            return None
        own = event.call
        call = LossCall.of(own, event.source, last=self._last(event.source.order), kind=event.kind)
        self._offer_loss(call)
        unchanged = call.function is own.function and call.kwargs == own.kwargs and len(call.args) == len(own.args)
        unchanged = unchanged and all(one is other for one, other in zip(call.args, own.args, strict=True))
        return None if event.by_hand and unchanged else _plain(call)

    def _difference(self, event: DifferenceComputed) -> FunctionCall | None:
        """A loss written by hand begins: output minus target, or target minus output."""
        if not self._by_hand or not self._last(event.source.order):
            return None
        own = event.call
        pair = list(own.args[:2]) if not event.given else [own.args[1], own.args[0]]
        call = LossCall(
            WRITTEN_OUT, own.function, pair, dict(own.kwargs), event.source.order, last=True, kind="squared"
        )  # fmt: skip
        self._offer_loss(call)
        if call.function is own.function and event.given:
            call.args.reverse()
        return FunctionCall(own.name, call.function, (*call.args, *own.args[2:]), call.kwargs)

    def _offer_loss(self, call: LossCall) -> None:
        with self._run.scoring():
            self._score.targets(call)
        for intervention in self._interventions:
            intervention.loss(call)

    def _loss_done(self, event: LossComputed, call: FunctionCall, value: Any) -> None:
        if event.by_hand and not self._by_hand:
            return
        with self._run.scoring(), torch.no_grad():
            value = call.run() if event.by_hand else value
            self._score.loss(LossCall.of(call, kind=event.kind), value, self._run.updates)

    def _difference_done(self, event: DifferenceComputed, call: FunctionCall) -> None:
        """Output and target are known; a difference is no loss yet, so that it has no value."""
        if not self._by_hand:
            return
        pair = list(call.args[:2])
        if event.given and call.function is event.call.function:
            pair.reverse()
        with self._run.scoring(), torch.no_grad():
            made = LossCall(WRITTEN_OUT, call.function, pair, dict(call.kwargs), kind="squared")
            self._score.loss(made, None, self._run.updates)

    # data

    def _sliced(self, event: DataSliced) -> FunctionCall | None:
        tensor, index = event.call.args
        if not torch.is_grad_enabled() or tensor.requires_grad or not tensor.ndim:
            return None
        for intervention in self._interventions:
            with self._run.unobserved():
                other = intervention.sliced(tensor, index)
            if other is not None:
                return FunctionCall(event.call.name, _returning(other), event.call.args, {})
        return None


def _returning(value: Any) -> Callable[..., Any]:
    """A function of whatever arguments that gives `value`."""
    return lambda *_args: value


def _plain(call: Call) -> FunctionCall:
    return FunctionCall(call.name, call.function, tuple(call.args), call.kwargs)
