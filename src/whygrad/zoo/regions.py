"""Networks of ReLU units and their like as piece-wise linear functions: their linear regions, exactly.

Where every unit stays on one straight piece of its activation, the network is one affine map W·x + b. The set of such
inputs is a convex polygon (an interval on a line), and all of them together tile the input. They are found layer by
layer: on a region of the layers before, what a unit receives is affine, so each corner of its activation cuts the
region along a straight line. Nothing is sampled (He, Li, Xu & Zheng 2018, arXiv:1807.03973; Montúfar et al. 2014;
Arora et al. 2018; Hanin & Rolnick 2019).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from whygrad.activations.table import LEAKY_SLOPE
from whygrad.errors import ExperimentError
from whygrad.nets import Op, Plan, forward
from whygrad.nets.pure import EPSILON

Array = NDArray[np.float64]
Affine = tuple[Array, Array]  # W (U, D), b (U,)

MOST_REGIONS = 100_000
ROUNDING = 1e-9  # of the box: regions thinner than this are not told apart
_PROBE = 1e-6  # of the box: how far over an edge its neighbor is looked for
_SAME = 1e-9  # relative difference up to which two affine maps are the same

# The straight pieces of an activation: corners between them, and slope and offset of each; prelu's slope is learned.
_PIECES: dict[str, tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]] = {
    "linear": ((), (1.0,), (0.0,)),
    "relu": ((0.0,), (0.0, 1.0), (0.0, 0.0)),
    "leaky-relu": ((0.0,), (LEAKY_SLOPE, 1.0), (0.0, 0.0)),
    "prelu": ((0.0,), (math.nan, 1.0), (0.0, 0.0)),
    "piecewise-linear": ((-1.0, 1.0), (0.0, 1.0, 0.0), (-1.0, 0.0, 1.0)),
    "step": ((0.0,), (0.0, 0.0), (0.0, 1.0)),
    "sign": ((0.0,), (0.0, 0.0), (-1.0, 1.0)),
}
STRAIGHT = frozenset(_PIECES)


@dataclass(frozen=True, slots=True)
class _Cell:
    vertices: Array  # (K, D), around it; the two ends of an interval
    values: dict[int, Affine]  # of the plan
    pattern: bytes  # on which piece each unit is


@dataclass(frozen=True, eq=False)
class Regions:
    """The linear regions of one network inside a box of its D raw inputs, D of 1 or 2; R regions, O outputs.

    `vertices[r]` (K, D) the corners of region r, in order; `patterns` (R, U) the piece that each hidden unit is on;
    `matrix` (R, O, D) and `bias` (R, O): the output there, before its function (softmax, sigmoid, tanh) if it has one.
    """

    plan: Plan
    box: Array  # (D, 2) low and high
    vertices: tuple[Array, ...]
    patterns: NDArray[np.uint8]
    matrix: Array
    bias: Array
    network: _Network

    @property
    def count(self) -> int:
        """R: how many regions there are on which each unit stays on one piece (activation regions)."""
        return len(self.vertices)

    @cached_property
    def pieces(self) -> int:
        """How many pieces the output has: neighbors on which its affine map is the same count as one.

        Smaller than `count` where a corner of a unit does not reach the output, as behind a unit that is off.
        """
        return len(set(self.merged.tolist()))

    @cached_property
    def merged(self) -> NDArray[np.int64]:
        """The piece that each region belongs to, by the number of its first region: (R,)."""
        parents = list(range(self.count))

        def root(at: int) -> int:
            while parents[at] != at:
                parents[at] = at = parents[parents[at]]
            return at

        known = {pattern.tobytes(): at for at, pattern in enumerate(self.patterns)}
        owners, points = self._over_the_edges()
        for owner, pattern in zip(owners, self.network.patterns(points), strict=True):
            other = known.get(pattern.tobytes())
            if other is not None and self._same(owner, other):
                low, high = sorted((root(owner), root(other)))
                parents[high] = low
        return np.array([root(at) for at in range(self.count)])

    def _same(self, one: int, other: int) -> bool:
        reach = float(np.abs(self.box).max())
        sizes = np.abs(self.matrix[one]).sum() * reach + np.abs(self.bias[one]).sum()
        apart = np.abs(self.matrix[one] - self.matrix[other]).sum() * reach
        apart += np.abs(self.bias[one] - self.bias[other]).sum()
        return bool(apart <= _SAME * max(float(sizes), 1e-300))

    def _over_the_edges(self) -> tuple[list[int], Array]:
        """A point just over the middle of every edge inside the box, and whose edge it is."""
        step = _PROBE * float(np.ptp(self.box, axis=1).max())
        owners: list[int] = []
        points: list[Array] = []
        for at, corners in enumerate(self.vertices):
            if corners.shape[1] == 1:
                over = corners + np.array([[-step], [step]])
            else:
                along = np.roll(corners, -1, axis=0) - corners
                outward = np.stack((along[:, 1], -along[:, 0]), axis=1)  # of corners that run counterclockwise
                length = np.linalg.norm(along, axis=1, keepdims=True)
                over = corners + 0.5 * along + step * outward / np.maximum(length, 1e-300)
            inside = ((over > self.box[:, 0]) & (over < self.box[:, 1])).all(axis=1)
            owners += [at] * int(inside.sum())
            points.append(over[inside])
        return owners, np.concatenate(points)

    @cached_property
    def breakpoints(self) -> Array:
        """Where one region ends and the next begins, in order, of one input: (R - 1,)."""
        if len(self.box) != 1:
            raise ExperimentError("zoo-regions-line")
        return np.sort([corners.min() for corners in self.vertices])[1:]

    def boundary(self, level: float = 0.0) -> Array:
        """Where output 0 is `level`, as straight segments: (S, 2, 2), exact; of two inputs."""
        found: list[Array] = []
        for corners, matrix, bias in zip(self.vertices, self.matrix, self.bias, strict=True):
            z = corners @ matrix[0] + bias[0] - level
            z[np.abs(z) <= ROUNDING * (np.abs(matrix[0]).sum() * np.abs(self.box).max() + abs(bias[0]))] = 0
            following, after = np.roll(corners, -1, axis=0), np.roll(z, -1)
            crossing = (z < 0) != (after < 0)
            if crossing.sum() == 2:
                share = (z / np.where(z == after, 1.0, z - after))[crossing, None]
                found.append(corners[crossing] + share * (following - corners)[crossing])
        return np.array(found).reshape(-1, 2, 2)


@dataclass(frozen=True, slots=True, eq=False)
class _Network:
    """One network with what makes its inputs of the raw ones."""

    plan: Plan
    parameters: Array  # (n,)
    running: Array | None
    inputs: Affine

    @property
    def ops(self) -> tuple[Op, ...]:
        """All operations up to what the output's function, if any, is applied to."""
        last = self.plan.before[-1]
        return tuple(op for op in self.plan.ops if op.target <= last)

    def pieces_of(self, op: Op) -> tuple[Array, Array, Array]:
        """Corners, slopes and offsets of an activation."""
        corners, slopes, offsets = (np.array(row) for row in _PIECES[op.activation])
        if op.activation == "prelu":
            slopes[0] = self.parameters[op.parameter]
        return corners, slopes, offsets

    def patterns(self, points: Array) -> NDArray[np.uint8]:
        """The piece that each hidden unit is on at raw inputs (N, D): (N, U)."""
        matrix, bias = self.inputs
        running = None if self.running is None else self.running[None]
        values = forward(self.plan, self.parameters[None], points @ matrix.T + bias, running)
        rows = [
            np.searchsorted(self.pieces_of(op)[0], values[op.source][0], side="right")
            for op in self.ops
            if op.kind == "activation"
        ]
        return np.concatenate([np.zeros((len(points), 0), np.uint8), *rows], axis=1).astype(np.uint8)

    def apply(self, op: Op, values: dict[int, Affine]) -> Affine:
        """An operation that is affine, on what is affine."""
        matrix, bias = values[op.source]
        units = self.plan.widths[op.target]
        if op.kind == "dense":
            weight = self.parameters[op.parameter : op.parameter + units * len(matrix)].reshape(units, -1)
            return weight @ matrix, weight @ bias + self.parameters[op.bias : op.bias + units]
        if op.kind == "batch-norm":
            assert self.running is not None
            mean, variance = np.split(self.running[op.running : op.running + 2 * units], 2)
            scale = self.parameters[op.parameter : op.parameter + units] / np.sqrt(variance + EPSILON)
            return matrix * scale[:, None], (bias - mean) * scale + self.parameters[op.bias : op.bias + units]
        if op.kind == "add":
            return matrix + values[op.shortcut][0], bias + values[op.shortcut][1]
        return matrix, bias  # dropout is the identity outside of training


