"""Calls of layers: what has a weight, its units and where they lie."""

from __future__ import annotations

import math
import weakref
from typing import Any

import torch
from torch import Tensor

from whygrad.watch import _functions as names
from whygrad.watch import _statistics
from whygrad.watch._data import Columns
from whygrad.watch._gates import watch_cell, watch_gates
from whygrad.watch._origins import Origin
from whygrad.watch._products import product
from whygrad.watch._reading import Arguments, Options, Reading, argument, is_parameter
from whygrad.watch._recurrences import watch_recurrence
from whygrad.watch._statistics import Call
from whygrad.watch._tape import Layer
from whygrad.watch._torch import is_leaf, is_measurable

MOST_FED = 64  # batches of what a layer takes in that are looked at


class Calls(Reading):
    """One method a kind of layer; those that end in `_before` run ahead of it."""

    def _layer_before(self, name: str, args: Arguments, kwargs: Options) -> None:
        self.settle(argument(args, kwargs, 0, "input"))

    def _kind(self, weight: Tensor) -> str:
        """What kind of layer a weight is known to belong to; "" if none."""
        known = self._hub.layers.get(id(weight))
        return known.kind if known is not None and known.weight() is weight else ""

    def _new_call(self, weight: Any, kind: str, inputs: int, outputs: int, axis: int, result: Tensor) -> Call | None:
        scale, weight = self._hub.origins.factor(weight), self._parameter(weight)
        if not is_parameter(weight) or not is_measurable(result):
            return None
        hub, key = self._hub, id(weight)
        if not (hub.passing.gradient if hub.passing is not None else result.requires_grad):
            return None  # an evaluation: what it puts out matters, not how
        if not self._kind(weight):
            owner = hub.stack[-1] if hub.stack else None
            hub.layers[key] = Layer(
                weakref.ref(weight), kind, inputs, outputs, type(owner).__name__ if owner is not None else "",
                weakref.ref(owner) if owner is not None else None, self.place,
            )  # fmt: skip
        batch = result.shape[0] if result.ndim > 1 else 1
        call = Call(key, axis, outputs, batch, hub.passing, size=result.numel(), scale=scale)
        hub.tape.add(call)
        return call

    def _feed(self, key: object, given: Any, axis: int = -1) -> None:
        """A layer takes in data: something that comes of no layer, as it is when the model is done with it."""
        if not self._gradient or not isinstance(given, Tensor) or self._hub.origins.get(given) is not None:
            return
        if not is_measurable(given) or (
            given.requires_grad and (not is_leaf(given) or isinstance(given, torch.nn.Parameter))
        ):
            return
        fed = self._hub.fed
        fed[key] += 1
        if fed[key] > MOST_FED or not self.settings.columns:
            return
        columns = self._hub.tape.fed.setdefault(key, Columns(given.ndim >= 4 and axis != -1))
        with self._hub.part("inputs"):
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
        tables = self._factors(factors)
        self._met(tables, result)
        weight = None if tables else self._weight(factors)
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
        tables = self._factors(values)
        self._met(tables, result)
        weight = None if tables else self._weight(values)
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

    def _weight(self, values: Arguments) -> Tensor | None:
        """The first parameter that is a matrix, or something like it."""
        return next((value for value in values if is_parameter(self._parameter(value)) and value.ndim >= 2), None)

    def _factors(self, values: Arguments) -> tuple[Tensor, Tensor] | None:
        """The tables whose rows are multiplied; `None` if it is not rows of tables, or rows with themselves."""
        origins = [self._hub.origins.get(value) for value in values]
        tables = [origin.lookup for origin in origins if origin is not None and origin.lookup is not None]
        return (tables[0], tables[1]) if len(tables) == len(values) == 2 and values[0] is not values[1] else None

    def _met(self, tables: tuple[Tensor, Tensor] | None, sums: Any) -> None:
        """Products of two tables' rows were added up. How large they are counts as they begin."""
        hub = self._hub
        if tables is None or not self._gradient or any(watch.done for watch in hub.watches):
            return
        if (one := product(tables, sums, self.place)) is not None:
            hub.tape.products.append(one)

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
        call.fused = True
        call.bias = id(parameters[3]) if len(parameters) > 3 and parameters[3].ndim == 1 else 0
        call.activation, call.activated = names.RECURRENT[name], True
        self._put(list(result[1:]), Origin("recurrent", call=call, root=self._hub.passing))
        self._put(output, Origin("recurrent", call=call, root=self._hub.passing))
        hub = self._hub
        with hub.part("layers"):
            _statistics.describe_output(call, output, self.settings)
        with hub.part("recurrence"):
            watch_gates(call, name, args, result)
            guard = hub.part("backpropagation")
            if not watch_recurrence(call, name, args, result, self.settings, guard) and not packed:
                first = bool(argument(args, kwargs, 8, "batch_first", False))
                _statistics.watch_fade(call, args[0], 1 if first else 0, hub.part("recurrence"))

    def _cell(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        self._use(args)
        output = result[0] if isinstance(result, tuple | list) else result
        call = self._new_call(args[3], "cell", args[2].shape[1], output.shape[-1], -1, output)
        self._feed(id(args[3]), args[0])
        if call is None:
            return
        call.activation, call.activated = names.CELLS[name], True
        self._put(result, Origin("recurrent", call=call, root=self._hub.passing))
        with self._hub.part("layers"):
            _statistics.describe_output(call, output, self.settings)
        with self._hub.part("recurrence"):
            watch_cell(call, name, args)
        self._watch_gradient(call, output)

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
        tables = map(self._parameter, (*args, *kwargs.values()))
        table = next((one for one in tables if is_parameter(one)), None)
        self._put(result, Origin("embedding", self.place, root=self._hub.passing, lookup=table))
        if table is not None:
            self._looked_up(table, result)

    def _looked_up(self, table: Tensor, rows: Any) -> None:
        """Rows of a table of numbers. Its columns are units like a layer's: those that begin alike may stay so. A table
        whose columns differ from the start is not followed.
        """
        watched = isinstance(rows, Tensor) and rows.requires_grad and rows.shape[-1:] == table.shape[1:]
        if not watched or table.ndim != 2 or table.shape[1] < 2 or not rows.numel():
            return
        kind = self._kind(table)
        if kind not in ("", names.LOOKUP):  # rows that are bent: see `_activation_before`
            return
        if not kind and (any(watch.done for watch in self._hub.watches) or not _statistics.alike(rows.detach())):
            return
        call = self._new_call(table, names.LOOKUP, 1, table.shape[1], -1, rows)
        if call is not None:
            with self._hub.part("layers"):
                _statistics.describe_plain(call, rows, self.settings)
            self._watch_gradient(call, rows)

    def _far(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        """Distances to points that are learned: a layer of as many units, its pre-activation the distance."""
        self._use(args)
        points = argument(args, kwargs, 1, "x2")
        if isinstance(points, Tensor) and is_parameter(self._parameter(points)):
            self._feed(id(points), argument(args, kwargs, 0, "x1"))
            self._plain(self._new_call(points, names.DISTANCE, points.shape[-1], points.shape[-2], -1, result), result)
        else:
            self._anything(args, kwargs, result)

    def _alike(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        """The cosine of the angle between two vectors: between -1 and 1, whatever they are."""
        self._use(args, tuple(kwargs.values()))
        origin = self._origin(args, kwargs)
        if origin is not None and not origin.losses:
            self._put(result, Origin(names.COSINE, self.place, root=origin.root, cut=origin.cut))

    def _anything(self, args: Arguments, kwargs: Options, result: Any) -> None:
        """A function that has no method here: its result still comes of the same network."""
        origin = self._origin(args, kwargs)
        if origin is not None and not origin.losses:
            self._put(result, Origin("unknown", self.place, root=origin.root, cut=origin.cut))


def _operands(args: Arguments, kwargs: Options) -> Arguments:
    """The tensors of a product, given by place, by name or in a list."""
    values = (*args, *kwargs.values())
    flat = [one for value in values for one in (value if isinstance(value, tuple | list) else (value,))]
    return tuple(value for value in flat if isinstance(value, Tensor))
