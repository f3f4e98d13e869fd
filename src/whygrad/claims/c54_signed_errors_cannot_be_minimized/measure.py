"""Gradient descent on the sum of signed errors, and on losses that have a minimum, written out in NumPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from whygrad.data import load
from whygrad.experiment import Experiment

Array = NDArray[np.float64]

SLOPES: Mapping[str, Callable[[Array], Array]] = {
    "signed": lambda error: np.full_like(error, -1.0),  # of e = y - p: it does not depend on e
    "absolute": lambda error: -np.sign(error),
    "squared": lambda error: -2 * error,
}
"""Derivative of the loss of one sample with respect to the prediction p, for an error e = y - p."""


class Network:
    """p = f(w·h + b) with h = x (no hidden units) or tanh(V·x + c), of inputs (N, D); f is the identity or σ."""

    def __init__(self, seed: int, inputs: int, hidden: int, output: str) -> None:
        random = np.random.default_rng(seed)
        width = hidden or inputs
        self.output = output
        self.first = [random.normal(0, 1, (inputs, hidden)), random.normal(0, 1, hidden)] if hidden else []
        self.last = [random.normal(0, 1 / np.sqrt(width), (width, 1)), np.zeros(1)]

    def forward(self, x: Array) -> tuple[Array, Array]:
        """Hidden activations (N, H) and predictions (N, 1)."""
        h = np.tanh(x @ self.first[0] + self.first[1]) if self.first else x
        z = h @ self.last[0] + self.last[1]
        return h, expit(z) if self.output == "sigmoid" else z

    def gradients(self, x: Array, y: Array, loss: str) -> list[Array]:
        """Of the mean loss, in the order of `first`, `last`; targets (N, 1)."""
        h, p = self.forward(x)
        delta = SLOPES[loss](y - p) / len(x)
        if self.output == "sigmoid":
            delta = delta * p * (1 - p)
        back: list[Array] = []
        if self.first:
            below = delta @ self.last[0].T * (1 - h**2)
            back = [x.T @ below, below.sum(axis=0)]
        return [*back, h.T @ delta, delta.sum(axis=0)]

    def descend(self, x: Array, y: Array, loss: str, rate: float, updates: int) -> None:
        """Full-batch gradient descent; the learning rate falls linearly to 0."""
        for update in range(updates):
            for number, gradient in zip([*self.first, *self.last], self.gradients(x, y, loss), strict=True):
                number -= rate * (1 - update / updates) * gradient


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """log10 of the RMS training error divided by that of the best constant prediction, after training: (P,).

    0 is no better than a constant prediction. Inputs are standardized.
    """
    settings = dict(settings)
    loss, hidden, output = (settings.pop(name) for name in ("loss", "hidden", "output"))
    rate, updates = settings.pop("rate"), settings.pop("updates")
    experiment = Experiment().replace(**settings)
    dataset = load(experiment.data, experiment.folder)
    x = dataset.x_train.astype(np.float64)
    y = dataset.y_train.astype(np.float64).reshape(-1, 1)
    found: list[float] = []
    for seed in seeds:
        network = Network(seed, x.shape[1], hidden, output)
        network.descend(x, y, loss, rate, updates)
        error = y - network.forward(x)[1]
        found.append(float(np.log10(np.sqrt(np.square(error).mean()) / y.std())))
    return np.array(found)
