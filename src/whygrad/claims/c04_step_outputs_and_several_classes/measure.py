"""Several step outputs on several classes, beside the same single layer that is read by its largest sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.data import load
from whygrad.experiment import Experiment

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

_EPOCHS = 20


def perceptrons(x: Array, wanted: NDArray[np.bool_], seed: int) -> Array:
    """One perceptron per column of `wanted` (N, K): the averaged weights (D + 1, K), bias last.

    Rosenblatt's rule for each unit by itself; the mean of the weights over all samples is used, which settles where
    the classes overlap (Freund and Schapire 1999).
    """
    ones = np.column_stack([x, np.ones(len(x))])
    sign = np.where(wanted, 1.0, -1.0)
    w = np.zeros((ones.shape[1], wanted.shape[1]))
    total = np.zeros_like(w)
    random = np.random.default_rng(seed)
    for at in np.concatenate([random.permutation(len(x)) for _ in range(_EPOCHS)]):
        wrong = sign[at] * (ones[at] @ w) <= 0
        w += np.outer(ones[at], sign[at] * wrong)
        total += w
    return total


def rivals(x: Array, y: Labels, classes: int, seed: int) -> Array:
    """A linear classifier read by its largest sum, by the perceptron rule for several classes (Kesler's): (D + 1, K).

    Where another class has the larger sum, the sample is added to its own class' weights and taken from the other's.
    """
    ones = np.column_stack([x, np.ones(len(x))])
    w = np.zeros((ones.shape[1], classes))
    total = np.zeros_like(w)
    random = np.random.default_rng(seed)
    for at in np.concatenate([random.permutation(len(x)) for _ in range(_EPOCHS)]):
        scores = ones[at] @ w
        scores[y[at]] -= 1e-12  # equal sums are no answer
        most = int(np.argmax(scores))
        if most != y[at]:
            w[:, y[at]] += ones[at]
            w[:, most] -= ones[at]
        total += w
    return total


def code(name: str, classes: int) -> NDArray[np.bool_]:
    """What K classes want of step outputs: "one" output each (K, K), or one per step of an "order" (K, K - 1)."""
    if name == "one":
        return np.eye(classes, dtype=np.bool_)
    return np.tri(classes, classes - 1, -1, dtype=np.bool_)


def in_a_row(seed: int, samples: int = 500) -> tuple[Array, Labels]:
    """Three normal clouds of standard deviation 0.7 at (-4, 0), (0, 0) and (4, 0)."""
    random = np.random.default_rng(seed)
    y = np.arange(samples, dtype=np.int64) % 3
    return random.normal(0, 0.7, (samples, 2)) + np.column_stack([4.0 * (y - 1), np.zeros(samples)]), y


def accuracy(x: Array, y: Labels, x_test: Array, y_test: Labels, *, outputs: str, seed: int) -> float:
    """Test accuracy in percent. `outputs`: "largest" (one sum per class), or the name of a `code` of step outputs.

    Of step outputs a sample is right if all of them are as its class wants: no output on, or two, is no answer.
    """
    classes = int(y.max()) + 1
    ones = np.column_stack([x_test, np.ones(len(x_test))])
    if outputs == "largest":
        return 100 * float((np.argmax(ones @ rivals(x, y, classes, seed), axis=1) == y_test).mean())
    wanted = code(outputs, classes)
    on = ones @ perceptrons(x, wanted[y], seed) >= 0
    return 100 * float((on == wanted[y_test]).all(axis=1).mean())


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """`accuracy` by seed: (P,). The data are "row" (`in_a_row`) or those of an experiment, drawn anew by each seed."""
    settings = dict(settings)
    outputs, name = settings.pop("outputs"), settings["name"]
    found: list[float] = []
    for seed in seeds:
        if name == "row":
            (x, y), half = in_a_row(seed), 250
            parts = x[:half], y[:half], x[half:], y[half:]
        else:
            experiment = Experiment().replace(**settings, **{"data.seed": seed})
            data = load(experiment.data, experiment.folder)
            x, x_test = data.x_train.astype(np.float64), data.x_test.astype(np.float64)
            parts = x, data.y_train.astype(np.int64), x_test, data.y_test.astype(np.int64)
        found.append(accuracy(*parts, outputs=outputs, seed=seed))
    return np.array(found)
