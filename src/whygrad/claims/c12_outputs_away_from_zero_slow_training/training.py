"""Gradient descent in NumPy for networks whose activation function is moved up or down by a constant.

Weights, batches and their order are those of the experiment's own runs, so with a shift of 0 the losses are those of
`whygrad.train`. The letters: P runs, N samples, I and O inputs and outputs of a layer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from whygrad.data import load
from whygrad.experiment import Experiment
from whygrad.nets import ACTIVATIONS, initial_parameters, plan
from whygrad.nets.random import sample_order

Array = NDArray[np.float64]

_AT_ONCE = 8  # runs whose losses are computed at a time, so that their numbers fit into the processor's cache


class ShiftedNetworks:
    """P networks with f(z) + shift in place of f(z), at the start the same functions as with f(z).

    The biases take up the shift: w·(a + shift) + b - shift·Σw = w·a + b.
    """

    def __init__(self, experiment: Experiment, seeds: Sequence[int], shift: float) -> None:
        dataset = load(experiment.data, experiment.folder)
        self.x, self.y = np.asarray(dataset.x_train, np.float64), np.asarray(dataset.y_train, np.float64)
        own = plan(experiment, self.x.shape[1], dataset.task, dataset.classes)
        assert own.loss == "binary-cross-entropy"
        flat = initial_parameters(own, np.asarray(seeds, np.uint32)).astype(np.float64)
        parts = [flat[:, p.offset : p.offset + p.count].reshape(len(flat), *p.shape) for p in own.parameters]
        self.weights, self.biases = parts[::2], [bias[:, None] for bias in parts[1::2]]
        for weight, bias in zip(self.weights[1:], self.biases[1:], strict=True):
            bias -= shift * weight.sum(axis=2)[:, None]
        self._f, self._shift = ACTIVATIONS[str(experiment.network.activation)], shift

    def forward(self, x: Array, runs: slice = slice(None)) -> tuple[list[Array], list[Array]]:
        """Pre-activations, and what each layer gets, of inputs (N, I) or (P, N, I), for some of the runs. The last
        pre-activation is the logit, (P, N, 1).
        """
        before: list[Array] = []
        inputs = [x]
        for weight, bias in zip(self.weights, self.biases, strict=True):
            before.append(inputs[-1] @ weight[runs].swapaxes(1, 2) + bias[runs])
            inputs.append(np.asarray(self._f.f(before[-1]), np.float64) + self._shift)
        return before, inputs[:-1]

    def loss(self) -> Array:
        """Mean binary cross-entropy over the training set: (P,)."""
        parts: list[Array] = []
        for first in range(0, len(self.biases[0]), _AT_ONCE):
            z = self.forward(self.x, slice(first, first + _AT_ONCE))[0][-1][:, :, 0]
            parts.append((np.logaddexp(0, z) - self.y * z).mean(axis=1))
        return np.concatenate(parts)

    def update(self, samples: NDArray[np.int64], rate: Array) -> None:
        """One step of gradient descent on the samples (P, N) with learning rates (P, 1, 1)."""
        before, inputs = self.forward(self.x[samples])
        delta = (ACTIVATIONS["sigmoid"].f(before[-1]) - self.y[samples][:, :, None]) / samples.shape[1]
        for layer in reversed(range(len(self.weights))):
            gradient, of_bias = delta.swapaxes(1, 2) @ inputs[layer], delta.sum(axis=1, keepdims=True)
            if layer:
                delta = delta @ self.weights[layer] * self._f.derivative(before[layer - 1])
            self.weights[layer] -= rate * gradient
            self.biases[layer] -= rate * of_bias


def losses(experiment: Experiment, seeds: Sequence[int], shift: float, rates: Sequence[float]) -> Array:
    """Training losses at the start and after every `recording.every` updates, for each learning rate: (R, P, S).

    The seeds are the same for each rate. Runs of one seed visit the samples in the order in which `whygrad.train`
    visits them.
    """
    training, every = experiment.training, int(experiment.recording.every)
    runs = ShiftedNetworks(experiment, list(seeds) * len(rates), shift)
    rate = np.repeat(np.asarray(rates, np.float64), len(seeds))[:, None, None]
    found, done = [runs.loss()], 0
    with np.errstate(all="ignore"):  # a learning rate that is too high ends in infinities, which count as slow
        for epoch in range(training.epochs):
            order = np.tile(sample_order(np.asarray(seeds, np.uint32), epoch, len(runs.y)), (len(rates), 1))
            for first in range(0, len(runs.y), training.batch_size):
                runs.update(order[:, first : first + training.batch_size], rate)
                done += 1
                if done % every == 0:
                    found.append(runs.loss())
    return np.stack(found, axis=1).reshape(len(rates), len(seeds), -1)
