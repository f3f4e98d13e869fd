"""What follows layers: normalization, dropout, activations, other shapes."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor

from whygrad.instrument import functions as names
from whygrad.instrument import layer_statistics
from whygrad.instrument._gates import watch_part
from whygrad.instrument._layer_handlers import LayerHandlers
from whygrad.instrument.confusion import confusion
from whygrad.instrument.context import Arguments, CallContext, Options, argument, fits, is_parameter, times_of
from whygrad.instrument.layer_call import Call
from whygrad.instrument.passes import EvaluationScore
from whygrad.instrument.post_model import outside
from whygrad.instrument.provenance import Origin


class FollowingHandlers:
    """One method for each kind of function that follows layers; `before_…` runs ahead of it."""

    def __init__(self, context: CallContext, layers: LayerHandlers) -> None:
        self._context, self._step = context, context.step
        self._layers = layers

    def normalization(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        if name == "batch_norm":
            kept = argument(args, kwargs, 1, "running_mean")
            training = argument(args, kwargs, 5, "training", False)
            if kept is not None:
                self.count_mode("batch normalization", bool(training))
            self._context.use(argument(args, kwargs, 3, "weight"), argument(args, kwargs, 4, "bias"))
        else:
            self._context.use(args, tuple(kwargs.values()))
        origin = self._context.read_origin(args[0]) if args else None
        if origin is None and args and self._context.gradient:
            if name in ("batch_norm", "instance_norm"):
                self._step.tape.rescaled = True
            else:  # each sample by itself: columns stay as unlike as they were
                self._layers.feed(self._context.place, args[0])
        if origin is not None and origin.call is not None:
            if origin.call.normalization == "none":
                origin.call.normalization = names.NORMS[name]
            self._context.put(result, origin.with_(function="identity"))
        else:
            self._context.put(result, Origin("identity", self._context.place, root=self._step.passing))

    def count_mode(self, what: str, training: bool) -> None:
        passing = self._step.passing
        if passing is not None:
            passing.modes[0 if training else 1] += 1
            passing.names.add(what)

    def weight_norm(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        self._context.use(*args)
        if not self._context.follow_remade_weight(args[:2], result):
            self._context.pass_on(args, kwargs, result)

    def dropout(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        share = float(argument(args, kwargs, 1, "p", 0.5))
        if share > 0:
            self.count_mode("dropout", bool(argument(args, kwargs, 2, "training", True)))
        origin = self._context.read_first_origin(args, kwargs)
        if origin is not None:
            if origin.call is not None:
                origin.call.dropout = share
            self._context.put(result, origin)

    def before_activation(self, name: str, args: Arguments, kwargs: Options) -> Origin | None:
        given = argument(args, kwargs, 0, "input")
        origin = self._context.read_origin(given)
        call = origin.call if origin is not None else None
        if origin is not None and call is None and origin.lookup is not None:
            # Rows that are looked up and then bent are a layer: of one input each, the 1 of a one-hot code.
            units = origin.lookup.shape[-1]
            followed = self._layers.kind_of(origin.lookup) == names.LOOKUP
            if isinstance(given, Tensor) and given.shape[-1] == units and not followed:
                call = self._layers.new_call(origin.lookup, "embedding", 1, units, -1, given)
                origin = origin.with_(call=call, lookup=None)
        if call is not None and not call.activated and fits(call, given):
            call.activation = names.ACTIVATIONS[names.out_of_place(name)]
            with self._step.part("layers"):
                layer_statistics.describe_input(call, given, self._context.settings)
            self._context.watch_gradient(call, given)
        elif call is not None and not call.activated and isinstance(given, Tensor) and given.is_floating_point():
            call.bends = True
            with self._step.part("recurrence"):
                watch_part(call, names.ACTIVATIONS[names.out_of_place(name)], given.detach())
        return origin

    def activation(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Origin | None) -> None:
        self._context.use(*args[1:])
        function = names.ACTIVATIONS[names.out_of_place(name)]
        call = seen.call if seen is not None else None
        if call is not None and not call.activated and call.activation and isinstance(result, Tensor):
            call.activated = True
            if fits(call, result):
                with self._step.part("layers"):
                    layer_statistics.describe_output(call, result, self._context.settings)
        if seen is None and self._step.passing is None and not getattr(result, "requires_grad", False):
            return  # data
        self._context.follow_remade_weight(args[:1], result)
        origin = seen if seen is not None else Origin(root=self._step.passing)
        size = result.shape[-1] if isinstance(result, Tensor) and result.ndim else 1
        changed = origin.with_(function=function, place=self._context.place, axis_size=size, under=origin.function)
        self._context.put(result, changed)
        self.goes_outside(function, seen, result)

    def goes_outside(self, function: str, seen: Origin | None, result: Any, axis: int = -1) -> None:
        """What a model put out goes through a function of value that is no part of a model."""
        one = outside(function, self._context.place, seen, result, axis) if self._step.passing is None else None
        if one is not None:
            self._step.tape.outside.append(one)

    def settle_first(self, name: str, args: Arguments, kwargs: Options) -> Origin | None:
        """What is given goes into a layer or a softmax: nothing else follows it. Its origin."""
        given = argument(args, kwargs, 0, "input")
        self._context.settle(given)
        return self._step.origins.get(given)

    def softmax(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Origin | None) -> None:
        self._context.use(*args[:1])
        axis = argument(args, kwargs, 1, "dim")
        size = -1
        given, along = argument(args, kwargs, 0, "input"), -1
        if isinstance(given, Tensor) and given.ndim:
            axis = axis if isinstance(axis, int) else (1 if given.ndim in (2, 4) else 0)
            size, along = int(given.shape[axis]), axis % given.ndim
            if float(kwargs.get("p", 2.0)) > 2:
                along = -1  # of another norm the length may be more than 1
        self._context.follow_remade_weight(args[:1], result)
        origin = seen if seen is not None else Origin(root=self._step.passing)
        function = names.NORMALIZERS[names.out_of_place(name)]
        self._context.put(
            result,
            origin.with_(
                function=function,
                place=self._context.place,
                axis_size=size,
                along=along,
                under=origin.function,
                difference=None,
            ),
        )
        if seen is None or seen.function != "softmax" or seen.along == along:
            self.goes_outside(function, seen, result, size)

    def before_clamp(self, name: str, args: Arguments, kwargs: Options) -> None:
        """A layer's plain output is cut off at bounds, maybe in place: an activation written by hand."""
        given = argument(args, kwargs, 0, "input")
        origin = self._step.origins.get(given)
        if origin is None or origin.call is None or origin.function != "identity":
            return
        self._context.settle(given)
        origin.call.activation = origin.call.activation or names.BY_HAND
        if origin.call.activation == names.BY_HAND:
            low, high = (
                argument(args, kwargs, at, bound, kwargs.get(f"{bound}_val")) for at, bound in ((1, "min"), (2, "max"))
            )
            with self._step.part("layers"):
                layer_statistics.describe_bounds(origin.call, given.detach(), low, high)

    def view(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        origin = self._context.read_first_origin(args, kwargs)
        moved: Any = args[0] if args else None
        if self._step.passing is not None and args and isinstance(args[0], tuple | list):
            self._context.use(args[0])
        if origin is None or self._step.origins.aliased(moved) is not None:
            weight = self._context.parameter(moved)
            if is_parameter(weight):
                rows = args[-1] if args[1:] else kwargs.get("index")
                if name in names.CHOSEN_ROWS and isinstance(rows, Tensor) and rows.dtype in (torch.int64, torch.int32):
                    self._context.use(weight)
                    self._layers.take_in(id(weight), rows)
                    self._layers.rows_of_table(weight, result)
                    origin = origin or Origin("embedding", self._context.place, root=self._step.passing, lookup=weight)
                else:
                    self._context.announce(weight)  # an update is over before its parts are known
                    for part in result if isinstance(result, tuple | list) else (result,):  # as `a, b = weights` does
                        self._step.origins.alias(part, weight, self._step.origins.factor(moved))
        if origin is None:
            return
        call = origin.call
        if name in names.JOINING and args and isinstance(args[0], tuple | list):
            for part in args[0]:  # data beside what layers made of other data
                self._layers.feed((self._context.place, tuple(part.shape[1:])), part, 1 if part.ndim >= 4 else -1)
        # A single output that is squeezed away is not seen again in the shape the layer gave it.
        if call is not None and name != "permute" and not fits(call, result) and result is not moved:
            self._context.settle(moved)
        if call is not None and name in names.RESHAPING and _mixes_units(call, moved, result):
            origin = origin.with_(mixed=True)
        self._context.put(result, origin)
        if name == "permute" and call is not None and not call.activated and fits(call, moved):
            dims = argument(args, kwargs, 1, "dims")
            axes = [axis % moved.ndim for axis in (dims if isinstance(dims, tuple | list) else args[1:])]
            call.axis = axes.index(call.axis % moved.ndim) - moved.ndim

    def before_arithmetic(self, name: str, values: Arguments) -> None:
        """A layer's plain output goes into an activation written by hand: its pre-activation is known all the same."""
        bare = names.out_of_place(name)
        tensors = [value for value in values if isinstance(value, Tensor) and value.ndim]
        divisor = values[1] if bare in names.QUOTIENTS and len(values) > 1 else None
        divides = any(value is divisor for value in tensors)  # and not a layer that is divided by a number
        if bare not in names.BENDING and not (divides or bare in names.NEGATIONS or len(tensors) > 1):
            return
        if bare in names.ADDITIONS or bare in names.DIFFERENCES:
            return
        for value in tensors:
            origin = self._step.origins.get(value)
            call = origin.call if origin is not None else None
            if origin is None or call is None or call.activated or origin.difference is not None:
                continue
            if origin.cut:  # what is only told of it
                continue
            self._context.settle(value)
            masked = bare in names.PRODUCTS and any(self._side_of(call, other) for other in tensors)
            bends = bare in names.BENDING or masked or (value is divisor and fits(call, value))
            if bends and not call.activation:
                call.activation = names.BY_HAND

    def _side_of(self, call: Call, factor: Tensor) -> bool:
        """Whether a factor says on which side of a bound a layer's own output lies, as in z · (z > 0)."""
        origin = self._step.origins.get(factor)
        return origin is not None and origin.call is call and origin.cut.partition("|")[0] in names.SIDES_OF

    @staticmethod
    def rescale(name: str, args: Arguments, origin: Origin) -> None:
        """A layer's plain output is multiplied by a number: as if its weights were so many times as large. What is only
        told of it, or summed up of it, as the share of right answers, is no output.
        """
        call = origin.call
        if call is None or call.activated or origin.function != "identity" or origin.cut:
            return
        whole = any(isinstance(one, Tensor) and fits(call, one) and one.numel() == call.size for one in args[:2])
        if not whole:
            return
        if any(isinstance(value, int | float) for value in args[:2]) and (times := times_of(name, args)) is not None:
            call.scale *= times

    def normalized(self, kind: str, given: Any, result: Any) -> None:
        """A module that normalizes by plain arithmetic made `result` of `given`."""
        origin = self._context.read_origin(given)
        if origin is not None and origin.call is not None:
            if origin.call.normalization == "none":
                origin.call.normalization = kind
            self._context.put(result, origin.with_(function="identity", difference=None))

    def cut(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        origin = self._context.read_first_origin(args, kwargs)
        if origin is None:
            self._cut_parameter(args, result)
            return
        if names.out_of_place(name) in names.COMPARISONS and origin.root is not None:
            origin.root.compared = True
            predicted = origin.cut and not origin.combined
            if name in names.EQUALITIES and predicted and isinstance(result, Tensor) and result.ndim:
                with self._step.part("evaluations"):
                    score = self._compared(args, origin.root.output, result)
                    origin.root.compared_score = score or origin.root.compared_score
        if origin.function == names.SAMPLED and name in names.READ_OUT:
            self._step.tape.sampled = True
        cut = origin.with_(cut=f"{names.out_of_place(name)}|{self._context.place}")
        for one in result if isinstance(result, tuple | list) else (result,):  # the largest values keep their gradient
            self._context.put(one, origin if isinstance(one, Tensor) and one.requires_grad else cut)

    def _compared(self, args: Arguments, output: tuple[int, ...], right: Tensor) -> EvaluationScore | None:
        """What answers are worth that were compared with classes, one a sample: `right` where they are the same. How
        many samples got one answer is no accuracy. The classes are what is no answer; of one output there are two.
        """
        sides = [one for one in args if isinstance(one, Tensor) and one.numel() == len(right)]
        if len(sides) != 2 or right.numel() != len(right):
            return None
        targets = [one for one in sides if self._step.origins.get(one) is None and not one.is_floating_point()]
        classes = max(output[-1], 2) if len(output) == 2 else 0
        table = None
        if len(targets) == 1:
            answers = sides[0] if targets[0] is sides[1] else sides[1]
            table = confusion(answers, targets[0], classes)
        counts = table.sum(0) if table is not None else None
        return EvaluationScore(None, right.float().mean(), len(right), counts, table)

    def _cut_parameter(self, args: Arguments, result: Any) -> None:
        """A parameter is read without its gradient: a forward pass that goes on with that reads it all the same."""
        weight = self._context.parameter(args[0]) if args else None
        if weight is None or not self._context.gradient or not is_parameter(weight):
            return
        if isinstance(result, Tensor) and result.is_floating_point():
            self._step.origins.alias(result, weight)
        elif self._step.passing is not None:
            self._context.use(weight)


def _mixes_units(call: Call, given: Any, result: Any) -> bool:
    """Whether a reshape puts a layer's units together with something else, as `view` makes (N·H·W, C) of (N, C, H, W):
    it keeps the order of the numbers, so that no axis of the result is that of the units. Not told where another axis
    is as long.
    """
    if not fits(call, given) or not isinstance(result, Tensor) or list(given.shape).count(call.units) != 1:
        return False
    after = math.prod(given.shape[given.ndim + call.axis + 1 :])
    return all(
        length != call.units or math.prod(result.shape[axis + 1 :]) != after for axis, length in enumerate(result.shape)
    )
