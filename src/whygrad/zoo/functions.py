"""Any continuous piece-wise linear function of one number as a ReLU network, exactly: weights worked out, not learned.

With breakpoints t₁ < … < t_k, values y₁ … y_k and slopes s₀ … s_k between and outside of them,

    f(x) = y₁ - s₀·relu(t₁ - x) + s₁·relu(x - t₁) + Σ_{i≥2} (s_i - s_{i-1})·relu(x - t_i),

which is one hidden layer of k + 1 units (He, Li, Xu & Zheng 2018, arXiv:1807.03973, section 3; Arora et al. 2018).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from whygrad.data import Table
from whygrad.errors import InputError
from whygrad.experiment import Experiment
from whygrad.nets import Plan, forward, plan

Array = NDArray[np.float64]

MOST_POINTS = 255  # a page's layer holds 256 units
_DATA = "function.csv"
_SAMPLES = 200


@dataclass(frozen=True, slots=True)
class PiecewiseLinear:
    """A continuous function that is straight between the points (x_i, y_i) and goes on outside with its outer slopes.

    Raises `InputError` where x does not rise from point to point, or something is not a finite number.
    """

    x: tuple[float, ...]
    y: tuple[float, ...]
    left: float = 0.0
    right: float = 0.0

    def __post_init__(self) -> None:
        if not self.x or len(self.x) != len(self.y) or len(self.x) > MOST_POINTS:
            raise InputError("zoo-function-shape", x=str(len(self.x)), y=str(len(self.y)), most=str(MOST_POINTS))
        numbers = np.array([*self.x, *self.y, self.left, self.right], np.float64)
        if not np.isfinite(numbers).all():
            places = [f"{axis}[{at}]" for axis in "xy" for at in range(len(self.x))] + ["left", "right"]
            raise InputError("zoo-function-finite", where=places[int(np.argmin(np.isfinite(numbers)))])
        falls = np.flatnonzero(np.diff(self.x) <= 0)
        if len(falls):
            at = int(falls[0])
            before, after = f"{self.x[at]:g}", f"{self.x[at + 1]:g}"
            raise InputError("zoo-function-order", where=f"x[{at + 1}]", x=after, before=before)
        with np.errstate(over="ignore"):
            if not np.isfinite(self.slopes).all():
                raise InputError("zoo-function-steep")

    @property
    def slopes(self) -> Array:
        """s₀ … s_k: (k + 1,), of each straight piece from the left."""
        return np.array([self.left, *np.diff(self.y) / np.diff(self.x), self.right])

    def __call__(self, x: NDArray[np.floating]) -> Array:
        """The function at any x (N,)."""
        x = np.asarray(x, np.float64)
        inner = np.interp(x, self.x, self.y)
        inner += self.left * np.minimum(x - self.x[0], 0)
        return inner + self.right * np.maximum(x - self.x[-1], 0)


@dataclass(frozen=True, eq=False)
class ExactNetwork:
    """A network that is a function: `experiment` (data sampled from it), and its weights, `parameters` (1, n)."""

    function: PiecewiseLinear
    experiment: Experiment
    parameters: Array

    @cached_property
    def plan(self) -> Plan:
        """The network's plan, for one input and one number."""
        return plan(self.experiment, 1, "numbers", 0)

    def __call__(self, x: NDArray[np.floating]) -> NDArray[np.floating]:
        """What the network answers to x (N,), in the precision of `x`."""
        own = self.parameters.astype(x.dtype)
        return np.asarray(forward(self.plan, own, x[:, None])[-1][0, :, 0])


def exact_network(function: PiecewiseLinear) -> ExactNetwork:
    """The function as one hidden layer of ReLU units, one for each breakpoint and one more, on all numbers."""
    first, *others = function.x
    slopes = function.slopes
    weights = [-1.0, 1.0, *[1.0] * len(others)]
    biases = [first, -first, *[-t for t in others]]
    outward = [-slopes[0], slopes[1], *np.diff(slopes[1:])]
    return _network(function, [len(weights)], [weights, biases, outward, [function.y[0]]])


def narrow_network(function: PiecewiseLinear, low: float, high: float) -> ExactNetwork:
    """The function on low ≤ x ≤ high as a deep network of width 3: one layer a breakpoint between the two.

    In each layer one unit passes x on, one is the kink at the layer's breakpoint, and one gathers what the kinks before
    it add up to, lifted so far that it never falls below 0 (Hanin 2017; He et al. 2018, section 4).

    Raises `InputError` unless low < high are finite.
    """
    if not (np.isfinite([low, high]).all() and low < high):
        raise InputError("zoo-function-range", low=str(low), high=str(high))
    inside = [t for t in function.x if low < t < high]
    kinks = [low, *inside]
    ends = np.array([low, *inside, high])
    values = function(ends)
    slopes = np.diff(values) / np.diff(ends)
    turns = [slopes[0], *np.diff(slopes)]  # of the kinks: f(x) = f(low) + Σ turn·relu(x - kink)
    lift = sum(abs(turn) * (high - kink) for turn, kink in zip(turns, kinks, strict=True))
    blocks: list[list[float]] = []
    for at, kink in enumerate(kinks):
        if at == 0:  # of x: x - low, x - kink, 0 + lift
            blocks += [[1.0, 1.0, 0.0], [-low, -kink, lift]]
        else:  # of the three before
            blocks += [[1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, turns[at - 1], 1.0], [0.0, low - kink, 0.0]]
    blocks += [[0.0, turns[-1], 1.0], [values[0] - lift]]
    return _network(function, [3] * len(kinks), blocks, (low, high))


def _network(
    function: PiecewiseLinear,
    hidden: Sequence[int],
    blocks: Sequence[Sequence[float]],
    limits: tuple[float, float] | None = None,
) -> ExactNetwork:
    """Weights and biases in the order that plans have them, and data to train on: the function's own values."""
    if limits is None:
        margin = 0.5 * (function.x[-1] - function.x[0]) or 1.0
        limits = function.x[0] - margin, function.x[-1] + margin
    x = np.linspace(*limits, _SAMPLES)
    files: Mapping[str, Table] = {_DATA: Table(x[:, None], function(x), ("x1",), points=True)}
    experiment = Experiment().replace(name=_DATA, hidden=list(hidden), activation="relu", output="identity")
    return ExactNetwork(function, experiment.at(files), np.concatenate([np.ravel(one) for one in blocks])[None])
