"""Which handler a call of a PyTorch function gets, by the function's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from whygrad.instrument import functions as names
from whygrad.instrument._arithmetic_handlers import ArithmeticHandlers
from whygrad.instrument._backward_handlers import BackwardHandlers
from whygrad.instrument._fill_handlers import FillHandlers
from whygrad.instrument._following_handlers import FollowingHandlers
from whygrad.instrument._handwritten_losses import HandwrittenLosses
from whygrad.instrument._layer_handlers import LayerHandlers
from whygrad.instrument._loss_handlers import LossHandlers
from whygrad.instrument.context import Arguments, CallContext, Options, argument
from whygrad.instrument.events import ParametersWritten
from whygrad.instrument.settings import Settings
from whygrad.instrument.step import ObservedStep
from whygrad.instrument.torch_internals import is_symbolic, tensors_of


class FunctionHandlers:
    """Handles every call of a PyTorch function, by the function's name. Called in place of the function; gives what the
    function gives.
    """

    def __init__(self, step: ObservedStep, settings: Settings | None = None) -> None:
        self.context = context = CallContext(step, settings)
        self._step = step
        self._before: dict[str, Callable[..., Any]] = {}
        self._after: dict[str, Callable[..., None]] = {}
        layers = LayerHandlers(context)
        self.following = following = FollowingHandlers(context, layers)
        self.handwritten = written = HandwrittenLosses(context, following)
        arithmetic = ArithmeticHandlers(context, layers, following, written)
        fills, losses = FillHandlers(context), LossHandlers(context, written.left_out)
        backward = BackwardHandlers(context, written)
        # Names, before, after. What `before(name, args, kwargs)` gives ahead of the call is the last argument of
        # `after(name, args, kwargs, result, seen)`.
        tables: list[tuple[Any, Any, Any]] = [
            (names.PASSING, None, written.view),
            (names.CLAMPS, following.before_clamp, written.view),
            (names.ARITHMETIC, written.before_arithmetic, arithmetic.arithmetic),
            (names.CUTS, None, following.cut),
            (names.SAMPLES, None, written.policies.sample),
            (("broadcast_tensors",), None, written.policies.broadcast),
            (names.DROPOUTS, None, following.dropout),
            (names.NORMS, None, following.normalization),
            (names.DENSE, following.settle_first, layers.dense),
            (names.CONVOLUTIONS, following.settle_first, layers.convolved),
            (names.MATRIX, layers.matrix_before, layers.matrix),
            ((names.EINSUM,), layers.matrix_before, layers.einsum),
            (names.RECURRENT, following.settle_first, layers.recurrent),
            (names.CELLS, following.settle_first, layers.cell),
            (names.ATTENTION, following.settle_first, layers.attention),
            (names.EMBEDDINGS, None, layers.embedding),
            (names.DISTANCES, None, layers.distance),
            (names.COSINES, None, layers.cosine),
            (names.NORMALIZERS, following.settle_first, following.softmax),
            (names.ACTIVATIONS, following.before_activation, written.activation),
            (names.REMADE, None, following.weight_norm),
            (names.DRAWS, None, fills.drawn),
            (names.FILLS, fills.before_filled, fills.filled),
            (names.LOSSES, losses.before_loss, losses.loss),
            ((names.BACKWARD,), backward.before_backward, backward.after_backward),
            ((names.GRADIENT,), None, backward.gradients),
        ]
        for table, before, after in tables:
            for name in table:
                for spelled in (name, f"{name}_"):
                    if before is not None:
                        self._before[spelled] = before
                    self._after[spelled] = after

    def __call__(self, func: Any, args: Arguments, kwargs: Options) -> Any:
        """Call the function, with its handlers before and after."""
        step, context = self._step, self.context
        name, before, after, symbolic = "", None, None, False
        with step.part("functions"):
            context.begin()
            given = next(tensors_of(args), None)
            symbolic = is_symbolic(given)
            if given is not None and given.is_nested and given.layout is torch.strided:  # it has no shape to ask
                symbolic = True
                context.use(*args, *kwargs.values())
            name, before, after = self.methods(func, args, kwargs)
        if symbolic:
            return func(*args, **kwargs)
        result = self._handled(func, args, kwargs, (name, before, after))
        made = args[0] if result is None and args and names.writes(name) else result  # `a[mask] = b` gives nothing back
        if step.passing is None and isinstance(made, Tensor) and not made.requires_grad:
            with step.quietly("functions"):
                context.remember_maker(args, kwargs, made)
        operations = step.tape.operations if step.passing is None else None
        if operations is not None and operations.answers:
            gradient, called = torch.is_grad_enabled(), name or getattr(func, "__name__", "")
            with step.quietly("levels"):
                operations.called(called, func, args, kwargs, result, gradient=gradient)
        return result

    def _handled(self, func: Any, args: Arguments, kwargs: Options, methods: tuple[str, Any, Any]) -> Any:
        """Call the function, with the handlers that its name has."""
        step, context, (name, before, after), seen = self._step, self.context, methods, None
        if step.waiting and args and names.writes(name):
            with step.quietly("steps"):
                step.emit(ParametersWritten(args, fills=name in names.FILLS))
        if after is None:
            result = func(*args, **kwargs)
            if isinstance(result, Tensor) and (result.requires_grad or (step.passing is not None and name)):
                with step.quietly("functions"):
                    if step.passing is not None and name and (result.is_floating_point() or result.is_complex()):
                        context.use(*args, *kwargs.values())  # whatever it is made of
                    if result.requires_grad:
                        context.pass_on(args, kwargs, result)
            return result
        if before is not None:
            with step.quietly("functions"):
                seen = before(name, args, kwargs)
        result = func(*args, **kwargs)
        with step.quietly("functions"):
            after(name, args, kwargs, result, seen)
            if step.origins.derivatives:
                self.handwritten.crossed.derivative(name, args, result)
        return result

    def methods(self, func: Any, args: Arguments, kwargs: Options) -> tuple[str, Any, Any]:
        """The function's name, and what is to be done before and after a call of it."""
        name = getattr(func, "__name__", "")
        if name == "__get__":
            name = getattr(getattr(func, "__self__", None), "__name__", "")
            name = {"T": "t", "mT": "t", "data": "detach"}.get(name, "")
        elif name == "__set__":
            name = f"set_{getattr(getattr(func, '__self__', None), '__name__', '')}"
        after, plain = self._after.get(name), names.out_of_place(name)
        if plain in names.CLAMPS and plain != "clamp_max" and _is_relu(args, kwargs):
            name, after = "relu", self._after["relu"]
        elif plain == "leaky_relu" and argument(args, kwargs, 1, "negative_slope", 0.01) == 1:
            name, after = "contiguous", self._after["contiguous"]  # a slope of 1 on both sides bends nothing
        elif plain == "hardtanh" and not _is_unit(args, kwargs):
            name, after = "clamp", self._after["clamp"]
        elif name in ("max", "min") and isinstance(argument(args, kwargs, 1, "other"), Tensor):
            name, after = f"{name}imum", self._after[f"{name}imum"]  # of two tensors, as torch.maximum
        return name, self._before.get(name), after


def _is_relu(args: Arguments, kwargs: Options) -> bool:
    """Whether a clamp lets all that is above 0 through, and nothing below."""
    low, high = argument(args, kwargs, 1, "min"), argument(args, kwargs, 2, "max")
    return isinstance(low, int | float) and low == 0 and high is None


def _is_unit(args: Arguments, kwargs: Options) -> bool:
    """Whether a hard tanh ends at -1 and 1."""
    return (argument(args, kwargs, 1, "min_val", -1.0), argument(args, kwargs, 2, "max_val", 1.0)) == (-1.0, 1.0)
