"""What a call of a PyTorch function tells: one small method a kind of function, chosen by the function's name."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from whygrad.watch import _functions as names
from whygrad.watch import _losses, _statistics
from whygrad.watch._losses import LossCall
from whygrad.watch._origins import Difference, Origin
from whygrad.watch._places import user_place
from whygrad.watch._statistics import Call
from whygrad.watch._tape import Layer, Use
from whygrad.watch.settings import Settings

if TYPE_CHECKING:
    from whygrad.watch._hub import Hub

Arguments = tuple[Any, ...]
Options = dict[str, Any]


def _argument(args: Arguments, kwargs: Options, at: int, name: str, default: Any = None) -> Any:
    return args[at] if len(args) > at else kwargs.get(name, default)


class Reader:
    """Reads calls into the hub's tape. Called in place of the function; gives what the function gives."""

    def __init__(self, hub: Hub, settings: Settings | None = None) -> None:
        self._hub = hub
        self.settings = settings or Settings()
        self._gradient = True
        self._before: dict[str, Callable[..., Any]] = {}
        self._after: dict[str, Callable[..., None]] = {}
        tables: list[tuple[Any, Any, Any]] = [
            (names.PASSING, None, self._passed),
            (names.ARITHMETIC, self._arithmetic_before, self._arithmetic),
            (names.CUTS, None, self._cut),
            (names.DROPOUTS, None, self._dropped),
            (names.NORMS, None, self._normalized),
            (names.DENSE, self._layer_before, self._dense),
            (names.CONVOLUTIONS, self._layer_before, self._convolved),
            (names.MATRIX, self._matrix_before, self._matrix),
            (names.RECURRENT, self._layer_before, self._recurred),
            (names.CELLS, self._layer_before, self._cell),
            (names.ATTENTION, self._layer_before, self._attended),
            (names.EMBEDDINGS, None, self._embedded),
            (names.NORMALIZERS, self._softmax_before, self._softmax),
            (names.ACTIVATIONS, self._activation_before, self._activated),
            (names.LOSSES, self._loss_before, self._lost),
            ((names.BACKWARD,), self._backward_before, self._backward_after),
        ]
        for table, before, after in tables:
            for name in table:
                for spelled in (name, f"{name}_"):
                    if before is not None:
                        self._before[spelled] = before
                    self._after[spelled] = after

    def __call__(self, func: Any, args: Arguments, kwargs: Options) -> Any:
        name = getattr(func, "__name__", "")
        if name == "__get__":
            name = getattr(getattr(func, "__self__", None), "__name__", "")
            name = {"T": "t", "mT": "t", "data": "detach"}.get(name, "")
        after = self._after.get(name)
        if after is None:
            return func(*args, **kwargs)
        hub, before, seen = self._hub, self._before.get(name), None
        self._gradient = torch.is_grad_enabled()
        if before is not None:
            with hub.quietly():
                seen = before(name, args, kwargs)
        result = func(*args, **kwargs)
        with hub.quietly():
            after(name, args, kwargs, result, seen)
        return result

    # helpers

    def _origin(self, args: Arguments, kwargs: Options) -> Origin | None:
        return self._hub.origins.first((*args, *kwargs.values()))

    def _put(self, result: Any, origin: Origin) -> None:
        self._hub.origins.put(result, origin)

    def _use(self, *tensors: Any) -> None:
        """A forward pass reads these parameters."""
        if self._gradient and self._hub.passing is None and any(is_parameter(tensor) for tensor in tensors):
            self._hub.looks_by_hand()
        for tensor in tensors:
            if is_parameter(tensor) and id(tensor) not in self._hub.tape.used:
                stack = self._hub.stack
                module = type(stack[-1]).__name__ if stack else ""
                passing = self._hub.passing
                root = passing.module if passing is not None else None
                self._hub.tape.used[id(tensor)] = Use(weakref.ref(tensor), module, user_place(4), root)
            elif isinstance(tensor, tuple | list):
                self._use(*tensor)

    def settle(self, tensor: Any) -> None:
        """A layer's plain output goes on without an activation: Z and A are this tensor."""
        if not isinstance(tensor, Tensor):
            return
        origin = self._hub.origins.get(tensor)
        call = origin.call if origin is not None else None
        if origin is None or call is None or call.activated or origin.function != "identity":
            return
        if "activation_mean" in call.values or not _fits(call, tensor):
            return
        _statistics.describe_plain(call, tensor, self.settings)
        _statistics.watch_gradient(call, tensor)

    # layers

    def _layer_before(self, name: str, args: Arguments, kwargs: Options) -> None:
        self.settle(_argument(args, kwargs, 0, "input"))

    def _new_call(self, weight: Any, kind: str, inputs: int, outputs: int, axis: int, result: Tensor) -> Call | None:
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
                weakref.ref(owner) if owner is not None else None, user_place(4),
            )  # fmt: skip
        batch = result.shape[0] if result.ndim > 1 else 1
        call = Call(key, axis, outputs, batch, hub.passing)
        hub.tape.add(call)
        return call

    def _plain(self, call: Call | None, result: Tensor) -> None:
        """A layer's output before anything was done with it."""
        self._put(result, Origin("identity", user_place(4), call=call, root=self._hub.passing))

    def _dense(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        weight = _argument(args, kwargs, 1, "weight")
        self._use(weight, _argument(args, kwargs, 2, "bias"))
        call = self._new_call(weight, "dense", weight.shape[-1], weight.shape[0], -1, result)
        self._plain(call, result)

    def _convolved(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        weight = _argument(args, kwargs, 1, "weight")
        self._use(weight, _argument(args, kwargs, 2, "bias"))
        axis = -(weight.ndim - 1)
        outputs = result.shape[axis]
        fan_in = weight[0].numel() if "transpose" not in name else weight.numel() // outputs
        self._plain(self._new_call(weight, names.CONVOLUTIONS[name], fan_in, outputs, axis, result), result)

    def _matrix_before(self, name: str, args: Arguments, kwargs: Options) -> None:
        if any(is_parameter(value) for value in args):
            for value in args:
                self.settle(value)

    def _matrix(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        factors = args[1:] if name == "addmm" else args
        self._use(args)
        weight = next((value for value in factors if is_parameter(value) and value.ndim == 2), None)
        if weight is not None and isinstance(result, Tensor) and result.ndim > 1:
            flipped = name == "__rmatmul__"  # its arguments come the other way round
            first = factors[0] is weight
            inputs, outputs = weight.shape if first == flipped else reversed(weight.shape)
            if result.shape[-1] == outputs:
                self._plain(self._new_call(weight, "dense", inputs, outputs, -1, result), result)
                return
        self._plain(None, result)

    def _recurred(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        parameters = next((value for value in args if isinstance(value, tuple | list) and len(value) > 1
                           and all(is_parameter(one) for one in value)), ())  # fmt: skip
        self._use(parameters)
        if not parameters:
            return
        weight = parameters[1]  # that of the hidden state: weight_ih, weight_hh, …
        output = result[0]
        packed = output.ndim == 2
        call = self._new_call(weight, name if name in ("lstm", "gru") else "rnn", parameters[0].shape[1],
                              output.shape[-1], -1, output)  # fmt: skip
        if call is None:
            return
        if packed:
            call.batch = 1
        call.fused, call.size = True, output.numel()
        call.activation, call.activated = names.RECURRENT[name], True
        self._put(list(result[1:]), Origin("recurrent", call=call, root=self._hub.passing))
        self._put(output, Origin("recurrent", call=call, root=self._hub.passing))
        _statistics.describe_output(call, output, self.settings)
        _statistics.watch_gradient(call, output)

    def _cell(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        self._use(args)
        output = result[0] if isinstance(result, tuple | list) else result
        call = self._new_call(args[3], "cell", args[2].shape[1], output.shape[-1], -1, output)
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
        self._plain(call, output)

    def _embedded(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        self._use(args, tuple(kwargs.values()))
        self._put(result, Origin("embedding", user_place(3), root=self._hub.passing))

    # what follows layers

    def _normalized(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        if name == "batch_norm":
            kept = _argument(args, kwargs, 1, "running_mean")
            training = _argument(args, kwargs, 5, "training", False)
            if kept is not None:
                self._mode("batch normalization", bool(training))
            self._use(_argument(args, kwargs, 3, "weight"), _argument(args, kwargs, 4, "bias"))
        else:
            self._use(args, tuple(kwargs.values()))
        origin = self._hub.origins.get(args[0]) if args else None
        if origin is not None and origin.call is not None:
            if origin.call.normalization == "none":
                origin.call.normalization = names.NORMS[name]
            self._put(result, origin.with_(function="identity"))
        else:
            self._put(result, Origin("identity", user_place(3), root=self._hub.passing))

    def _mode(self, what: str, training: bool) -> None:
        passing = self._hub.passing
        if passing is not None:
            passing.modes[0 if training else 1] += 1
            passing.names.add(what)

    def _dropped(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        share = float(_argument(args, kwargs, 1, "p", 0.5))
        if share > 0:
            self._mode("dropout", bool(_argument(args, kwargs, 2, "training", True)))
        origin = self._origin(args, kwargs)
        if origin is not None:
            if origin.call is not None:
                origin.call.dropout = share
            self._put(result, origin)

    def _activation_before(self, name: str, args: Arguments, kwargs: Options) -> Origin | None:
        given = _argument(args, kwargs, 0, "input")
        origin = self._hub.origins.get(given)
        call = origin.call if origin is not None else None
        if call is not None and not call.activated and _fits(call, given):
            call.activation = names.ACTIVATIONS[names.bare(name)]
            _statistics.describe_input(call, given, self.settings)
            _statistics.watch_gradient(call, given)
        return origin

    def _activated(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Origin | None) -> None:
        self._use(*args[1:])
        function = names.ACTIVATIONS[names.bare(name)]
        call = seen.call if seen is not None else None
        if call is not None and not call.activated and call.activation and isinstance(result, Tensor):
            call.activated, call.place = True, user_place(3)
            if _fits(call, result):
                _statistics.describe_output(call, result, self.settings)
        origin = seen if seen is not None else Origin(root=self._hub.passing)
        size = result.shape[-1] if isinstance(result, Tensor) and result.ndim else 1
        self._put(result, origin.with_(function=function, place=user_place(3), axis_size=size))

    def _softmax_before(self, name: str, args: Arguments, kwargs: Options) -> Origin | None:
        self.settle(_argument(args, kwargs, 0, "input"))
        return self._hub.origins.get(_argument(args, kwargs, 0, "input"))

    def _softmax(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Origin | None) -> None:
        axis = _argument(args, kwargs, 1, "dim")
        size = -1
        if isinstance(result, Tensor) and result.ndim:
            axis = axis if isinstance(axis, int) else (1 if result.ndim in (2, 4) else 0)
            size = int(result.shape[axis])
        origin = seen if seen is not None else Origin(root=self._hub.passing)
        function = names.NORMALIZERS[names.bare(name)]
        self._put(result, origin.with_(function=function, place=user_place(3), axis_size=size))

    def _passed(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        origin = self._origin(args, kwargs)
        if origin is None:
            return
        # A single output that is squeezed away is not seen again in the shape the layer gave it.
        if args and origin.call is not None and not _fits(origin.call, result) and result is not args[0]:
            self.settle(args[0])
        self._put(result, origin)

    def _cut(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        origin = self._origin(args, kwargs)
        if origin is None:
            return
        if names.bare(name) in names.COMPARISONS and origin.root is not None:
            origin.root.compared = True
        self._put(result, origin.with_(cut=f"{names.bare(name)}|{user_place(3)}"))

    # arithmetic: sums of layers, losses written out by hand

    def _arithmetic_before(self, name: str, args: Arguments, kwargs: Options) -> tuple[Origin | None, ...]:
        origins = tuple(self._hub.origins.get(value) if isinstance(value, Tensor) else None for value in args[:2])
        if len(origins) == 2 and all(origins) and names.bare(name) in names.ADDITIONS:
            for value in args[:2]:
                self.settle(value)
        return origins

    def _arithmetic(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        self._use(*args[:2])
        known = [origin for origin in seen or () if origin is not None]
        if not known:
            found = self._origin(args, kwargs)
            if found is None:
                return
            known = [found]
        name = names.bare(name)
        losses = tuple(dict.fromkeys(loss for origin in known for loss in origin.losses))
        if losses:
            self._put(result, Origin("loss", losses=losses, root=known[0].root))
            return
        if self._written_out(name, args, result, seen or (), known):
            return
        tensors = sum(isinstance(value, Tensor) for value in args[:2])
        first = known[0]
        if name in names.ADDITIONS and len(known) == 2:
            fresh = next((o for o in known if o.call is not None and not o.call.activated), None)
            if fresh is not None and fresh.call is not None:
                fresh.call.residual = fresh.call.residual or all(o.call is not None for o in known)
                self._put(result, fresh)
                return
        if name == "log" and first.function in ("softmax", "sigmoid"):
            self._put(result, first.with_(function=f"log-{first.function}"))
        elif tensors == 1 or len(known) == 1:
            plain = first.function in ("identity", "recurrent") and name not in ("abs", "exp", "sqrt", "square", "pow")
            unbounded = "identity" if plain else "unknown"
            keeps = name in names.ADDITIONS and tensors == 1 and first.function in ("softmax", "sigmoid", "log-softmax")
            self._put(result, first if keeps else first.with_(function=unbounded))
        else:
            self._put(result, Origin("unknown", user_place(3), root=first.root))

    def _written_out(self, name: str, args: Arguments, result: Any, seen: Any, known: list[Origin]) -> bool:
        first = known[0]
        if (
            name in names.DIFFERENCES
            and len(args) > 1
            and len(known) == 1
            and all(isinstance(value, Tensor) and value.ndim for value in args[:2])
        ):
            given, target = args[:2] if seen and seen[0] is not None else (args[1], args[0])
            if given.is_floating_point() and given.requires_grad and not target.requires_grad:
                self.settle(given)
                call = LossCall("written out", "squared", user_place(3), first)
                _losses.describe(call, given, target, self.settings)
                self._put(result, first.with_(difference=Difference(call)))
                return True
        difference = first.difference
        if difference is None:
            return False
        exponent = args[1] if name in ("pow", "__pow__") and len(args) > 1 else None
        factors = args[:2] if name in ("mul", "__mul__") else ()
        if name == "square" or exponent == 2 or (len(factors) == 2 and factors[0] is factors[1]):
            self._put(result, first.with_(difference=Difference(difference.loss, "squared")))
        elif name in ("abs", "__abs__", "absolute"):
            self._put(result, first.with_(difference=Difference(difference.loss, "absolute")))
        elif name in names.REDUCTIONS and difference.kind:
            call = difference.loss
            call.kind = difference.kind
            call.reduction = name
            if isinstance(result, Tensor) and result.ndim == 0:
                _losses.finish(call, result)
                self._hub.tape.losses.append(call)
                self._put(result, Origin("loss", losses=(call,), root=first.root))
            else:
                self._put(result, first)
        elif len(known) == 1:
            self._put(result, first)
        return True

    # losses

    def _loss_before(self, name: str, args: Arguments, kwargs: Options) -> LossCall | None:
        hub = self._hub
        given, target = _argument(args, kwargs, 0, "input"), _argument(args, kwargs, 1, "target")
        origin, other = hub.origins.get(given), hub.origins.get(target)
        swapped = origin is None and other is not None
        source = other if swapped else origin
        kind = names.LOSSES[name]
        self.settle(target if swapped else given)
        if isinstance(given, Tensor) and source is None:
            source = Origin("unknown", root=hub.passing)
        call = _losses.observe(name, kind, args, kwargs, source or Origin(), user_place(4), swapped, self.settings)
        if call is not None:
            call.grad_enabled = self._gradient
            hub.tape.losses.append(call)
        return call

    def _lost(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: LossCall | None) -> None:
        if seen is None:
            return
        _losses.finish(seen, result)
        self._put(result, Origin("loss", losses=(seen,), root=seen.origin.root))

    def _backward_before(self, name: str, args: Arguments, kwargs: Options) -> None:
        origin = self._origin(args, kwargs)
        if origin is not None:
            for loss in origin.losses:
                loss.trained = True
                if loss.origin.root is not None:
                    loss.origin.root.trained = True
            if origin.root is not None:
                origin.root.trained = True
        tape = self._hub.tape
        tape.backwards += 1
        tape.backward_place = user_place(3)
        roots = args[0] if isinstance(_argument(args, kwargs, 0, "tensors"), Tensor) else None
        if roots is not None and roots.ndim == 0:
            tape.roots.append(roots.detach())
        for watch in self._hub.watches:
            watch.before_backward()

    def _backward_after(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        self._hub.backward_done()


def is_parameter(value: Any) -> bool:
    """Whether a tensor is what trainings change: a module's parameter, or a leaf that asks for its gradient."""
    return isinstance(value, torch.nn.Parameter) or (
        isinstance(value, Tensor) and value.requires_grad and value.is_leaf
    )


def _fits(call: Call, tensor: Any) -> bool:
    """Whether the tensor's units lie where the layer put them."""
    return (
        isinstance(tensor, Tensor)
        and tensor.is_floating_point()
        and tensor.ndim >= -call.axis
        and tensor.shape[call.axis] == call.units
        and tensor.numel() > 0
        and type(tensor) in (Tensor, torch.nn.Parameter)
    )
