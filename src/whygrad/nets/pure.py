"""An experiment's network as a pure function of its parameters and an input, in NumPy: for pictures and as an
oracle.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from whygrad.activations import ACTIVATIONS
from whygrad.nets.plan import Op, Plan

Array = NDArray[np.floating]
EPSILON = 1e-5  # of the normalizations, as in PyTorch


def _normalize(x: Array, mean: Array, variance: Array, gamma: Array, beta: Array) -> Array:
    return (x - mean) / np.sqrt(variance + EPSILON) * gamma[:, None] + beta[:, None]


def _apply(plan: Plan, op: Op, x: Array, values: list[Array | None], parameters: Array, running: Array | None) -> Array:
    runs, units, inputs = len(parameters), plan.widths[op.target], plan.widths[op.source]
    if op.kind == "dense":
        weight = parameters[:, op.parameter : op.parameter + units * inputs].reshape(runs, units, inputs)
        return x @ weight.transpose(0, 2, 1) + parameters[:, None, op.bias : op.bias + units]
    if op.kind == "activation":
        if op.activation == "prelu":
            return np.where(x < 0, parameters[:, op.parameter, None, None] * x, x)
        return ACTIVATIONS[op.activation].f(x)
    if op.kind in ("batch-norm", "layer-norm"):
        gamma, beta = (parameters[:, at : at + units] for at in (op.parameter, op.bias))
        if op.kind == "layer-norm":
            return _normalize(x, x.mean(-1, keepdims=True), x.var(-1, keepdims=True), gamma, beta)
        if running is None:
            return _normalize(x, x.mean(1, keepdims=True), x.var(1, keepdims=True), gamma, beta)
        mean, variance = (running[:, None, at : at + units] for at in (op.running, op.running + units))
        return _normalize(x, mean, variance, gamma, beta)
    if op.kind == "add":
        other = values[op.shortcut]
        assert other is not None
        return x + other
    if op.kind == "softmax":
        e = np.exp(x - x.max(-1, keepdims=True))
        return e / e.sum(-1, keepdims=True)
    return x  # dropout is the identity outside of training


def forward(plan: Plan, parameters: Array, x: Array, running: Array | None = None) -> list[Array]:
    """All values of the network, evaluated: value v has shape (P, N, widths[v]).

    `parameters` (P, n), `x` (N, F). Batch normalization uses `running` statistics (P, plan.running), the batch's own
    if there are none. The last one is what the loss reads.
    """
    values: list[Array | None] = [None] * len(plan.widths)
    values[0] = np.broadcast_to(x, (len(parameters), *x.shape))
    for op in plan.ops:
        source = values[op.source]
        assert source is not None
        values[op.target] = _apply(plan, op, source, values, parameters, running)
    return [value for value in values if value is not None]
