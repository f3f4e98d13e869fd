"""Arithmetic: sums of layers, functions and losses that the program writes out in plain operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from torch import Tensor

from whygrad.instrument import functions as names
from whygrad.instrument._following_handlers import FollowingHandlers
from whygrad.instrument._handwritten_losses import HandwrittenLosses
from whygrad.instrument._layer_handlers import LayerHandlers
from whygrad.instrument.context import Arguments, CallContext, Options, argument, times_of
from whygrad.instrument.functions import CLASS_LOSSES, WRITTEN_OUT
from whygrad.instrument.losses import finish
from whygrad.instrument.provenance import LossCall, Origin

# What a function makes of another one's values, on the way to one that is written out.
_WRITTEN_OUT = {("sum", "exp"): "exp-sum", ("log", "exp-sum"): "logsumexp", ("log1p", "exp"): "softplus"}


class ArithmeticHandlers:
    """Sums, products, powers, reductions."""

    def __init__(
        self, context: CallContext, layers: LayerHandlers, following: FollowingHandlers, losses: HandwrittenLosses
    ) -> None:
        self._context, self._step = context, context.step
        self._layers, self._following, self._losses = layers, following, losses

    def _weigh_by_network(self, args: Arguments, losses: Sequence[LossCall]) -> None:
        """Losses of single samples that meet weights which the network itself computes, as the probabilities of its
        experts or segments: their mean is not what is minimized, so no level of it tells anything.
        """
        for weights in (one for one in args[:2] if isinstance(one, Tensor) and one.requires_grad and one.ndim):
            origin = self._step.origins.get(weights)
            if origin is not None and not origin.losses and origin.difference is None:
                for call in losses:
                    if call.reduction == "none":
                        call.weighed_by_network = True

    def arithmetic(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        self._context.use(*args[:2])
        if name in names.PRODUCTS and self._step.passing is None and self._layers.scaled(args, result):
            return
        if self._context.follow_remade_weight(args[:3], result, times_of(name, args)):
            return
        known = [origin for origin in seen or () if origin is not None]
        if not known:
            found = self._context.read_first_origin(args, kwargs)
            if found is None:
                return
            known = [found]
        name = names.out_of_place(name)
        if name in names.DIFFERENCES:
            self._losses.policies.likelihood(known, result)
        losses = tuple(dict.fromkeys(loss for origin in known for loss in origin.losses))
        if name in names.PRODUCTS:
            begun = (origin.difference.loss for origin in known if origin.difference is not None)
            self._losses.crossed.weights(args, result, (*losses, *begun))
        if losses and self._losses.is_part_of_a_likelihood(name, args, losses):
            self._step.tape.losses[:] = [call for call in self._step.tape.losses if call not in losses]
            self._context.put(result, Origin("unknown", self._context.place, root=known[0].root))
            return
        if losses:
            if name in names.PRODUCTS:
                self._losses.left_out.multiplied(args, result)
                self._weigh_by_network(args, losses)
            for call in losses:
                if name in names.PRODUCTS and call.attached and self._losses.policies.has_signed_weights(args, call):
                    call.turn_into_policy()
                if call.function == WRITTEN_OUT and name in names.QUOTIENTS:
                    call.reduction = "mean"  # a sum that is divided is a mean
                    if call.masked:
                        call.masked, call.terms = False, 1.0  # divided by how many were kept
                        with self._step.part("losses"):
                            finish(call, result.abs() if call.kind in CLASS_LOSSES else result)
            sign = self._sign(name, args)
            self._context.put(result, Origin("loss", losses=losses, root=known[0].root, sign=sign))
            return
        if self._losses.go_on(name, args, result, seen or (), known):
            return
        if self._by_hand(name, args, kwargs, result, known):
            return
        tensors = sum(isinstance(value, Tensor) for value in args[:2])
        first = known[0]
        self._following.rescale(name, args, first)
        if name in names.ADDITIONS and len(known) == 2:
            open_ = [origin for origin in known if origin.call is not None and not origin.call.activated]
            # What a layer adds to a normalized stream is what the next normalization follows.
            new = [origin for origin in open_ if origin.call is not None and origin.call.normalization == "none"]
            fresh = next(iter(new or open_), None)
            if fresh is not None and fresh.call is not None:
                fresh.call.residual = fresh.call.residual or all(o.call is not None for o in known)
                self._context.put(result, fresh)
                return
        if name in names.NEGATIONS and first.function == "sigmoid":
            self._context.put(result, first.with_(function=f"{names.NEGATIVE}sigmoid"))
        elif name == "log" and first.function in ("softmax", "sigmoid", names.SIGNED_SHARES):
            self._context.put(result, first.with_(function=f"log-{first.function}"))
        elif name in names.QUOTIENTS and first.function == "softmax" and getattr(args[1], "shape", ())[-1:] == (1,):
            self._context.put(result, first)  # made to sum to one, which it does already
        elif name in names.QUOTIENTS and len(known) == 2 and _is_share(first, known[1]):
            size = result.numel() // max(args[1].numel(), 1)
            # All of a row of ReLUs may be 0, and a 0 has no logarithm: no probabilities, whatever it is divided by.
            under = {"relu": "relu", "exp": first.under}.get(first.function, names.SHARES)
            self._context.put(
                result, first.with_(function="softmax", under=under, place=self._context.place, axis_size=size)
            )
        elif name in names.QUOTIENTS and len(known) == 2 and self._is_signed_share(first, known[1]):
            self._context.put(result, first.with_(function=names.SIGNED_SHARES, place=self._context.place))
        elif len(known) == 2 and _is_own_statistic(args, first, known[1], divides=name in names.QUOTIENTS):
            if name in names.QUOTIENTS and first.call is not None and first.call.normalization == "none":
                first.call.normalization = "layer" if args[1].shape[-1] == 1 else "batch"
            self._context.put(result, first)
        elif tensors == 1 or len(known) == 1:
            plain = first.function in ("identity", "recurrent") and name not in ("abs", "exp", "sqrt", "square", "pow")
            unbounded = "identity" if plain else "unknown"
            keeps = name in names.ADDITIONS and tensors == 1 and first.function in ("softmax", "sigmoid", "log-softmax")
            # A sum of what is never negative is never negative.
            keeps = keeps or (name in names.REDUCTIONS and first.function in ("relu", "softplus"))
            added = first.function if name == "sum" and _along_one(args[0], result) else ""
            function = first.function if keeps else unbounded
            combined = first.combined or (bool(first.cut) and (tensors > 1 or name in names.REDUCTIONS))
            self._context.put(result, first.with_(function=function, added=added, combined=combined))
        else:
            self._context.put(result, Origin("unknown", self._context.place, root=first.root))

    def _sign(self, name: str, args: Arguments) -> int:
        """Whether the result grows (1) or falls (-1) with the losses in it, 0 if with one so and with another so."""
        origins = [self._step.origins.get(value) if isinstance(value, Tensor) else None for value in args[:2]]
        signs = [origin.sign if origin is not None and origin.losses else None for origin in origins]
        if name in names.NEGATIONS:
            signs = [sign and -sign for sign in signs]
        elif name in names.DIFFERENCES:
            taken = 0 if name in names.TURNED_ROUND else 1
            signs = [sign and (-sign if place == taken else sign) for place, sign in enumerate(signs)]
        elif name in names.PRODUCTS | names.QUOTIENTS and any(_is_negative(value) for value in args[:2]):
            signs = [sign and -sign for sign in signs]
        found = {sign for sign in signs if sign is not None}
        return found.pop() if len(found) == 1 else 0 if found else 1

    def _is_signed_share(self, part: Origin, whole: Origin) -> bool:
        """Whether a model's plain output is divided by the sum of its own values, as if it were never negative."""
        same = part.call is not None and part.call is whole.call and self._step.passing is None
        return same and part.function == whole.added == "identity"

    def _by_hand(self, name: str, args: Arguments, kwargs: Options, result: Any, known: list[Origin]) -> bool:
        """Functions that are written out: exp(z) / Σ exp(z), z - ln Σ exp(z), ln(1 + exp(z))."""
        first, second = known[0], known[1] if len(known) > 1 else None
        if not isinstance(result, Tensor):
            return False
        if name == "exp":
            self._context.settle(args[0])
            self._context.put(result, first.with_(function="exp", under=first.function, place=self._context.place))
        elif (written := _WRITTEN_OUT.get((name, first.function))) is not None:
            self._context.put(result, first.with_(function=written))
        elif name in names.PRODUCTS and (tables := self._layers.factors(args[:2])) is not None:
            self._context.put(result, Origin("unknown", self._context.place, root=first.root, factors=tables))
        elif name in names.REDUCTIONS and first.factors is not None:
            self._layers.add_products(first.factors if _over(args, kwargs, args[0].ndim - 1) else None, result)
            self._context.put(result, Origin("unknown", self._context.place, root=first.root))
        elif name in names.PRODUCTS and second is not None and _same_axis(args, first, second):
            self._context.put(result, first.with_(function=names.UNIT_PRODUCT, call=None))
        elif name == "sum" and first.function == names.UNIT_PRODUCT and _over(args, kwargs, first.along):
            self._context.put(result, first.with_(function=names.COSINE, place=self._context.place))
        elif second is not None and (
            (name in names.QUOTIENTS and (first.function, second.function) == ("exp", "exp-sum"))
            or (name in names.DIFFERENCES and second.function == "logsumexp")
        ):
            rows = args[1].shape if isinstance(args[1], Tensor) else ()
            over = [axis for axis, size in enumerate(result.shape) if len(rows) == result.ndim and rows[axis] < size]
            function = "softmax" if name in names.QUOTIENTS else "log-softmax"
            along = over[0] if over else -1
            size = result.shape[along] if result.ndim else 1
            self._context.put(
                result, second.with_(function=function, place=self._context.place, axis_size=size, along=along)
            )
        else:
            return False
        return True


