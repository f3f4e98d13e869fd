"""What handlers of functions share: origins of tensors, parameters that are read, and a layer's plain output."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from whygrad.instrument import functions as names
from whygrad.instrument import layer_statistics, losses
from whygrad.instrument.events import ParametersRead
from whygrad.instrument.layer_call import Call
from whygrad.instrument.places import user_place
from whygrad.instrument.provenance import LossCall, Origin
from whygrad.instrument.settings import Settings
from whygrad.instrument.step import ObservedStep
from whygrad.instrument.tape import Use
from whygrad.instrument.torch_internals import is_leaf, is_measurable, is_wrapped, plain, tensors_of

Arguments = tuple[Any, ...]
Options = dict[str, Any]


def argument(args: Arguments, kwargs: Options, at: int, name: str, default: Any = None) -> Any:
    """An argument, given by its place or by its name."""
    return args[at] if len(args) > at else kwargs.get(name, default)


class CallContext:
    """What the handlers of all functions share: the observed step, and the call that is being handled."""

    def __init__(self, step: ObservedStep, settings: Settings | None = None) -> None:
        self.step = step
        self.put = step.origins.put  # where a result comes from
        self.settings = settings or Settings()
        self.keeps_operands = False  # losses written by hand may be replaced: what they are computed of is kept
        self.gradient = True  # whether gradients are recorded
        self._place: str | None = None  # of the call that is being handled, once it was asked for

    def begin(self) -> None:
        """Another function is called."""
        self.gradient, self._place = torch.is_grad_enabled(), None

    @property
    def place(self) -> str:
        """The user's line that makes the call."""
        if self._place is None:
            self._place = user_place(2)
        return self._place

    def read_origin(self, tensor: Any) -> Origin | None:
        """The origin of a tensor that the program goes on to use. Marks its activation as used (`Call.thrown_away`); to
        look without marking, ask `step.origins.get`.
        """
        return self._reads(self.step.origins.get(tensor))

    def read_first_origin(self, args: Arguments, kwargs: Options) -> Origin | None:
        """The same of the first argument that has an origin."""
        return self._reads(self.step.origins.first((*args, *kwargs.values())))

    @staticmethod
    def _reads(origin: Origin | None) -> Origin | None:
        if origin is not None and origin.call is not None and origin.function == origin.call.activation:
            origin.call.read = True
        return origin

    def describe(self, call: LossCall, given: Any, target: Any) -> None:
        """Fill in what a loss is given."""
        with self.step.part("losses"):
            losses.describe(call, given, target, self.settings)

    def describe_written_out(self, call: LossCall, given: Tensor, target: Tensor, attached: bool) -> None:
        """The same for a loss of plain operations. What it is given is kept, as its kind is known at its end only."""
        self.describe(call, given, target)
        call.given, call.attached = given, attached

    def use(self, *tensors: Any) -> None:
        """A forward pass reads these parameters."""
        self.announce(*tensors)
        used, stack, passing = self.step.tape.used, self.step.stack, self.step.passing
        for tensor in tensors:
            if isinstance(tensor, Tensor):
                tensor = self.parameter(tensor)
                if id(tensor) not in used and is_parameter(tensor):
                    module = type(stack[-1]).__name__ if stack else ""
                    root = passing.module if passing is not None else None
                    used[id(tensor)] = Use(weakref.ref(tensor), module, self.place, root, self.gradient)
            elif isinstance(tensor, tuple | list):
                self.use(*tensor)

    def announce(self, *tensors: Any) -> None:
        """Tell of a read outside of any module: parameters among these may have been changed by hand before it."""
        if self.gradient and self.step.passing is None and any(is_parameter(tensor) for tensor in tensors):
            self.step.emit(ParametersRead())

    def parameter(self, tensor: Any) -> Any:
        """The parameter that a tensor is, or is another shape of. A copy that was made a leaf of its own is another."""
        known = self.step.origins.aliased(tensor)
        copied = known is not None and is_parameter(tensor) and address_of(tensor) != address_of(known)
        return plain(tensor) if known is None or copied else known

    def follow_remade_weight(self, args: Arguments, result: Any, times: float | None = None) -> bool:
        """If `result` was computed of one parameter number by number, as its absolute values, some of it masked, or the
        parameter divided by its norm, follow it as that parameter; whether it was. `times`: as large, where nothing
        else became of it.
        """
        if not isinstance(result, Tensor) or result.ndim < 2 or not result.requires_grad:
            return False
        given = [one for one in args if isinstance(one, Tensor)]
        for one in given:
            weight = self.parameter(one) if self._own(one) else None
            if type(weight) is torch.nn.Parameter and one.shape == result.shape:
                if all(other.numel() < one.numel() or self._own(other) for other in given):
                    factor = 1.0 if times is None else times * self.step.origins.factor(one)
                    self.step.origins.alias(result, weight, factor)
                    return True
                return False
        return False

    def _own(self, tensor: Tensor) -> bool:
        """Whether no layer and no data of a pass is known to be in a tensor."""
        return self.step.origins.get(tensor) is None or self.step.origins.aliased(tensor) is not None

    def settle(self, tensor: Any) -> None:
        """A layer's plain output goes on without an activation: Z and A are this tensor."""
        if not isinstance(tensor, Tensor):
            return
        origin = self.read_origin(tensor)
        call = origin.call if origin is not None else None
        if origin is None or call is None or origin.function != "identity":
            return
        if call.activated:
            call.passed_by = True
            return
        if "activation_mean" in call.values or not fits(call, tensor):
            return
        with self.step.part("layers"):
            layer_statistics.describe_plain(call, tensor, self.settings)
        self.watch_gradient(call, tensor)

    def watch_gradient(self, call: Call, z: Tensor) -> None:
        """Measure the gradient that comes back to a layer's output."""
        layer_statistics.watch_gradient(call, z, self.step.part("backpropagation"))

    def pass_on(self, args: Arguments, kwargs: Options, result: Any) -> None:
        """A function without a handler: its result still comes from the same network, and what is between outputs and
        targets stays between them.
        """
        origin = self.read_first_origin(args, kwargs)
        if origin is None:
            return
        if not origin.losses:
            self.put(result, Origin("unknown", self.place, root=origin.root, cut=origin.cut))
        if origin.difference is not None and isinstance(result, Tensor) and result.ndim:
            kept = replace(origin.difference, kind="" if origin.difference.loss.paired else "other")
            self.put(result, origin.with_(function="unknown", difference=kept))

    def remember_maker(self, args: Arguments, kwargs: Options, result: Tensor) -> None:
        """Whatever was computed of what a network said, outside of its passes and without a gradient: it may become a
        target.
        """
        if result.is_floating_point():
            self.step.origins.remember_maker(result, (*args, *kwargs.values()))


