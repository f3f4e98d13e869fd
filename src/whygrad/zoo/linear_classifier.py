"""The linear classifier of pictures, W·x + b with softmax: its training, its weights, what it answers."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from whygrad.data import Dataset, load
from whygrad.errors import ExperimentError
from whygrad.experiment import Experiment, recipes
from whygrad.trace import Trace

Array = NDArray[np.float64]

_LEAST_UPDATES = 500  # of a small data set, whose epochs are short
_MOST_EPOCHS = 200


def linear_classifier(name: str, experiment: Experiment | None = None) -> Experiment:
    """The training of the recipe `fashion-mnist-linear` on the pictures `name`, for at least 500 updates.

    `experiment` is taken instead of the recipe, with as many epochs as it has if they are not the recipe's. Raises
    `ExperimentError` if the data set has no pictures of classes, or the network more than a single layer.
    """
    recipe = recipes["fashion-mnist-linear"]
    base = (experiment or recipe).replace(name=name)
    if base.network.hidden or base.network.layers:
        raise ExperimentError("zoo-not-single-layer")
    dataset = load(base.data, base.folder)
    if not dataset.pictures or not dataset.classes:
        raise ExperimentError("zoo-no-pictures", data=name)
    if base.training.epochs != recipe.training.epochs:
        return base
    per_epoch = math.ceil(len(dataset.y_train) / base.training.batch_size)
    epochs = min(max(math.ceil(_LEAST_UPDATES / per_epoch), base.training.epochs), _MOST_EPOCHS)
    return base.replace(epochs=epochs)


def linear_weights(trace: Trace, dataset: Dataset) -> tuple[Array, Array]:
    """W (P, K, F) and b (P, K) of each run of a network of a single layer on F inputs.

    Two classes that share one output z have the scores -z/2 and z/2, whose softmax is the sigmoid of z.
    """
    final = trace.final_parameters
    assert final is not None
    features = len(dataset.feature_names)
    outputs = final.shape[1] // (features + 1)
    w = final[:, : outputs * features].astype(np.float64).reshape(-1, outputs, features)
    b = final[:, outputs * features :].astype(np.float64)
    if outputs == 1 and dataset.classes == 2:
        return np.concatenate([-w, w], axis=1) / 2, np.concatenate([-b, b], axis=1) / 2
    return w, b


def probabilities(x: NDArray[np.float32], w: Array, b: Array) -> Array:
    """softmax(W·x + b) of samples (N, F): (N, K)."""
    scores = x.astype(np.float64) @ w.T + b
    scores -= scores.max(axis=1, keepdims=True)
    powers = np.exp(scores)
    return powers / powers.sum(axis=1, keepdims=True)