def _is_negative(factor: Any) -> bool:
    return isinstance(factor, int | float) and factor < 0


def _same_axis(args: Arguments, first: Origin, second: Origin) -> bool:
    """Whether rows of two tables are multiplied that both have length 1 along the same axis."""
    size = first.axis_size
    return (
        (first.function, second.function) == ("unit-length", "unit-length")
        and first.along == second.along >= 0
        and all(one.ndim == 2 and one.shape[first.along] == size for one in args[:2])
    )


def _over(args: Arguments, kwargs: Options, axis: int) -> bool:
    """Whether a sum runs over this axis alone."""
    asked = argument(args, kwargs, 1, "dim", kwargs.get("axis"))
    asked = asked[0] if isinstance(asked, tuple | list) and len(asked) == 1 else asked
    return isinstance(asked, int) and asked % args[0].ndim == axis


def _is_own_statistic(args: Arguments, output: Origin, statistic: Origin, *, divides: bool) -> bool:
    """Whether a layer's plain output meets its own mean, or is divided by its deviation, as in a normalization by hand.

    A deviation may be made in many ways: it is what there are fewer numbers of, made of the network.
    """
    call = output.call
    if call is None or call.activated or output.function != "identity":
        return False
    own = statistic.call is call or (divides and statistic.call is None and statistic.function == "unknown")
    return bool(own and args[0].numel() == call.size > args[1].numel())


def _is_share(part: Origin, whole: Origin) -> bool:
    """Whether something is divided by the sum of its own values, none of which is negative."""
    same = part.call is whole.call and part.root is whole.root
    return same and part.function in names.NEVER_NEGATIVE and whole.added == part.function


def _along_one(given: Any, result: Any) -> bool:
    """Whether a sum runs along one axis, which is kept."""
    if not isinstance(given, Tensor) or not isinstance(result, Tensor) or given.ndim != result.ndim:
        return False
    shrunk = [size for size, before in zip(result.shape, given.shape, strict=True) if size != before]
    return shrunk in ([1], [])  # of a single number the sum has the same shape
