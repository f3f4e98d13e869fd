"""Backward passes, and gradients that the program asks for."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from whygrad.instrument._handwritten_losses import HandwrittenLosses
from whygrad.instrument.context import Arguments, CallContext, Options, argument
from whygrad.instrument.events import BackwardBegins, BackwardDone
from whygrad.instrument.provenance import Origin
from whygrad.instrument.torch_internals import is_in_backward, is_wrapped, plain


class BackwardHandlers:
    """Which losses and passes a backward pass comes by."""

    def __init__(self, context: CallContext, handwritten: HandwrittenLosses) -> None:
        self._context, self._step = context, context.step
        self._handwritten = handwritten

    def before_backward(self, name: str, args: Arguments, kwargs: Options) -> None:
        if is_in_backward():  # part of a pass that goes on, as of checkpoints
            return
        roots = args[0] if isinstance(argument(args, kwargs, 0, "tensors"), Tensor) else None
        self._handwritten.samples.finish(roots)
        origin = self._context.read_first_origin(args, kwargs)
        if origin is not None:
            for loss in origin.losses:
                loss.trained = True
                if loss.origin.root is not None:
                    loss.origin.root.trained = True
            if origin.root is not None:
                origin.root.trained = True
        tape = self._step.tape
        signed = origin is not None and origin.losses and all(loss.is_to_fall for loss in origin.losses)
        tape.signs.append(origin.sign if origin is not None and signed else 0)
        tape.backwards += 1
        tape.backward_place = self._context.place
        if roots is not None and roots.numel() == 1:
            tape.roots.append(plain(roots).detach().reshape(()))
        if tape.operations is not None:
            with self._step.part("levels"):
                tape.operations.backward(roots)
        self._step.emit(BackwardBegins(roots))

    def after_backward(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        if not is_in_backward():
            self._step.emit(BackwardDone())

    def gradients(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        """`torch.autograd.grad` gave the gradients of weights: a backward pass, if no optimizer makes the updates.

        Inside of a backward pass they are a part of it: an adjoint method asks for them at every time of its equation.
        """
        if is_in_backward():
            return
        outputs, inputs = argument(args, kwargs, 0, "outputs"), argument(args, kwargs, 1, "inputs")
        weights = [inputs] if isinstance(inputs, Tensor) else list(inputs)
        step = self._step
        for one in (outputs,) if isinstance(outputs, Tensor) else outputs:
            origin = step.origins.get(one)
            self._differentiated(origin or step.origins.derivatives.of(one), weights, result)
            for loss in origin.losses if origin is not None else ():
                loss.descended = True
        if any(map(is_wrapped, weights)):  # `torch.func.grad` asks
            weights, result = [plain(weight) for weight in weights], [plain(one) for one in result]
        elif argument(args, kwargs, 4, "create_graph", False):
            step.tape.given |= {id(weight) for weight in weights}
            # Such a derivative is a part of what is trained, as in an equation's residual: no gradient of the loss.
            for call in (one for calls in step.tape.calls.values() for one in calls):
                call.gradient_stage = -1
                call.values.pop("backprop_square", None)
            return
        if not any(id(weight) in step.tape.used for weight in weights) or not step.can_follow(weights):
            return
        self.before_backward(name, (outputs,) if isinstance(outputs, Tensor) else tuple(outputs), {})
        step.given |= {id(w): given for w, given in zip(weights, result, strict=False) if isinstance(given, Tensor)}
        step.emit(BackwardDone())

    def _differentiated(self, origin: Origin | None, inputs: list[Tensor], result: Any) -> None:
        """A network's answers, or derivatives of them, were differentiated by what it was given."""
        if origin is None or origin.losses:
            return
        source = Origin("unknown", self._context.place, root=origin.root)
        for one, given in zip(inputs, result, strict=False):
            if isinstance(given, Tensor) and given.requires_grad and not isinstance(one, torch.nn.Parameter):
                self._step.origins.derivatives.put(given, source)
