"""Calls of layers and of what follows them: normalization, dropout, activations, other shapes."""

from __future__ import annotations

import math
import weakref
from typing import Any

import torch
from torch import Tensor

from whygrad.watch import _functions as names
from whygrad.watch import _statistics
from whygrad.watch._data import Columns
from whygrad.watch._origins import Origin
from whygrad.watch._reading import Arguments, Options, Reading, argument, fits, is_parameter
from whygrad.watch._recurrences import watch_recurrence
from whygrad.watch._statistics import Call
from whygrad.watch._tape import Layer

BY_HAND = "written by hand"  # an activation of plain operations
MOST_FED = 64  # batches of what a layer takes in that are looked at


class Layers(Reading):
    """One method a kind of function; those that end in `_before` run ahead of it."""

    # layers

    def _layer_before(self, name: str, args: Arguments, kwargs: Options) -> None:
        self.settle(argument(args, kwargs, 0, "input"))

    def _new_call(self, weight: Any, kind: str, inputs: int, outputs: int, axis: int, result: Tensor) -> Call | None:
        weight = self._parameter(weight)
        if not is_parameter(weight):
            return None
        hub, key = self._hub, id(weight)
        if not (hub.passing.gradient if hub.passing is not None else result.requires_grad):
            return None  # an evaluation: what it puts out matters, not how
        known = hub.layers.get(key)
        if known is None or known.weight() is not weight:
            owner = hub.stack[-1] if hub.stack else None
            hub.layers[key] = Layer(
                weakref.ref(weight), kind, inputs, outputs, type(owner).__name__ if owner is not None else "",
                weakref.ref(owner) if owner is not None else None, self.place,
            )  # fmt: skip
        batch = result.shape[0] if result.ndim > 1 else 1
        call = Call(key, axis, outputs, batch, hub.passing)
        hub.tape.add(call)
        return call

    def _feed(self, key: object, given: Any, axis: int = -1) -> None:
        """A layer takes in data: something that comes of no layer, as it is when the model is done with it."""
        if not self._gradient or not isinstance(given, Tensor) or self._hub.origins.get(given) is not None:
            return
        if given.is_meta or (given.requires_grad and (not given.is_leaf or isinstance(given, torch.nn.Parameter))):
            return
        fed = self._hub.fed
        fed[key] += 1
        if fed[key] > MOST_FED or not self.settings.columns:
            return
        columns = self._hub.tape.fed.setdefault(key, Columns(given.ndim >= 4 and axis != -1))
        columns.see(given, axis, self.settings)
        if not columns.batches:
            del self._hub.tape.fed[key]

    def _plain(self, call: Call | None, result: Tensor) -> None:
        """A layer's output before anything was done with it."""
        self._put(result, Origin("identity", self.place, call=call, root=self._hub.passing))

    def _dense(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        weight = argument(args, kwargs, 1, "weight")
        self._use(weight, argument(args, kwargs, 2, "bias"))
        call = self._new_call(weight, "dense", weight.shape[-1], weight.shape[0], -1, result)
        self._feed(id(weight), argument(args, kwargs, 0, "input"))
        self._plain(call, result)

    def _convolved(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        weight = argument(args, kwargs, 1, "weight")
        self._use(weight, argument(args, kwargs, 2, "bias"))
        axis = -(weight.ndim - 1)
        outputs = result.shape[axis]
        self._feed(id(weight), argument(args, kwargs, 0, "input"), axis)
        fan_in = weight[0].numel() if "transpose" not in name else weight.numel() // outputs
        self._plain(self._new_call(weight, names.CONVOLUTIONS[name], fan_in, outputs, axis, result), result)

    def _matrix_before(self, name: str, args: Arguments, kwargs: Options) -> None:
        values = _operands(args, kwargs)
        if any(is_parameter(self._parameter(value)) for value in values):
            for value in values:
                self.settle(value)

    def _matrix(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        args = _operands(args, kwargs)
        factors = args[1:] if name in ("addmm", "baddbmm") else args
        self._use(args)
        weight = next((value for value in factors if is_parameter(self._parameter(value)) and value.ndim >= 2), None)
        if weight is not None and isinstance(result, Tensor) and result.ndim > 1:
            flipped = name == "__rmatmul__"  # its arguments come the other way round
            first = factors[0] is weight
            inputs, outputs = weight.shape[-2:] if first == flipped else reversed(weight.shape[-2:])
            if result.shape[-1] == outputs:
                self._feed(id(weight), next(value for value in factors if value is not weight))
                self._plain(self._new_call(weight, "dense", inputs, outputs, -1, result), result)
                return
        spread = self._spread(name, factors, result) if weight is None else None
        if spread is not None:
            self._put(result, spread)
        else:
            self._plain(None, result)

    def _summed(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        """An Einstein sum over the inputs of a weight: its units lie along the last axis that only the weight has."""
        values = _operands(args, kwargs)
        self._use(values)
        weight = next((value for value in values if is_parameter(self._parameter(value)) and value.ndim >= 2), None)
        call = None
        if weight is not None and isinstance(args[0], str) and isinstance(result, Tensor):
            given, _, put_out = args[0].replace(" ", "").partition("->")
            place = next(place for place, value in enumerate(values) if value is weight)
            letters = given.split(",")
            own, others = letters.pop(place), "".join(letters)
            units = [letter for letter in put_out if letter in own and letter not in others and letter.isalpha()]
            if units and "." not in own:
                size = dict(zip(own, weight.shape, strict=True))
                inputs = math.prod(size[letter] for letter in own if letter not in put_out)
                axis = put_out.index(units[-1]) - len(put_out)
                call = self._new_call(weight, "dense", inputs, size[units[-1]], axis, result)
                data, other = next(
                    (pair for pair in zip(letters, (v for v in values if v is not weight), strict=False)), ("", None)
                )
                shared = [letter for letter in data if letter in own and letter not in put_out]
                if shared:
                    self._feed(id(weight), other, data.index(shared[0]) - len(data))
        if weight is None:
            self._anything(args, kwargs, result)
        else:
            self._plain(call, result)

    def _spread(self, name: str, factors: Arguments, result: Any) -> Origin | None:
        """Of data times a layer's plain output, as a graph's neighbors times what its nodes have: that output, each of
        whose rows is now a sum over others. What follows gets it in place of the layer's own.
        """
        if len(factors) != 2:
            return None
        data, values = reversed(factors) if name == "__rmatmul__" else factors
        origin = self._known(values)
        call = origin.call if origin is not None else None
        if origin is None or call is None or call.activated or origin.function != "identity":
            return None
        same = isinstance(result, Tensor) and result.shape == values.shape and call.axis == -1
        return origin if same and self._known(data) is None and not data.requires_grad else None

    def _recurred(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        parameters = next((value for value in args if isinstance(value, tuple | list) and len(value) > 1
                           and all(is_parameter(one) for one in value)), ())  # fmt: skip
        self._use(parameters)
        if not parameters:
            return
        weight = parameters[1]  # that of the hidden state: weight_ih, weight_hh, …
        output = result[0]
        packed = output.ndim == 2
        self._feed(id(parameters[1]), args[0])
        call = self._new_call(weight, name if name in ("lstm", "gru") else "rnn", parameters[0].shape[1],
                              output.shape[-1], -1, output)  # fmt: skip
        if call is None:
            return
        if packed:
            call.batch = 1
        call.fused, call.size = True, output.numel()
        call.bias = id(parameters[3]) if len(parameters) > 3 and parameters[3].ndim == 1 else 0
        call.activation, call.activated = names.RECURRENT[name], True
        self._put(list(result[1:]), Origin("recurrent", call=call, root=self._hub.passing))
        self._put(output, Origin("recurrent", call=call, root=self._hub.passing))
        _statistics.describe_output(call, output, self.settings)
        if not watch_recurrence(call, name, args, result, self.settings) and not packed:
            _statistics.watch_fade(call, args[0], 1 if bool(argument(args, kwargs, 8, "batch_first", False)) else 0)

    def _cell(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        self._use(args)
        output = result[0] if isinstance(result, tuple | list) else result
        call = self._new_call(args[3], "cell", args[2].shape[1], output.shape[-1], -1, output)
        self._feed(id(args[3]), args[0])
        if call is None:
            return
        call.activation, call.activated = names.CELLS[name], True
        self._put(result, Origin("recurrent", call=call, root=self._hub.passing))
        _statistics.describe_output(call, output, self.settings)
        _statistics.watch_gradient(call, output)

    def _attended(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        self._use(args, tuple(kwargs.values()))
        output = result[0]
        given = (*args, *kwargs.values())
        weight = next((value for value in given if is_parameter(value) and value.ndim == 2), None)
        call = None
        if weight is not None:
            call = self._new_call(weight, "attention", weight.shape[1], output.shape[-1], -1, output)
            self._feed(id(weight), argument(args, kwargs, 0, "query"))
        self._plain(call, output)

    def _embedded(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        self._use(args, tuple(kwargs.values()))
        weight = next((value for value in (*args, *kwargs.values()) if is_parameter(self._parameter(value))), None)
        self._put(result, Origin("embedding", self.place, root=self._hub.passing, lookup=weight))

    # what follows layers

    def _normalized(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        if name == "batch_norm":
            kept = argument(args, kwargs, 1, "running_mean")
            training = argument(args, kwargs, 5, "training", False)
            if kept is not None:
                self._mode("batch normalization", bool(training))
            self._use(argument(args, kwargs, 3, "weight"), argument(args, kwargs, 4, "bias"))
        else:
            self._use(args, tuple(kwargs.values()))
        origin = self._known(args[0]) if args else None
        if origin is None and args and self._gradient:
            if name in ("batch_norm", "instance_norm"):
                self._hub.tape.normalized = True
            else:  # each sample by itself: columns stay as unlike as they were
                self._feed(self.place, args[0])
        if origin is not None and origin.call is not None:
            if origin.call.normalization == "none":
                origin.call.normalization = names.NORMS[name]
            self._put(result, origin.with_(function="identity"))
        else:
            self._put(result, Origin("identity", self.place, root=self._hub.passing))

    def _mode(self, what: str, training: bool) -> None:
        passing = self._hub.passing
        if passing is not None:
            passing.modes[0 if training else 1] += 1
            passing.names.add(what)

    def _dropped(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        share = float(argument(args, kwargs, 1, "p", 0.5))
        if share > 0:
            self._mode("dropout", bool(argument(args, kwargs, 2, "training", True)))
        origin = self._origin(args, kwargs)
        if origin is not None:
            if origin.call is not None:
                origin.call.dropout = share
            self._put(result, origin)

    def _activation_before(self, name: str, args: Arguments, kwargs: Options) -> Origin | None:
        given = argument(args, kwargs, 0, "input")
        origin = self._known(given)
        call = origin.call if origin is not None else None
        if origin is not None and call is None and origin.lookup is not None:
            # Rows that are looked up and then bent are a layer: of one input each, the 1 of a one-hot code.
            units = origin.lookup.shape[-1]
            if isinstance(given, Tensor) and given.shape[-1] == units:
                call = self._new_call(origin.lookup, "embedding", 1, units, -1, given)
                origin = origin.with_(call=call, lookup=None)
        if call is not None and not call.activated and fits(call, given):
            call.activation = names.ACTIVATIONS[names.bare(name)]
            _statistics.describe_input(call, given, self.settings)
            _statistics.watch_gradient(call, given)
        return origin

    def _activated(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Origin | None) -> None:
        self._use(*args[1:])
        function = names.ACTIVATIONS[names.bare(name)]
        call = seen.call if seen is not None else None
        if call is not None and not call.activated and call.activation and isinstance(result, Tensor):
            call.activated = True
            if fits(call, result):
                _statistics.describe_output(call, result, self.settings)
        if seen is None and self._hub.passing is None and not getattr(result, "requires_grad", False):
            return  # data
        origin = seen if seen is not None else Origin(root=self._hub.passing)
        size = result.shape[-1] if isinstance(result, Tensor) and result.ndim else 1
        changed = origin.with_(function=function, place=self.place, axis_size=size, under=origin.function)
        self._put(result, changed)

    def _softmax_before(self, name: str, args: Arguments, kwargs: Options) -> Origin | None:
        self.settle(argument(args, kwargs, 0, "input"))
        return self._hub.origins.get(argument(args, kwargs, 0, "input"))

    def _softmax(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Origin | None) -> None:
        self._use(*args[:1])
        axis = argument(args, kwargs, 1, "dim")
        size = -1
        given, along = argument(args, kwargs, 0, "input"), -1
        if isinstance(given, Tensor) and given.ndim:
            axis = axis if isinstance(axis, int) else (1 if given.ndim in (2, 4) else 0)
            size, along = int(given.shape[axis]), axis % given.ndim
        origin = seen if seen is not None else Origin(root=self._hub.passing)
        function = names.NORMALIZERS[names.bare(name)]
        self._put(
            result,
            origin.with_(
                function=function, place=self.place, axis_size=size, along=along, under=origin.function, difference=None
            ),
        )

    def _passed(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        origin = self._origin(args, kwargs)
        several: Any = args[0] if args else None
        if self._hub.passing is not None and isinstance(several, tuple | list):
            self._use(several)
        if origin is None:
            weight = self._parameter(args[0]) if args else None
            if weight is not None and is_parameter(weight):
                self._hub.origins.alias(result, weight)
            return
        call = origin.call
        if name in names.BENDING and call is not None and origin.function == "identity":
            call.activation = call.activation or BY_HAND
        if name in names.JOINING and args and isinstance(args[0], tuple | list):
            for part in args[0]:  # data beside what layers made of other data
                self._feed((self.place, tuple(part.shape[1:])), part, 1 if part.ndim >= 4 else -1)
        # A single output that is squeezed away is not seen again in the shape the layer gave it.
        moved: Any = args[0] if args else None
        if call is not None and name != "permute" and not fits(call, result) and result is not moved:
            self.settle(moved)
        self._put(result, origin)
        if name == "permute" and call is not None and not call.activated and fits(call, moved):
            order = args[1] if isinstance(argument(args, kwargs, 1, "dims"), tuple | list) else args[1:]
            axes = [axis % moved.ndim for axis in order or kwargs["dims"]]
            call.axis = axes.index(call.axis % moved.ndim) - moved.ndim

    def _bent(self, name: str, values: list[Any]) -> None:
        """A layer's plain output goes into an activation written by hand: its pre-activation is known all the same."""
        bare = names.bare(name)
        tensors = [value for value in values if isinstance(value, Tensor) and value.ndim]
        if bare not in names.BENDING and not (bare in ("neg", "__neg__", "negative") or len(tensors) > 1):
            return
        if bare in names.ADDITIONS or bare in names.DIFFERENCES:
            return
        for value in tensors:
            origin = self._hub.origins.get(value)
            call = origin.call if origin is not None else None
            if origin is None or call is None or call.activated or origin.difference is not None:
                continue
            self.settle(value)
            if bare in names.BENDING and not call.activation:
                call.activation = BY_HAND

    @staticmethod
    def _rescaled(name: str, args: Arguments, origin: Origin) -> None:
        """A layer's plain output is multiplied by a number: as if its weights were so many times as large."""
        number = next((value for value in args[:2] if isinstance(value, int | float)), None)
        call = origin.call
        if call is None or call.activated or number is None or origin.function != "identity":
            return
        if name in names.PRODUCTS or name in ("mul_", "__imul__"):
            call.scale *= abs(number)
        elif name in names.QUOTIENTS and number:
            call.scale /= abs(number)

    def _anything(self, args: Arguments, kwargs: Options, result: Any) -> None:
        """A function that has no method here: its result still comes of the same network."""
        origin = self._origin(args, kwargs)
        if origin is not None and not origin.losses:
            self._put(result, Origin("unknown", self.place, root=origin.root, cut=origin.cut))

    def normalized(self, kind: str, given: Any, result: Any) -> None:
        """A module that normalizes by plain arithmetic made `result` of `given`."""
        origin = self._known(given)
        if origin is not None and origin.call is not None:
            if origin.call.normalization == "none":
                origin.call.normalization = kind
            self._put(result, origin.with_(function="identity", difference=None))

    def _cut(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        origin = self._origin(args, kwargs)
        if origin is None:
            self._cut_parameter(args, result)
            return
        if names.bare(name) in names.COMPARISONS and origin.root is not None:
            origin.root.compared = True
            if name in names.EQUALITIES and origin.cut and isinstance(result, Tensor) and result.ndim == 1:
                origin.root.accuracy, origin.root.answers = result.float().mean(), len(result)
        cut = origin.with_(cut=f"{names.bare(name)}|{self.place}")
        for one in result if isinstance(result, tuple | list) else (result,):  # the largest values keep their gradient
            self._put(one, origin if isinstance(one, Tensor) and one.requires_grad else cut)

    def _cut_parameter(self, args: Arguments, result: Any) -> None:
        """A parameter is read without its gradient: a forward pass that goes on with that reads it all the same."""
        weight = self._parameter(args[0]) if args else None
        if weight is None or not self._gradient or not is_parameter(weight):
            return
        if isinstance(result, Tensor) and result.is_floating_point():
            self._hub.origins.alias(result, weight)
        elif self._hub.passing is not None:
            self._use(weight)


def _operands(args: Arguments, kwargs: Options) -> Arguments:
    """The tensors of a product, given by place, by name or in a list."""
    values = (*args, *kwargs.values())
    flat = [one for value in values for one in (value if isinstance(value, tuple | list) else (value,))]
    return tuple(value for value in flat if isinstance(value, Tensor))
