"""What every reading of a call needs: the hub's tape and origins, which parameters are read, when a layer settles."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from whygrad.watch import _functions as names
from whygrad.watch import _statistics
from whygrad.watch._origins import Origin
from whygrad.watch._places import user_place
from whygrad.watch._statistics import Call
from whygrad.watch._tape import Use
from whygrad.watch._torch import is_leaf, is_measurable, is_wrapped, plain
from whygrad.watch.settings import Settings

if TYPE_CHECKING:
    from whygrad.watch._hub import Hub

Arguments = tuple[Any, ...]
Options = dict[str, Any]


def argument(args: Arguments, kwargs: Options, at: int, name: str, default: Any = None) -> Any:
    return args[at] if len(args) > at else kwargs.get(name, default)


class Reading:
    """The hub's tape, and what may be put on it."""

    def __init__(self, hub: Hub, settings: Settings | None = None) -> None:
        self._hub = hub
        self.settings = settings or Settings()
        self._gradient = True
        self._place: str | None = None  # of the call that is being read, once it was asked for

    @property
    def place(self) -> str:
        """The user's line that calls what is being read."""
        if self._place is None:
            self._place = user_place(2)
        return self._place

    def _origin(self, args: Arguments, kwargs: Options) -> Origin | None:
        return self._reads(self._hub.origins.first((*args, *kwargs.values())))

    def _known(self, tensor: Any) -> Origin | None:
        """The origin of a tensor that somebody goes on with."""
        return self._reads(self._hub.origins.get(tensor))

    @staticmethod
    def _reads(origin: Origin | None) -> Origin | None:
        if origin is not None and origin.call is not None and origin.function == origin.call.activation:
            origin.call.read = True
        return origin

    def _put(self, result: Any, origin: Origin) -> None:
        self._hub.origins.put(result, origin)

    def _use(self, *tensors: Any) -> None:
        """A forward pass reads these parameters."""
        if self._gradient and self._hub.passing is None and any(is_parameter(tensor) for tensor in tensors):
            self._hub.looks_by_hand()
        used, stack, passing = self._hub.tape.used, self._hub.stack, self._hub.passing
        for tensor in tensors:
            if isinstance(tensor, Tensor):
                tensor = self._parameter(tensor)
                if id(tensor) not in used and is_parameter(tensor):
                    module = type(stack[-1]).__name__ if stack else ""
                    root = passing.module if passing is not None else None
                    used[id(tensor)] = Use(weakref.ref(tensor), module, self.place, root, self._gradient)
            elif isinstance(tensor, tuple | list):
                self._use(*tensor)

    def _parameter(self, tensor: Any) -> Any:
        """The parameter that a tensor is, or is another shape of."""
        known = self._hub.origins.aliased(tensor)
        return plain(tensor) if known is None else known

    def _remade(self, args: Arguments, result: Any, times: float | None = None) -> bool:
        """Whether a weight was computed number by number: a module's parameter in another form, as its absolute values,
        some of it masked, or divided by its norm. What is known of the parameter's layer goes for it. `times`: as
        large, where nothing else became of it.
        """
        if not isinstance(result, Tensor) or result.ndim < 2 or not result.requires_grad:
            return False
        given = [one for one in args if isinstance(one, Tensor)]
        for one in given:
            weight = self._parameter(one) if self._own(one) else None
            if type(weight) is torch.nn.Parameter and one.shape == result.shape:
                if all(other.numel() < one.numel() or self._own(other) for other in given):
                    factor = 1.0 if times is None else times * self._hub.origins.factor(one)
                    self._hub.origins.alias(result, weight, factor)
                    return True
                return False
        return False

    def _own(self, tensor: Tensor) -> bool:
        """Whether no layer and no data of a pass is known to be in a tensor."""
        return self._hub.origins.get(tensor) is None or self._hub.origins.aliased(tensor) is not None

    def settle(self, tensor: Any) -> None:
        """A layer's plain output goes on without an activation: Z and A are this tensor."""
        if not isinstance(tensor, Tensor):
            return
        origin = self._known(tensor)
        call = origin.call if origin is not None else None
        if origin is None or call is None or origin.function != "identity":
            return
        if call.activated:
            call.passed_by = True
            return
        if "activation_mean" in call.values or not fits(call, tensor):
            return
        with self._hub.part("layers"):
            _statistics.describe_plain(call, tensor, self.settings)
        self._watch_gradient(call, tensor)

    def _watch_gradient(self, call: Call, z: Tensor) -> None:
        _statistics.watch_gradient(call, z, self._hub.part("backpropagation"))


def tensors_of(values: Any) -> Iterator[Tensor]:
    """The tensors among a function's arguments, also in lists and tuples of them."""
    for value in values:
        if isinstance(value, Tensor):
            yield value
        elif isinstance(value, tuple | list):
            yield from tensors_of(value)


def is_parameter(value: Any) -> bool:
    """Whether a tensor is what trainings change: a module's parameter, or a leaf that asks for its gradient."""
    if type(value) is torch.nn.Parameter:  # `isinstance` is slow of this class
        return True
    return isinstance(value, Tensor) and ((value.requires_grad and is_leaf(value))
                                          or isinstance(value, torch.nn.Parameter))  # fmt: skip


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
