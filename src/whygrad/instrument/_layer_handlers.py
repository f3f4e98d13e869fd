"""Calls of layers: what has a weight, its units and where they lie."""

from __future__ import annotations

import math
import weakref
from typing import Any

from torch import Tensor

from whygrad.instrument import functions as names
from whygrad.instrument import layer_statistics, through_time
from whygrad.instrument._gates import watch_cell, watch_gates
from whygrad.instrument.batches import Columns
from whygrad.instrument.context import Arguments, CallContext, Options, argument, is_parameter, layer_weights
from whygrad.instrument.layer_call import Call
from whygrad.instrument.products import product
from whygrad.instrument.provenance import Origin
from whygrad.instrument.tape import Layer
from whygrad.instrument.torch_internals import is_data, is_measurable, is_of_own_function, tensors_of

MOST_FED = 64  # batches of what a layer takes in that are looked at


class LayerHandlers:
    """One method for each kind of layer; `matrix_before` runs ahead of products."""

    def __init__(self, context: CallContext) -> None:
        self._context, self._step = context, context.step

    def kind_of(self, weight: Tensor) -> str:
        """What kind of layer a weight is known to belong to; "" if none."""
        known = self._step.layers.get(id(weight))
        return known.kind if known is not None and known.weight() is weight else ""

    def new_call(self, weight: Any, kind: str, inputs: int, outputs: int, axis: int, result: Tensor) -> Call | None:
        scale, weight = self._step.origins.factor(weight), self._context.parameter(weight)
        if not is_parameter(weight) or not is_measurable(result) or not self._context.settings.measured:
            return None
        step, key = self._step, id(weight)
        if not (step.passing.gradient if step.passing is not None else result.requires_grad):
            return None  # an evaluation: what it puts out matters, not how
        if not self.kind_of(weight):
            step.layers[key] = Layer(weakref.ref(weight), kind, inputs, outputs)
        batch = result.shape[0] if result.ndim > 1 else 1
        call = Call(key, axis, outputs, batch, step.passing, size=result.numel(), scale=scale)
        step.tape.add(call)
        return call

    def feed(self, key: object, given: Any, axis: int = -1, *, one_sample: bool = False) -> None:
        """A layer takes in data: what comes of no layer, as it is when the model is done with it. `one_sample`: without
        an axis of samples.
        """
        if not self._context.gradient or not isinstance(given, Tensor) or not is_measurable(given):
            return
        origin = self._step.origins.get(given)
        if origin is None and is_data(given):
            self._feed(key, given, axis, one_sample=one_sample)
            if isinstance(key, int):
                self.take_in(key, given)
        elif (origin is None or origin.cut) and given.requires_grad and is_of_own_function(given):
            self._step.tape.unseen.add("function")
        if origin is not None and origin.call is not None:
            origin.call.feeds = True

    def take_in(self, key: int, given: Tensor) -> None:
        """What has this weight, by its id, takes in data: a batch, if it is no part of a model."""
        if self._step.passing is None and self._context.gradient:
            self._step.tape.take_in(key, given)

    def scaled(self, args: Arguments, result: Tensor) -> bool:
        """Whether a weight is multiplied with data number by number, as the slope of a line is: a network's output,
        where no model was called.
        """
        if self._step.tape.passes:
            return False
        pair = [(one, self._context.parameter(one)) for one in args[:2] if isinstance(one, Tensor)]
        weight = next((known for _, known in pair if is_parameter(known)), None)
        given = next((one for one, known in pair if not is_parameter(known) and one.ndim and is_data(one)), None)
        if weight is None or given is None or self._step.origins.get(given) is not None:
            return False
        self.take_in(id(weight), given)
        self.plain_output(None, result)
        return True

    def _feed(self, key: object, given: Tensor, axis: int, *, one_sample: bool) -> None:
        fed = self._step.fed
        fed[key] += 1
        if fed[key] > MOST_FED or not self._context.settings.columns:
            return
        columns = self._step.tape.fed.setdefault(key, Columns(given.ndim >= 4 and axis != -1))
        with self._step.part("inputs"):
            columns.see(given[None] if one_sample else given, axis, self._context.settings)
        if not columns.batches:
            del self._step.tape.fed[key]

    def plain_output(self, call: Call | None, result: Tensor) -> None:
        """A layer's output before anything was done with it."""
        self._context.put(result, Origin("identity", self._context.place, call=call, root=self._step.passing))

    def dense(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        weight, *_ = weights = layer_weights(name, args, kwargs)
        self._context.use(*weights)
        call = self.new_call(weight, "dense", weight.shape[-1], weight.shape[0], -1, result)
        given = argument(args, kwargs, 0, "input")
        self.feed(id(self._context.parameter(weight)), given, one_sample=given.ndim == 1)
        self.plain_output(call, result)

    def convolved(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        weight, *_ = weights = layer_weights(name, args, kwargs)
        self._context.use(*weights)
        axis = -(weight.ndim - 1)
        outputs = result.shape[axis]
        self.feed(id(self._context.parameter(weight)), argument(args, kwargs, 0, "input"), axis)
        fan_in = weight[0].numel() if "transpose" not in name else weight.numel() // outputs
        self.plain_output(self.new_call(weight, names.CONVOLUTIONS[name], fan_in, outputs, axis, result), result)

    def matrix_before(self, name: str, args: Arguments, kwargs: Options) -> None:
        values = tuple(tensors_of((*args, *kwargs.values())))
        if any(is_parameter(self._context.parameter(value)) for value in values):
            for value in values:
                self._context.settle(value)

    def matrix(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        args = tuple(tensors_of((*args, *kwargs.values())))
        factors = args[1:] if name in names.BIASED else args
        self._context.use(args)
        tables = self.factors(factors)
        self.add_products(tables, result)
        weight = None if tables else self._weight(name, args)
        if weight is not None and isinstance(result, Tensor) and result.ndim > 1:
            flipped = name == "__rmatmul__"  # its arguments come the other way round
            first = factors[0] is weight
            inputs, outputs = weight.shape[-2:] if first == flipped else reversed(weight.shape[-2:])
            if result.shape[-1] == outputs:
                self.feed(id(weight), next(value for value in factors if value is not weight))
                self.plain_output(self.new_call(weight, "dense", inputs, outputs, -1, result), result)
                return
        spread = self._mixed_rows(name, factors, result) if weight is None else None
        if spread is not None:
            self._context.put(result, spread)
        elif self._step.passing is None and (origin := self._context.read_first_origin(args, kwargs)) is not None:
            self._context.put(result, Origin("identity", self._context.place, root=origin.root))  # after a network
        else:
            self.plain_output(None, result)

    def einsum(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        """An Einstein sum over the inputs of a weight: its units lie along the last axis that only the weight has."""
        values = tuple(tensors_of((*args, *kwargs.values())))
        self._context.use(values)
        tables = self.factors(values)
        self.add_products(tables, result)
        weight = None if tables else self._weight(name, values)
        call = None
        if weight is not None and isinstance(args[0], str) and isinstance(result, Tensor):
            given, arrow, put_out = args[0].replace(" ", "").partition("->")
            if not arrow:  # what stands there once, in the order of the alphabet
                put_out = "".join(sorted(one for one in set(given) - {","} if given.count(one) == 1))
            place = next(place for place, value in enumerate(values) if value is weight)
            letters = given.split(",")
            own, others = letters.pop(place), "".join(letters)
            units = [letter for letter in put_out if letter in own and letter not in others and letter.isalpha()]
            if units and "." not in own:
                size = dict(zip(own, weight.shape, strict=True))
                inputs = math.prod(size[letter] for letter in own if letter not in put_out)
                axis = put_out.index(units[-1]) - len(put_out)
                call = self.new_call(weight, "dense", inputs, size[units[-1]], axis, result)
                data, other = next(
                    (pair for pair in zip(letters, (v for v in values if v is not weight), strict=False)), ("", None)
                )
                shared = [letter for letter in data if letter in own and letter not in put_out]
                if shared:
                    self.feed(id(weight), other, data.index(shared[0]) - len(data))
        if weight is None:
            self._context.pass_on(args, kwargs, result)
        else:
            self.plain_output(call, result)

    def _weight(self, name: str, values: Arguments) -> Tensor | None:
        """What of a product's operands is its weight, maybe in another shape than the parameter has."""
        return next(iter(layer_weights(name, values, {}, self._context.parameter)), None)

    def factors(self, values: Arguments) -> tuple[Tensor, Tensor] | None:
        """The tables whose rows are multiplied; `None` if it is not rows of tables, or rows with themselves."""
        origins = [self._step.origins.get(value) for value in values]
        tables = [origin.lookup for origin in origins if origin is not None and origin.lookup is not None]
        return (tables[0], tables[1]) if len(tables) == len(values) == 2 and values[0] is not values[1] else None

    def add_products(self, tables: tuple[Tensor, Tensor] | None, sums: Any) -> None:
        """Products of two tables' rows were added up. How large they are counts as they begin."""
        step = self._step
        if tables is None or not self._context.gradient or step.has_updates():
            return
        if (one := product(tables, sums, self._context.place)) is not None:
            step.tape.products.append(one)

    def _mixed_rows(self, name: str, factors: Arguments, result: Any) -> Origin | None:
        """Of data times a layer's plain output, as a graph's neighbors times what its nodes have: that output, each of
        whose rows is now a sum over others. What follows gets it in place of the layer's own.
        """
        if len(factors) != 2:
            return None
        data, values = reversed(factors) if name == "__rmatmul__" else factors
        origin = self._context.read_origin(values)
        call = origin.call if origin is not None else None
        if origin is None or call is None or call.activated or origin.function != "identity":
            return None
        same = isinstance(result, Tensor) and result.shape == values.shape and call.axis == -1
        return origin if same and self._context.read_origin(data) is None and not data.requires_grad else None

    def recurrent(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        parameters = layer_weights(name, args, kwargs)
        self._context.use(parameters)
        if not parameters:
            return
        step, batch_first = self._step, bool(argument(args, kwargs, 8, "batch_first", False))
        weight = parameters[1]  # that of the hidden state: weight_ih, weight_hh, …
        output = result[0]
        packed = output.ndim == 2
        self.feed(id(parameters[1]), args[0])
        call = self.new_call(weight, name if name in ("lstm", "gru") else "rnn", parameters[0].shape[1],
                              output.shape[-1], -1, output)  # fmt: skip
        if call is None:
            return
        if packed:
            call.batch = 1
        elif output.ndim == 3:
            call.sequences = output.shape[0 if batch_first else 1]
            if step.passing is not None:
                step.passing.sequences = call.sequences
        call.fused = True
        call.bias = id(parameters[3]) if len(parameters) > 3 and parameters[3].ndim == 1 else 0
        call.activation, call.activated = names.RECURRENT[name], True
        self._context.put(list(result[1:]), Origin("recurrent", call=call, root=self._step.passing))
        self._context.put(output, Origin("recurrent", call=call, root=self._step.passing))
        with step.part("layers"):
            layer_statistics.describe_output(call, output, self._context.settings)
        with step.part("recurrence"):
            watch_gates(call, name, args, result)
            settings, guard = self._context.settings, step.part("backpropagation")
            if not through_time.watch_recurrence(call, name, args, result, settings, guard) and not packed:
                through_time.watch_fade(call, args[0], int(batch_first), step.part("recurrence"))

    def cell(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        self._context.use(args)
        output = result[0] if isinstance(result, tuple | list) else result
        call = self.new_call(args[3], "cell", args[2].shape[1], output.shape[-1], -1, output)
        self.feed(id(args[3]), args[0])
        if call is None:
            return
        call.activation, call.activated = names.CELLS[name], True
        self._context.put(result, Origin("recurrent", call=call, root=self._step.passing))
        with self._step.part("layers"):
            layer_statistics.describe_output(call, output, self._context.settings)
        with self._step.part("recurrence"):
            watch_cell(call, name, args)
        self._context.watch_gradient(call, output)

    def attention(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        self._context.use(args, tuple(kwargs.values()))
        output = result[0]
        weight, call = next(iter(layer_weights(name, args, kwargs)), None), None
        if weight is not None:
            call = self.new_call(weight, "attention", weight.shape[1], output.shape[-1], -1, output)
            self.feed(id(weight), argument(args, kwargs, 0, "query"))
        self.plain_output(call, output)

    def embedding(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        self._context.use(args, tuple(kwargs.values()))
        tables = map(self._context.parameter, (*args, *kwargs.values()))
        table = next((one for one in tables if is_parameter(one)), None)
        self._context.put(result, Origin("embedding", self._context.place, root=self._step.passing, lookup=table))
        if table is not None:
            self._step.tape.rescaled |= self._context.gradient
            given = next((one for one in tensors_of((*args, *kwargs.values())) if not one.is_floating_point()), None)
            if given is not None:
                self.take_in(id(table), given)
            self.rows_of_table(table, result)

    def rows_of_table(self, table: Tensor, rows: Any) -> None:
        """Rows of a table of numbers. Its columns are units like a layer's: those that begin alike may stay so. A table
        whose columns differ from the start is not followed.
        """
        watched = isinstance(rows, Tensor) and rows.requires_grad and rows.shape[-1:] == table.shape[1:]
        watched = watched and self._context.settings.measured
        if not watched or table.ndim != 2 or table.shape[1] < 2 or not rows.numel():
            return
        kind = self.kind_of(table)
        if kind not in ("", names.LOOKUP):  # rows that are bent: see `before_activation`
            return
        if not kind and (self._step.has_updates() or not layer_statistics.alike(rows.detach())):
            self._keep_table(table, rows)
            return
        call = self.new_call(table, names.LOOKUP, 1, table.shape[1], -1, rows)
        if call is not None:
            with self._step.part("layers"):
                layer_statistics.describe_plain(call, rows, self._context.settings)
            self._context.watch_gradient(call, rows)

    def _keep_table(self, table: Tensor, rows: Tensor) -> None:
        """Know a table that is not followed: a model may have nothing else."""
        step, key, units = self._step, id(table), table.shape[1]
        learns = step.passing.gradient if step.passing is not None else rows.requires_grad
        if learns and key not in step.tape.tables:
            call = Call(key, -1, units, rows.shape[0], step.passing, size=rows.numel())
            step.tape.tables[key] = Layer(weakref.ref(table), names.LOOKUP, 1, units), call

    def distance(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        """Distances to points that are learned: a layer of as many units, its pre-activation the distance."""
        self._context.use(args)
        points = argument(args, kwargs, 1, "x2")
        if isinstance(points, Tensor) and is_parameter(self._context.parameter(points)):
            self.feed(id(points), argument(args, kwargs, 0, "x1"))
            self.plain_output(
                self.new_call(points, names.DISTANCE, points.shape[-1], points.shape[-2], -1, result), result
            )
        else:
            self._context.pass_on(args, kwargs, result)

    def cosine(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        """The cosine of the angle between two vectors: between -1 and 1, whatever they are."""
        self._context.use(args, tuple(kwargs.values()))
        origin = self._context.read_first_origin(args, kwargs)
        if origin is not None and not origin.losses:
            self._context.put(result, Origin(names.COSINE, self._context.place, root=origin.root, cut=origin.cut))