def is_parameter(value: Any) -> bool:
    """Whether a tensor is what trainings change: a module's parameter, or a leaf that asks for its gradient."""
    if type(value) is torch.nn.Parameter:  # `isinstance` is slow of this class
        return True
    return isinstance(value, Tensor) and ((value.requires_grad and is_leaf(value))
                                          or isinstance(value, torch.nn.Parameter))  # fmt: skip


def layer_weights(
    name: str, args: Arguments, kwargs: Options, parameter: Callable[[Any], Any] = lambda one: one
) -> list[Tensor]:
    """The weights among a call's arguments, the main one first, then its biases; none if the call is no layer's.
    `parameter` gives the parameter that a tensor is another shape of: with it such a tensor is a weight, too.
    """
    if name in names.DENSE or name in names.CONVOLUTIONS:
        at = 2 if name == "bilinear" else 1
        found: list[Any] = [argument(args, kwargs, at, "weight"), argument(args, kwargs, at + 1, "bias")]
        return [one for one in found if isinstance(one, Tensor)]
    given = (*args, *kwargs.values())
    if name in names.MATRIX or name == names.EINSUM:
        factors = given[1:] if name in names.BIASED else given
        return [one for one in tensors_of(factors) if is_parameter(parameter(one)) and one.ndim >= 2][:1]
    if name in names.RECURRENT:
        lists = [one for one in given if isinstance(one, tuple | list) and len(one) > 1 and all(map(is_parameter, one))]
        return list(lists[-1]) if lists else []  # a first state that is learned comes before the weights
    if name in names.CELLS:
        return [one for one in args[2:] if isinstance(one, Tensor)]
    return [one for one in given if is_parameter(one) and one.ndim == 2] if name in names.ATTENTION else []


def loss_operands(name: str, args: Arguments, kwargs: Options) -> tuple[list[Any], Any]:
    """What a loss function is called with: its inputs, and its target, `None` if it has none."""
    *inputs, target = names.OPERANDS.get(name, ("input", "target"))
    given = [argument(args, kwargs, at, one) for at, one in enumerate(inputs)]
    return given, argument(args, kwargs, len(inputs), target) if target else None


def times_of(name: str, args: Arguments) -> float | None:
    """By how many times a product with a number makes a tensor as large, or a quotient by one; `None` if it is neither.
    A tensor of one number that is not learned counts as one.
    """
    others = args[:2] if name in names.FACTORS else args[1:2] if name in names.QUOTIENTS else ()
    number = next((one for one in map(_number, others) if one), None)
    if number is None:
        return None
    return abs(number) if name in names.FACTORS else 1 / abs(number)


def _number(value: Any) -> float | None:
    """What of a call is a number; one that lies on a GPU is not worth waiting for."""
    if not isinstance(value, Tensor):
        return float(value) if isinstance(value, int | float) else None
    single = value.device.type == "cpu" and is_measurable(value) and value.numel() == 1
    single = single and not (value.requires_grad or value.is_complex())
    return float(plain(value)) if single else None


def address_of(value: Any) -> int | None:
    """Where a plain tensor's numbers lie; `None` for what has no place of its own."""
    own = type(value) in (Tensor, torch.nn.Parameter) and is_measurable(value) and not is_wrapped(value)
    return value.data_ptr() if own else None


def fits(call: Call, tensor: Any) -> bool:
    """Whether the tensor's units lie where the layer put them."""
    return (
        isinstance(tensor, Tensor)
        and tensor.is_floating_point()
        and tensor.ndim >= -call.axis
        and tensor.shape[call.axis] == call.units
        and tensor.numel() > 0
        and type(tensor) in (Tensor, torch.nn.Parameter)
        and is_measurable(tensor)
    )
