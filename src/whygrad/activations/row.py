"""What a row of the table of activations holds."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Function = Callable[[NDArray[np.floating]], NDArray[np.floating]]

INFINITY = math.inf
EVERYWHERE = (-INFINITY, INFINITY)
NOWHERE = (INFINITY, INFINITY)


@dataclass(frozen=True, slots=True)
class Range:
    """The values from `low` to `high`: `reached` says whether the bounds are values, `only` that nothing else is."""

    low: float
    high: float
    reached: tuple[bool, bool] = (False, False)
    only: bool = False

    def __str__(self) -> str:
        """As it is written in mathematics: (-1, 1), [0, ∞), {0, 1}."""
        low, high = _number(self.low), _number(self.high)
        if self.only:
            return f"{{{low}, {high}}}"
        return f"{'[' if self.reached[0] else '('}{low}, {high}{']' if self.reached[1] else ')'}"


def _number(value: float) -> str:
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    return str(int(value)) if value == int(value) else f"{value:.3f}"


@dataclass(frozen=True, slots=True)
class Texts:
    """A text in both languages."""

    en: str
    ko: str


@dataclass(frozen=True, slots=True)
class Spellings:
    """How code applies an activation.

    `pytorch` is an expression of `{}`. Where PyTorch has no function for it, it calls a helper that returns
    `pytorch_helper`, an expression of `z`. `module` is PyTorch's module, "" where there is none. `keras` is an argument
    of Keras' layers; where Keras has no such function, it names a helper that returns `keras_helper`. `onnx` are nodes:
    operator, inputs ("x" is the activation's input, numbers are constants, "1" is the first node's result), attributes.
    `page` is f(z) and f'(z) in JavaScript, with the functions of the page's `charts/formulas.js`. PReLU is a layer of
    its own in PyTorch, Keras and ONNX, as its slope is learned.
    """

    pytorch: str
    module: str
    keras: str
    onnx: tuple[tuple[str, tuple[str | float, ...], dict[str, float]], ...]
    page: tuple[str, str]
    pytorch_helper: str = ""
    keras_helper: str = ""


def _only_in_programs(z: NDArray[np.floating]) -> NDArray[np.floating]:
    """Stands for the formula of a function that no experiment can have."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Activation:
    """One activation f.

    `f` and `derivative` compute in the precision of their argument, without overflow for any z; functions that are only
    known from users' programs have none. `range` is its set of values. `saturated` is the interval (low, high) outside
    which |f'| is below 5 % of its maximum for good: inputs below `low` or above `high` are saturated; infinite where it
    never saturates. `sloped` is the interval outside which f' is exactly 0. `monotone` says that f never decreases.
    `relu_like` says that He's initialization fits: f is about z above 0, and small below. `costly` counts the
    exponentials, logarithms and the like that one value needs.

    `called` are the names of PyTorch's functions that compute it, also with other constants. `kernel` is the kernel's
    struct, "" for functions that are only known from users' programs; `vanishes` says that f' is 0 in single precision
    over a range of inputs, so that units can be off. `number` is its number in the kernel, its place in the table.
    `about` describes it where exported code has to define it. `source` is where it comes from.
    """

    name: str
    range: Range
    saturated: tuple[float, float] = EVERYWHERE
    sloped: tuple[float, float] = EVERYWHERE
    monotone: bool = True
    relu_like: bool = False
    zero_centered: bool = False
    called: tuple[str, ...] = ()
    f: Function = _only_in_programs
    derivative: Function = _only_in_programs
    kernel: str = ""
    vanishes: bool = False
    costly: int = 0
    code: Spellings | None = None
    title: Texts | None = None
    about: Texts | None = None
    source: str = ""
    number: int = -1

    @property
    def range_text(self) -> str:
        """Its set of values, as it is written in mathematics."""
        return str(self.range)

    @property
    def flat(self) -> bool:
        """Whether its derivative is 0 everywhere, so that nothing below it can learn."""
        return self.sloped == NOWHERE

    @property
    def flat_at_both_ends(self) -> bool:
        """Whether it saturates for large inputs of either sign."""
        return math.isfinite(self.saturated[0]) and math.isfinite(self.saturated[1])

    @property
    def bounded(self) -> bool:
        """Whether its values have a lower and an upper bound."""
        return math.isfinite(self.range.low) and math.isfinite(self.range.high)
