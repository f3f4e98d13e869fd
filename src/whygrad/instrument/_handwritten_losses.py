"""Losses written out by the user in plain operations: followed from where outputs meet targets to the number that
backward begins at.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from whygrad.instrument import functions as names
from whygrad.instrument._crossed_pairs import CrossedPairs
from whygrad.instrument._following_handlers import FollowingHandlers
from whygrad.instrument._left_out import LeftOutSamples
from whygrad.instrument._policy_losses import PolicyLosses
from whygrad.instrument._sample_losses import SampleLosses
from whygrad.instrument.context import Arguments, CallContext, Options, argument
from whygrad.instrument.losses import finish, huber
from whygrad.instrument.modules import has_parameters
from whygrad.instrument.provenance import Difference, LossCall, Operands, Origin, Term
from whygrad.instrument.torch_internals import all_true, is_measurable, plain

# What a difference, product or choice has become by the time it is summed up, and the kind of loss it then is.
_KINDS: dict[Term, str] = {
    "": "difference",
    "mixed": "difference",
    "squared": "squared",
    "absolute": "absolute",
    "nll": "nll",
    "picked": "nll",
    "binary": "binary",
    "binary-logits": "binary-logits",
    "cross-entropy": "cross-entropy",
    "side": "margin",
    "huber": "huber",
}
# What a product of targets with these is a term of.
_TERMS: dict[str, Term] = {"log-softmax": "nll", f"log-{names.SIGNED_SHARES}": "nll", "log-sigmoid": "half"}
# Whose sign may come later.
_SIGNED: frozenset[Term] = frozenset(("nll", "picked", "half", "binary", "binary-logits", "cross-entropy", "side"))


class HandwrittenLosses:
    """Follows a loss through one method for each kind of operation."""

    def __init__(self, context: CallContext, following: FollowingHandlers) -> None:
        self._context, self._step = context, context.step
        self._following = following
        self.left_out, self.crossed = LeftOutSamples(context), CrossedPairs(context)
        self.policies, self.samples = PolicyLosses(context), SampleLosses(context, self._reduced)

    def before_arithmetic(self, name: str, args: Arguments, kwargs: Options) -> tuple[Origin | None, ...]:
        if names.out_of_place(name) in names.ADDITIONS:
            self.samples.add(args[:2])
        values: list[Any] = [one for one in args if not (isinstance(one, Tensor) and one.dtype == torch.bool)]
        origins = tuple(self._context.read_origin(value) if isinstance(value, Tensor) else None for value in values[:2])
        if len(origins) == 2 and all(origins) and names.out_of_place(name) in names.ADDITIONS:
            for value in args[:2]:
                self._context.settle(value)
        self._following.before_arithmetic(name, args)
        if len(origins) == 2 and names.out_of_place(name) in names.DIFFERENCES:
            return self._targets_left_over(values, origins)
        return origins

    def _targets_left_over(self, values: list[Any], origins: tuple[Origin | None, ...]) -> tuple[Origin | None, ...]:
        """A difference that was made without gradients, of what a network left over of its targets or of an action that
        was sampled of it, is a target itself for another output: the origins without it.
        """
        one, other = origins
        if one is None or other is None or values[0].requires_grad == values[1].requires_grad:
            return origins
        given, target = (one, other) if values[0].requires_grad else (other, one)
        if given.difference is not None or not (left_over(target) or _is_reward(target)):
            return origins
        self._step.left_over.add(self._context.place)
        return tuple(origin if origin is given else None for origin in origins)

    def go_on(self, name: str, args: Arguments, result: Any, seen: Any, known: list[Origin]) -> bool:
        """Whether a difference, product or choice of outputs and targets began here, or went on."""
        if not isinstance(result, Tensor):
            return False
        # Whatever else of the network joins it, as a variance does in a likelihood, pairs of all with all stay what
        # they are.
        begun = [one for one in known if one.difference is not None]
        paired = [one for one in begun if one.difference is not None and one.difference.loss.paired]
        first = next(iter(paired), next(iter(begun), known[0]))
        difference = first.difference
        if (difference is None or difference.kind == "picked") and self._begins(name, args, result, seen, known):
            return True
        if difference is None:
            return False
        if name in names.REDUCTIONS:
            self._reduced(name, args, result, first, difference)
            return True
        on = self._goes_on(name, args, result, known, first, difference)
        cut = "" if name == "where" else first.cut  # of each its part
        self._context.put(result, first.with_(difference=on, cut=cut))
        return True

    # where it begins

    def _begins(self, name: str, args: Arguments, result: Tensor, seen: Any, known: list[Origin]) -> bool:
        both = len(args) > 1 and all(isinstance(value, Tensor) for value in args[:2])
        if not both or len(known) != 1:
            return False
        given, target = (value for value in (args[:2] if seen and seen[0] is not None else args[1::-1]))
        if not target.ndim and given.numel() == 1:
            target = target.reshape(given.shape)  # of one sample, as `for x, y in zip(X, Y)` hands it out
        if not (given.ndim and target.ndim) or _is_the_same_for_all(target, given, result):
            return False
        if self.crossed.answers(given, target, result, known[0]):
            return True
        wanted = name in names.DIFFERENCES or name in names.PRODUCTS
        if not wanted or not _meet(given, target, self._context.gradient):
            return False
        first, kind = known[0], ""
        if name in names.PRODUCTS:
            stack = self._step.stack
            if first.difference is not None or (stack and has_parameters(stack[-1])):
                return False  # a mask inside of the network
            own = result.numel() > max(given.numel(), target.numel())  # pairs of all with all
            if given.shape != target.shape and not own:
                return False
            target = target.to(given.dtype)  # a factor is a share, whatever its type: no number of a class
            # One term of a binary cross-entropy; the second term may follow.
            kind = _TERMS.get(first.function, "product")
            if kind != "product" and all_true(target <= 0):
                target = -target  # -y ln p
        self._context.settle(given)
        call = LossCall(
            names.WRITTEN_OUT, "binary" if kind == "half" else kind or "squared", self._context.place, first,
            grad_enabled=self._context.gradient, left_over=self._context.place in self._step.left_over,
            answers=self._step.origins.made_by(target) if given.requires_grad else None,
        )  # fmt: skip
        if self._context.keeps_operands:
            call.operands = Operands(given, target)
        self._context.describe_written_out(
            call, given.detach().exp() if kind == "half" else given.detach(), target, given.requires_grad
        )
        self._context.put(result, first.with_(difference=Difference(call, kind)))
        return True

    def output_of(self, args: Arguments) -> int | None:
        """Which of the two arguments of a difference is an output that meets its target here; `None` if neither is."""
        if len(args) < 2 or not all(isinstance(value, Tensor) and value.ndim for value in args[:2]):
            return None
        origins = [self._step.origins.get(value) for value in args[:2]]
        given = int(origins[0] is None)
        origin = origins[given]
        if origin is None or origins[1 - given] is not None or origin.losses:
            return None
        begun = origin.difference is not None and origin.difference.kind != "picked"
        gradient = torch.is_grad_enabled()  # the call is still to come: the context holds that of the one before
        return given if not begun and _meet(args[given], args[1 - given], gradient) else None

    def view(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        if name == "gather":
            self.policies.likelihood([self._context.read_origin(argument(args, kwargs, 2, "index"))], result)
        given: Any = args[0] if args else None
        listed = isinstance(given, tuple | list) and isinstance(result, Tensor)
        if listed and self.samples.join(given, result):
            return
        self._following.view(name, args, kwargs, result, seen)
        if not isinstance(given, Tensor) or not isinstance(result, Tensor):
            return
        origin = self._step.origins.get(result)
        if origin is None:
            return
        if origin.difference is not None:
            if names.out_of_place(name).startswith("clamp") and origin.difference.kind == "margin":
                self._context.put(result, origin.with_(difference=replace(origin.difference, kind="side")))
            return
        if origin.losses and name in names.RESHAPING:
            self.left_out.reshaped(given, result)
        if origin.losses and name in ("__getitem__", "masked_select"):
            self.left_out.picked(args, result)
        if name in ("gather", "__getitem__", "take_along_dim"):
            self._picked(name, given, args, kwargs, result, origin)

    def _picked(
        self, name: str, given: Tensor, args: Arguments, kwargs: Options, result: Tensor, origin: Origin
    ) -> None:
        """Of each sample the value of one class: `log_p.gather(1, y[:, None])`, `log_p[range(n), y]`."""
        if not given.is_floating_point() or given.ndim < 2 or not (given.requires_grad or not self._context.gradient):
            return
        if name == "__getitem__":
            key: Any = args[1]
            if not isinstance(key, tuple) or len(key) != 2 or given.ndim != 2 or not isinstance(key[1], Tensor):
                return
            rows, target = key
            if isinstance(rows, slice) or not hasattr(rows, "__len__") or len(rows) != len(given):
                return
            whole, axis = not target.is_floating_point() and target.dtype != torch.bool, 1
        else:
            index = argument(args, kwargs, 2 if name == "gather" else 1, "index" if name == "gather" else "indices")
            axis = argument(args, kwargs, 1 if name == "gather" else 2, "dim", -1)
            if not isinstance(index, Tensor) or not isinstance(axis, int) or index.ndim != given.ndim:
                return
            axis %= given.ndim
            if index.shape[axis] != 1 or axis == 0:
                return
            target, whole = index.squeeze(axis), True
        if not whole or given.shape[axis] < 2 or origin.function == "recurrent" or target.shape[0] != given.shape[0]:
            return
        self._context.settle(given)
        # What kind of loss it is, is known at its end: until then a value of the network was chosen.
        call = LossCall(names.WRITTEN_OUT, "nll", self._context.place, origin, grad_enabled=self._context.gradient)
        if self._context.keeps_operands:
            call.operands = Operands(given, target, axis)
        logs = given.detach().clamp_min(1e-30).log() if origin.function == "softmax" else given
        self._context.describe_written_out(call, logs.detach().movedim(axis, 1), target, given.requires_grad)
        self._context.put(
            result, origin.with_(difference=Difference(call, "nll" if origin.function == "log-softmax" else "picked"))
        )

    # how it goes on

    def _goes_on(self, name: str, args: Arguments, result: Tensor, known: list[Origin], first: Origin,
                 difference: Difference) -> Difference:  # fmt: skip
        kind, call = difference.kind, difference.loss
        if name in names.PRODUCTS and kind not in ("", "product", "margin") and call.attached:
            self.policies.has_signed_weights(args, call)
        if name == "where":
            turns = kind in ("", "squared", "absolute", "mixed") and _is_huber(call, result)
            return replace(difference, kind="huber", terms=1.0) if turns else replace(difference, kind="mixed")
        others = [one for one in known if one is not first]
        if others:
            return replace(difference, kind=self._joined(name, result, kind, call, others))
        number = next((one for one in args[:2] if isinstance(one, int | float)), None)
        data = next((one for one in args[:2] if isinstance(one, Tensor) and self._step.origins.get(one) is None), None)
        if kind in ("product", "margin") and data is not None and data.requires_grad:
            return replace(difference, kind="other")  # of the network, too: no target says which side is meant
        if kind in ("product", "margin") and name in ("exp", "log1p"):
            call.delta = math.nan
            return replace(difference, kind="side")
        if kind == "product":
            shifted = number is not None and name in (*names.ADDITIONS, "rsub", "__rsub__", "sub", "__sub__")
            call.delta = abs(number) if shifted and number is not None else math.nan
            return replace(difference, kind="margin" if shifted and _sides(call) else kind)
        if kind == "margin":
            return replace(difference, kind="side" if name in ("maximum", "clamp") else kind)
        if kind == "picked" and name == "log":
            return replace(difference, kind="nll")
        if kind in ("nll", "picked", "half", "binary") and data is not None and data.ndim:
            # Weights of samples, such as returns, make it another loss; a mask leaves places of sequences out.
            mask = name in names.PRODUCTS and len(call.target_shape) > 1 and all_true(data == data * data)
            return replace(difference, kind=kind if mask else "other", masked=True)
        squares = name == "square" or (name == "pow" and isinstance(args[-1], int | float) and args[-1] == 2)
        if squares or (name in names.PRODUCTS and len(args) > 1 and args[0] is args[1]):
            return replace(difference, kind="squared" if kind == "" else "mixed", terms=difference.terms**2)
        if name in ("abs", "absolute"):
            return replace(difference, kind=kind or "absolute")
        if name in names.PRODUCTS or name in names.QUOTIENTS:
            return self._weighed(name, difference, number, data)
        if kind in ("", "squared", "absolute", "huber") and not call.paired and name not in names.NEGATIONS:
            return replace(difference, kind="mixed")
        return difference

    def is_part_of_a_likelihood(self, name: str, args: Arguments, losses: Sequence[LossCall]) -> bool:
        """Whether a sum of the scores that a network gave the right answers meets what else it made of its scores: the
        logarithm of a sum over all answers, as of all sequences of tags (Lafferty, McCallum & Pereira 2001). By
        themselves the scores are no logarithms of probabilities, and no loss.
        """
        if name not in names.DIFFERENCES and name not in names.ADDITIONS:
            return False
        others = [one for one in args[:2] if isinstance(one, Tensor) and one.requires_grad]
        return all(call.scores for call in losses) and any(
            (origin := self._step.origins.get(one)) is None or not origin.losses for one in others
        )

    @staticmethod
    def _weighed(name: str, difference: Difference, number: float | None, data: Tensor | None) -> Difference:
        """Single losses are multiplied or divided: by a number, which changes no more than their unit; by a mask, or by
        how many of it were kept; or by what makes them something else.
        """
        if data is None:
            scale = abs(number or 0) if name in names.PRODUCTS else 1 / abs(number) if number else 0
            return replace(difference, terms=difference.terms * scale) if scale else difference
        if name in names.PRODUCTS:
            difference.loss.values["uneven"] = ((data != 0) & (data != 1)).sum()
            return replace(difference, masked=True)
        if difference.masked:
            return replace(difference, masked=False, terms=1.0)
        return replace(difference, kind="mixed")

    @staticmethod
    def _joined(name: str, result: Tensor, kind: Term, call: LossCall, others: list[Origin]) -> Term:
        """The kind of loss after two terms of the network were combined."""
        added = name in names.ADDITIONS or name in names.DIFFERENCES
        if added and (kind == "binary" or (kind == "half" and any(one.difference is not None for one in others))):
            return "binary"
        if added and result.ndim and all(one.difference is None for one in others):
            known = {one.function for one in others}
            if kind in ("picked", "product") and "logsumexp" in known:
                return "cross-entropy"
            logit = call.origin.function in ("identity", "recurrent", "sigmoid")
            if kind == "product" and known & {"softplus", "relu"} and logit:
                return "binary-logits"  # ln(1 + exp(z)) - y z, and not a rate less a count times its logarithm
            if kind in ("binary-logits", "cross-entropy"):
                return kind
        if call.paired:
            return ""
        return "mixed" if kind in ("", "mixed", "squared", "absolute") else "other"

    def _reduced(self, name: str, args: Arguments, result: Tensor, first: Origin, difference: Difference) -> None:
        """A mean or a sum: of all, so that the loss is known, or along some axis."""
        call, kind = difference.loss, difference.kind
        added = args[0].numel() / max(result.numel(), 1) if name == "sum" and args else 1.0
        difference = replace(difference, terms=difference.terms * added)
        if result.ndim:
            kept = difference if kind or call.paired else replace(difference, kind="mixed")
            self._context.put(result, first.with_(difference=kept))
            return
        unknown = kind not in _KINDS or (kind == "picked" and (first.function == "softmax" or not result.requires_grad))
        if unknown and call.weights_shape:  # whatever it was made into, the weights of all met it
            call.turn_into_policy()
            self._step.tape.losses.append(call)
            self._context.put(result, Origin("loss", losses=(call,), root=first.root))
            return
        if unknown and not call.paired:
            self._context.put(result, Origin("unknown", self._context.place, root=first.root, cut=first.cut))
            return
        loss = "difference" if unknown else _KINDS[kind]
        if loss != call.kind and call.given is not None and call.target is not None:
            chosen = call.kind == "nll"  # a class's number is no value that an output could have
            call.kind, call.values = loss, {key: one for key, one in call.values.items() if key == "uneven"}
            if not chosen:
                self._context.describe_written_out(call, call.given, call.target, call.attached)
        # Of a sample's row of classes all but one are left out, or weighed by shares that add up to 1.
        rows = loss in ("cross-entropy", "nll") and not call.whole
        call.kind, call.reduction, call.masked = loss, name, difference.masked
        call.scores = difference.kind == "picked"
        call.terms = difference.terms / (math.prod(call.input_shape[1:2]) if rows else 1)
        with self._step.part("losses"):
            finish(call, result.abs() if difference.kind in _SIGNED else result)  # its sign may come later
        self._step.tape.losses.append(call)
        self._context.put(result, Origin("loss", losses=(call,), root=first.root))

    def activation(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Origin | None) -> None:
        self._following.activation(name, args, kwargs, result, seen)
        origin = self._step.origins.get(result) if isinstance(result, Tensor) else None
        if origin is not None and origin.difference is not None and origin.difference.kind in ("margin", "product"):
            if origin.function != "relu":
                origin.difference.loss.delta = math.nan
            kind = "side" if _sides(origin.difference.loss) else "other"
            self._context.put(result, origin.with_(difference=replace(origin.difference, kind=kind)))


def _meet(given: Tensor, target: Tensor, gradient: bool) -> bool:
    """Whether a loss may be computed of these: in training, or in an evaluation, where no `gradient` is recorded."""
    wanted = given.requires_grad or not gradient
    return given.is_floating_point() and wanted and not target.requires_grad


def _is_the_same_for_all(target: Tensor, given: Tensor, result: Tensor) -> bool:
    """Whether numbers that lack the samples' axis lie across what is given for each sample, as the marks of an axis
    (1, K) beside answers (N, 1): no sample's target. Numbers (N,) beside answers (T, N, 1) are targets that lack the
    last axis.
    """
    rows = given.shape[0]
    if given.shape[-1] == 1 and given.shape[:-1][-target.ndim :] == target.shape:
        return False
    return rows > 1 and rows not in target.shape and result.numel() > max(given.numel(), target.numel())


def left_over(origin: Origin | None) -> bool:
    """Whether a tensor is data less what a network says of it."""
    difference = origin.difference if origin is not None else None
    return difference is not None and difference.loss.kind == "squared" and difference.kind in ("", "mixed")


def _is_reward(origin: Origin) -> bool:
    """Whether a difference is of what was cut off from a network's graph, as an action that was sampled is."""
    return origin.difference is not None and origin.difference.loss.origin.cut != ""


def _is_huber(call: LossCall, result: Tensor) -> bool:
    """Whether a choice between a difference's square and its size is Huber's, which turns at 1."""
    given, target = call.given, call.target
    if given is None or target is None or not given.shape == target.shape == result.shape:
        return False
    if not is_measurable(result) or result.is_complex():
        return False
    return bool(torch.allclose(plain(result).detach(), huber(given - target, 1.0).to(result.dtype), rtol=1e-4))


def _sides(call: LossCall) -> bool:
    """Whether the targets are those of two sides, or leave out: -1, 0 and 1."""
    target = call.target
    return target is not None and all_true((target.abs() == 1) | (target == 0))
