"""What a call of a PyTorch function tells: one small method a kind of function, chosen by the function's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from whygrad.watch import _functions as names
from whygrad.watch import _losses
from whygrad.watch._functions import CLASS_LOSSES
from whygrad.watch._losses import WRITTEN_OUT, LossCall
from whygrad.watch._origins import Origin
from whygrad.watch._reading import Arguments, Options, address_of, argument, tensors_of, times_of
from whygrad.watch._torch import is_leaf, is_measurable, is_symbolic, is_wrapped, plain
from whygrad.watch._written import Written, left_over
from whygrad.watch.settings import Settings

if TYPE_CHECKING:
    from whygrad.watch._hub import Hub


class Reader(Written):
    """Reads calls into the hub's tape. Called in place of the function; gives what the function gives."""

    def __init__(self, hub: Hub, settings: Settings | None = None) -> None:
        super().__init__(hub, settings)
        self._before: dict[str, Callable[..., Any]] = {}
        self._after: dict[str, Callable[..., None]] = {}
        tables: list[tuple[Any, Any, Any]] = [
            (names.PASSING, None, self._passed),
            (names.ARITHMETIC, self._arithmetic_before, self._arithmetic),
            (names.CUTS, None, self._cut),
            (names.SAMPLES, None, self._sampled),
            (("broadcast_tensors",), None, self._widened),
            (names.DROPOUTS, None, self._dropped),
            (names.NORMS, None, self._normalized),
            (names.DENSE, self._layer_before, self._dense),
            (names.CONVOLUTIONS, self._layer_before, self._convolved),
            (names.MATRIX, self._matrix_before, self._matrix),
            ((names.EINSUM,), self._matrix_before, self._summed),
            (names.RECURRENT, self._layer_before, self._recurred),
            (names.CELLS, self._layer_before, self._cell),
            (names.ATTENTION, self._layer_before, self._attended),
            (names.EMBEDDINGS, None, self._embedded),
            (names.DISTANCES, None, self._far),
            (names.COSINES, None, self._alike),
            (names.NORMALIZERS, self._softmax_before, self._softmax),
            (names.ACTIVATIONS, self._activation_before, self._activated),
            (names.REMADE, None, self._normed),
            (names.DRAWS, None, self._drawn),
            (names.FILLS, None, self._filled),
            (names.LOSSES, self._loss_before, self._lost),
            ((names.BACKWARD,), self._backward_before, self._backward_after),
            ((names.GRADIENT,), None, self._asked_gradients),
        ]
        for table, before, after in tables:
            for name in table:
                for spelled in (name, f"{name}_"):
                    if before is not None:
                        self._before[spelled] = before
                    self._after[spelled] = after

    def __call__(self, func: Any, args: Arguments, kwargs: Options) -> Any:
        hub, name, before, after, seen, symbolic = self._hub, "", None, None, None, False
        with hub.part("functions"):
            given = next(tensors_of(args), None)
            symbolic = is_symbolic(given)
            if given is not None and given.is_nested and given.layout is torch.strided:  # it has no shape to ask
                symbolic = True
                self._use(*args, *kwargs.values())
            name, before, after = self._methods(func, args, kwargs)
            self._gradient, self._place = torch.is_grad_enabled(), None
        if symbolic:
            return func(*args, **kwargs)
        if hub.hand.waiting and args and names.writes(name):
            with hub.quietly("steps"):
                hub.hand.writes(args)
        if after is None:
            result = func(*args, **kwargs)
            if isinstance(result, Tensor) and (result.requires_grad or (hub.passing is not None and name)):
                with hub.quietly("functions"):
                    if hub.passing is not None and name and (result.is_floating_point() or result.is_complex()):
                        self._use(*args, *kwargs.values())  # whatever it is made of
                    if result.requires_grad:
                        self._anything(args, kwargs, result)
            return result
        if before is not None:
            with hub.quietly("functions"):
                seen = before(name, args, kwargs)
        result = func(*args, **kwargs)
        with hub.quietly("functions"):
            after(name, args, kwargs, result, seen)
            if hub.origins.derives:
                self._derived(name, args, result)
        return result

    def _methods(self, func: Any, args: Arguments, kwargs: Options) -> tuple[str, Any, Any]:
        """The function's name, and what is to be done before and after a call of it."""
        name = getattr(func, "__name__", "")
        if name == "__get__":
            name = getattr(getattr(func, "__self__", None), "__name__", "")
            name = {"T": "t", "mT": "t", "data": "detach"}.get(name, "")
        elif name == "__set__":
            name = f"set_{getattr(getattr(func, '__self__', None), '__name__', '')}"
        after = self._after.get(name)
        if name in names.CLAMPS and _is_relu(args, kwargs):
            name, after = "relu", self._after["relu"]
        elif names.bare(name) == "leaky_relu" and argument(args, kwargs, 1, "negative_slope", 0.01) == 1:
            name, after = "contiguous", self._after["contiguous"]  # a slope of 1 on both sides bends nothing
        elif names.bare(name) == "hardtanh" and not _is_unit(args, kwargs):
            name, after = "clamp", self._after["clamp"]
        elif name in ("max", "min") and isinstance(argument(args, kwargs, 1, "other"), Tensor):
            name, after = f"{name}imum", self._after[f"{name}imum"]  # of two tensors, as torch.maximum
        return name, self._before.get(name), after

    # arithmetic: sums of layers, losses written out by hand

    def _arithmetic(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        self._use(*args[:2])
        if self._remade(args[:3], result, times_of(name, args)):
            return
        known = [origin for origin in seen or () if origin is not None]
        if not known:
            found = self._origin(args, kwargs)
            if found is None:
                return
            known = [found]
        name = names.bare(name)
        if name in names.DIFFERENCES:
            self._likelihood(known, result)
        losses = tuple(dict.fromkeys(loss for origin in known for loss in origin.losses))
        if losses:
            for call in losses:
                if name in names.PRODUCTS and call.attached and self._pulled(args, call):
                    call.kind, call.values, call.counts, call.target = "policy", {}, None, None
                if call.function == WRITTEN_OUT and name in names.QUOTIENTS:
                    call.reduction = "mean"  # a sum that is divided is a mean
                    if call.masked:
                        call.masked, call.terms = False, 1.0  # divided by how many were kept
                        with self._hub.part("losses"):
                            _losses.finish(call, result.abs() if call.kind in CLASS_LOSSES else result)
            self._put(result, Origin("loss", losses=losses, root=known[0].root))
            return
        if self._written_out(name, args, result, seen or (), known):
            return
        if self._by_hand(name, args, kwargs, result, known):
            return
        tensors = sum(isinstance(value, Tensor) for value in args[:2])
        first = known[0]
        self._rescaled(name, args, first)
        if name in names.ADDITIONS and len(known) == 2:
            open_ = [origin for origin in known if origin.call is not None and not origin.call.activated]
            # What a layer adds to a normalized stream is what the next normalization follows.
            new = [origin for origin in open_ if origin.call is not None and origin.call.normalization == "none"]
            fresh = next(iter(new or open_), None)
            if fresh is not None and fresh.call is not None:
                fresh.call.residual = fresh.call.residual or all(o.call is not None for o in known)
                self._put(result, fresh)
                return
        if name in names.NEGATIONS and first.function == "sigmoid":
            self._put(result, first.with_(function=f"{names.NEGATIVE}sigmoid"))
        elif name == "log" and first.function in ("softmax", "sigmoid"):
            self._put(result, first.with_(function=f"log-{first.function}"))
        elif name in names.QUOTIENTS and first.function == "softmax" and getattr(args[1], "shape", ())[-1:] == (1,):
            self._put(result, first)  # made to sum to one, which it does already
        elif name in names.QUOTIENTS and len(known) == 2 and _is_share(first, known[1]):
            size = result.numel() // max(args[1].numel(), 1)
            # All of a row of ReLUs may be 0, and a 0 has no logarithm: no probabilities, whatever it is divided by.
            under = first.function if first.function == "relu" else names.SHARES
            self._put(result, first.with_(function="softmax", under=under, place=self.place, axis_size=size))
        elif tensors == 1 or len(known) == 1:
            plain = first.function in ("identity", "recurrent") and name not in ("abs", "exp", "sqrt", "square", "pow")
            unbounded = "identity" if plain else "unknown"
            keeps = name in names.ADDITIONS and tensors == 1 and first.function in ("softmax", "sigmoid", "log-softmax")
            # A sum of what is never negative is never negative.
            keeps = keeps or (name in names.REDUCTIONS and first.function in ("relu", "softplus"))
            added = first.function if name == "sum" and _along_one(args[0], result) else ""
            function = first.function if keeps else unbounded
            combined = first.combined or (bool(first.cut) and (tensors > 1 or name in names.REDUCTIONS))
            self._put(result, first.with_(function=function, added=added, combined=combined))
        else:
            self._put(result, Origin("unknown", self.place, root=first.root))

    def _by_hand(self, name: str, args: Arguments, kwargs: Options, result: Any, known: list[Origin]) -> bool:
        """Functions that are written out: exp(z) / Σ exp(z), z - ln Σ exp(z), ln(1 + exp(z))."""
        first, second = known[0], known[1] if len(known) > 1 else None
        if not isinstance(result, Tensor):
            return False
        if name == "exp":
            self.settle(args[0])
            self._put(result, first.with_(function="exp", under=first.function, place=self.place))
        elif name == "sum" and first.function == "exp":
            self._put(result, first.with_(function="exp-sum"))
        elif name == "log" and first.function == "exp-sum":
            self._put(result, first.with_(function="logsumexp"))
        elif name == "log1p" and first.function == "exp":
            self._put(result, first.with_(function="softplus"))
        elif name in names.PRODUCTS and (tables := self._factors(args[:2])) is not None:
            self._put(result, Origin("unknown", self.place, root=first.root, factors=tables))
        elif name in names.REDUCTIONS and first.factors is not None:
            self._met(first.factors if _over(args, kwargs, args[0].ndim - 1) else None, result)
            self._put(result, Origin("unknown", self.place, root=first.root))
        elif name in names.PRODUCTS and second is not None and _same_axis(args, first, second):
            self._put(result, first.with_(function=names.UNIT_PRODUCT, call=None))
        elif name == "sum" and first.function == names.UNIT_PRODUCT and _over(args, kwargs, first.along):
            self._put(result, first.with_(function=names.COSINE, place=self.place))
        elif second is not None and (
            (name in names.QUOTIENTS and (first.function, second.function) == ("exp", "exp-sum"))
            or (name in names.DIFFERENCES and second.function == "logsumexp")
        ):
            rows = args[1].shape if isinstance(args[1], Tensor) else ()
            over = [axis for axis, size in enumerate(result.shape) if len(rows) == result.ndim and rows[axis] < size]
            function = "softmax" if name in names.QUOTIENTS else "log-softmax"
            along = over[0] if over else -1
            size = result.shape[along] if result.ndim else 1
            self._put(result, second.with_(function=function, place=self.place, axis_size=size, along=along))
        else:
            return False
        return True

    # what fills weights

    def _drawn(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        if (address := self._filling(args, kwargs, result)) is not None:
            self._hub.drawn.add(address)
            self._hub.filled.discard(address)

    def _filled(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        if (address := self._filling(args, kwargs, result)) is not None:
            self._hub.filled.add(address)
            self._hub.drawn.discard(address)

    def _filling(self, args: Arguments, kwargs: Options, result: Any) -> int | None:
        """The address of a weight that may be filled; what a pass fills is none."""
        if self._hub.passing is not None:
            self._use(*args)
        if isinstance(result, Tensor) and result.requires_grad and not is_leaf(result):
            self._anything(args, kwargs, result)
        return address_of(argument(args, kwargs, 0, "tensor")) if self._hub.passing is None else None

    # losses

    def _loss_before(self, name: str, args: Arguments, kwargs: Options) -> LossCall | None:
        hub = self._hub
        kind = names.LOSSES[name]
        inputs, target = _operands(name, args, kwargs)
        given = next((one for one in inputs if hub.origins.get(one) is not None), inputs[0])
        origin, other = hub.origins.get(given), hub.origins.get(target)
        source = origin or other
        # A divergence has a direction, and an input that has a gradient is one, even if nobody saw where it came from.
        turned = kind != "divergence" and not (isinstance(given, Tensor) and given.requires_grad)
        if origin is None and other is not None and turned:
            inputs, given, target = [target], target, given
        for one in inputs:
            self.settle(one)
        if isinstance(given, Tensor) and source is None:
            source = Origin("unknown", root=hub.passing)
        call = _losses.observe(name, kind, given, target, args, kwargs, source or Origin(), self.place)
        if call is not None:
            with hub.part("losses"):
                _losses.describe(call, given, target, self.settings)
            call.grad_enabled = self._gradient
            pairs = source.difference.loss if source is not None and source.difference is not None else None
            if kind in names.ELEMENTWISE and pairs is not None and pairs.paired and _is_zero(target):
                # Of zeros: the mean of what was stretched before.
                call.input_shape, call.target_shape, call.broadcast = pairs.input_shape, pairs.target_shape, True
            if source is not other and other is not None and call.attached:
                call.answers = other.root
                if left_over(other):
                    hub.left_over.add(self.place)
            call.left_over = bool(hub.left_over) and self.place in hub.left_over
            hub.tape.losses.append(call)
        return call

    def _lost(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: LossCall | None) -> None:
        if seen is None:
            return
        with self._hub.part("losses"):
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
        tape.backward_place = self.place
        roots = args[0] if isinstance(argument(args, kwargs, 0, "tensors"), Tensor) else None
        if roots is not None and roots.ndim == 0:
            tape.roots.append(plain(roots).detach())
        for watch in self._hub.watches:
            with watch.part("steps"):
                watch.before_backward()

    def _backward_after(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        self._hub.backward_done()

    def _asked_gradients(self, name: str, args: Arguments, kwargs: Options, result: Any, seen: Any) -> None:
        """`torch.autograd.grad` gave the gradients of weights: a backward pass, if no optimizer makes the updates."""
        outputs, inputs = argument(args, kwargs, 0, "outputs"), argument(args, kwargs, 1, "inputs")
        weights = [inputs] if isinstance(inputs, Tensor) else list(inputs)
        hub = self._hub
        for one in (outputs,) if isinstance(outputs, Tensor) else outputs:
            origin = hub.origins.get(one)
            self._differentiated(origin or hub.origins.derived(one), weights, result)
            for loss in origin.losses if origin is not None else ():
                loss.descended = True
        if any(map(is_wrapped, weights)):  # `torch.func.grad` asks
            weights, result = [plain(weight) for weight in weights], [plain(one) for one in result]
        elif argument(args, kwargs, 4, "create_graph", False):
            hub.tape.given |= {id(weight) for weight in weights}
            return
        if not any(id(weight) in hub.tape.used for weight in weights) or not hub.can_follow(weights):
            return
        self._backward_before(name, (outputs,) if isinstance(outputs, Tensor) else tuple(outputs), {})
        hub.given |= {id(w): given for w, given in zip(weights, result, strict=False) if isinstance(given, Tensor)}
        hub.backward_done()

    def _differentiated(self, origin: Origin | None, inputs: list[Tensor], result: Any) -> None:
        """A network's answers, or derivatives of them, were differentiated by what it was given."""
        if origin is None or origin.losses:
            return
        source = Origin("unknown", self.place, root=origin.root)
        for one, given in zip(inputs, result, strict=False):
            if isinstance(given, Tensor) and given.requires_grad and not isinstance(one, torch.nn.Parameter):
                self._hub.origins.derive(given, source)


def _is_relu(args: Arguments, kwargs: Options) -> bool:
    """Whether a clamp lets all that is above 0 through, and nothing below."""
    low, high = argument(args, kwargs, 1, "min"), argument(args, kwargs, 2, "max")
    return isinstance(low, int | float) and low == 0 and high is None


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


def _is_zero(target: Any) -> bool:
    return is_measurable(target) and not target.any()


def _is_unit(args: Arguments, kwargs: Options) -> bool:
    """Whether a hard tanh ends at -1 and 1."""
    return (argument(args, kwargs, 1, "min_val", -1.0), argument(args, kwargs, 2, "max_val", 1.0)) == (-1.0, 1.0)


def _operands(function: str, args: Arguments, kwargs: Options) -> tuple[list[Any], Any]:
    """What a loss function is called with: its inputs, and its target, `None` if it has none."""
    *inputs, target = names.OPERANDS.get(function, ("input", "target"))
    given = [argument(args, kwargs, at, name) for at, name in enumerate(inputs)]
    return given, argument(args, kwargs, len(inputs), target) if target else None