def bent(plan: Plan) -> str | None:
    """What keeps a network from being piece-wise linear, as "tanh" or "layer-norm"; `None` if nothing does.

    The output's own function does not: regions are those of what it is applied to.
    """
    for op in plan.ops:
        if op.target > plan.before[-1]:
            continue
        if op.kind == "activation" and op.activation not in STRAIGHT:
            return op.activation
        if op.kind in ("layer-norm", "softmax"):
            return op.kind
    return None


def linear_regions(
    plan: Plan,
    parameters: NDArray[np.floating],
    box: Sequence[tuple[float, float]],
    *,
    running: NDArray[np.floating] | None = None,
    inputs: tuple[NDArray[np.floating], NDArray[np.floating]] | None = None,
) -> Regions:
    """All linear regions of one network with `parameters` (n,) inside `box`, (low, high) for each of its D raw inputs.

    `inputs`: matrix (F, D) and offset (F,) that make what the network sees of raw inputs, the identity by default.
    `running` are the running statistics of batch normalization. Computed in double precision; regions thinner than
    1e-9 of the box are not told apart.

    Raises `ExperimentError` for a network that is not piece-wise linear (`bent`), more than two raw inputs, numbers
    that are not finite, or more than 100,000 regions.
    """
    what = bent(plan)
    if what is not None:
        raise ExperimentError("zoo-regions-bent", what=what)
    limits = np.array(box, np.float64).reshape(-1, 2)
    if len(limits) not in (1, 2) or (inputs is None and len(limits) != plan.widths[0]):
        raise ExperimentError("zoo-regions-inputs", inputs=str(plan.widths[0] if inputs is None else len(limits)))
    own = np.asarray(parameters, np.float64).reshape(-1)[: plan.count]
    if not (np.isfinite(own).all() and np.isfinite(limits).all() and (limits[:, 0] < limits[:, 1]).all()):
        raise ExperimentError("zoo-regions-finite")
    if inputs is None:
        inputs = np.eye(len(limits)), np.zeros(len(limits))
    seen = np.asarray(inputs[0], np.float64), np.asarray(inputs[1], np.float64)
    network = _Network(plan, own, None if running is None else np.asarray(running, np.float64), seen)
    (x0, x1), (y0, y1) = limits[0], limits[-1]
    corners = [[x0], [x1]] if len(limits) == 1 else [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
    cells = [_Cell(np.array(corners), {0: seen}, b"")]
    for op in network.ops:
        if op.kind != "activation":
            cells = [
                _Cell(one.vertices, {**one.values, op.target: network.apply(op, one.values)}, one.pattern)
                for one in cells
            ]
            continue
        pieces = network.pieces_of(op)
        cells = [part for one in cells for part in _bend(one, op, pieces)]
        if len(cells) > MOST_REGIONS:
            raise ExperimentError("zoo-regions-many", most=f"{MOST_REGIONS:,}")
    last = [one.values[plan.before[-1]] for one in cells]
    return Regions(
        plan=plan,
        box=limits,
        vertices=tuple(one.vertices for one in cells),
        patterns=np.array([list(one.pattern) for one in cells], np.uint8).reshape(len(cells), -1),
        matrix=np.array([matrix for matrix, _ in last]),
        bias=np.array([bias for _, bias in last]),
        network=network,
    )


def _bend(cell: _Cell, op: Op, pieces: tuple[Array, Array, Array]) -> list[_Cell]:
    """A cell cut along the corners of a layer's units, with what the units answer on each part."""
    corners, slopes, offsets = pieces
    matrix, bias = cell.values[op.source]
    reach = np.abs(cell.vertices).max()
    parts = [cell.vertices]
    for corner in corners:
        for w, b in zip(matrix, bias, strict=True):
            tolerance = ROUNDING * (np.abs(w).sum() * reach + abs(b - corner))
            parts = [piece for part in parts for piece in _cut(part, part @ w + (b - corner), tolerance)]
    found: list[_Cell] = []
    for part in parts:
        states = np.searchsorted(corners, matrix @ part.mean(axis=0) + bias, side="right")
        slope = slopes[states]
        answer = matrix * slope[:, None], bias * slope + offsets[states]
        pattern = cell.pattern + states.astype(np.uint8).tobytes()
        found.append(_Cell(part, {**cell.values, op.target: answer}, pattern))
    return found


def _cut(vertices: Array, z: Array, tolerance: float) -> tuple[Array, ...]:
    """A convex polygon or an interval cut where z is 0, z (K,) being what an affine function is at its corners."""
    if z.min() >= -tolerance or z.max() <= tolerance:
        return (vertices,)
    if len(vertices) == 2:
        middle = vertices[0] + z[0] / (z[0] - z[1]) * (vertices[1] - vertices[0])
        return np.array([vertices[0], middle]), np.array([middle, vertices[1]])
    above: list[Array] = []
    below: list[Array] = []
    for at, here in enumerate(z):
        following = (at + 1) % len(z)
        there = z[following]
        if here >= -tolerance:
            above.append(vertices[at])
        if here <= tolerance:
            below.append(vertices[at])
        if (here > tolerance and there < -tolerance) or (here < -tolerance and there > tolerance):
            middle = vertices[at] + here / (here - there) * (vertices[following] - vertices[at])
            above.append(middle)
            below.append(middle)
    return np.array(above), np.array(below)


def most_regions(hidden: Sequence[int], inputs: int = 2) -> int:
    """An upper bound of the regions of a ReLU network, whatever its weights are.

    Each layer cuts a region of the ones before into at most Σⱼ C(n, j) parts, j up to the least width so far
    (Montúfar 2017); of one layer this is what n lines in general position do, 1 + n + C(n, 2) (Zaslavsky 1975).
    """
    narrowest = list(accumulate([inputs, *hidden], min))
    return math.prod(
        sum(math.comb(n, j) for j in range(dimension + 1)) for n, dimension in zip(hidden, narrowest, strict=False)
    )


def input_map(seen: Array, raw: Array) -> tuple[Array, Array] | None:
    """The affine map (F, D), (F,) by which a network sees raw inputs: `seen` (N, F) of `raw` (N, D).

    `None` if there is none, as with the features x1² or sin(x1), for then regions are not polygons.
    """
    rows = np.column_stack([raw, np.ones(len(raw))])
    found = np.asarray(np.linalg.lstsq(rows, seen, rcond=None)[0], np.float64)
    size = max(float(np.abs(seen).max()), 1e-300)
    if np.abs(rows @ found - seen).max() > 1e-5 * size:
        return None
    return found[:-1].T, found[-1]


__all__ = ["MOST_REGIONS", "Regions", "bent", "input_map", "linear_regions", "most_regions"]
