"""Networks of two families and growing size are trained; what they need for an accuracy is read off between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.data import load
from whygrad.experiment import Experiment
from whygrad.experiment.layers import Layer, checked
from whygrad.nets.layers import rows, sequential
from whygrad.zoo.convolution import layers as convolutional

Array = NDArray[np.float64]

SIDE = 28
CLASSES = 10
SIZES = {"conv": (1, 2, 4, 8), "dense": (4, 8, 16, 32, 64)}  # filters of the first convolution, hidden units
EPOCHS, BATCH, LEARNING_RATE = 12, 32, 0.003
LEAST_GAP = 1.0  # percentage points, so that its logarithm exists


def layers(family: str, size: int) -> tuple[Layer, ...]:
    """The network of `whygrad explain convolution` with so many filters, or one hidden layer of so many units."""
    if family == "conv":
        return checked(convolutional(size, CLASSES))
    return checked(["flatten", {"dense": size}, "relu", {"dense": CLASSES}])


def parameters(family: str, size: int) -> int:
    """Weights and biases."""
    return sum(row.count for row in rows(layers(family, size), (1, SIDE, SIDE)))


def at_accuracy(
    accuracy: Sequence[float], log2_parameters: Sequence[float], gap: Sequence[float], target: float
) -> tuple[float, ...]:
    """(log2 parameters, gap) at which a family first reaches `target`, linear between neighboring sizes.

    The sizes go from small to large. A family that never reaches it counts as twice its largest network.
    """
    if accuracy[0] >= target:
        return log2_parameters[0], gap[0]
    for size in range(1, len(accuracy)):
        if accuracy[size] >= target:
            part = (target - accuracy[size - 1]) / (accuracy[size] - accuracy[size - 1])
            return tuple(one[size - 1] + part * (one[size] - one[size - 1]) for one in (log2_parameters, gap))
    return log2_parameters[-1] + 1, gap[-1]


@cache
def _accuracies(family: str, size: int, seed: int, permuted: bool) -> tuple[float, float]:
    """Training and test accuracy in percent. `permuted`: the pixels of all images change places in the same way."""
    import torch
    from torch import nn
    from torch.nn.functional import cross_entropy

    settings = {"name": "fashion-mnist-small", "preprocessing": ["center-channel", "scale-channel"]}
    dataset = load(Experiment().replace(**settings).data)
    order = np.random.default_rng(seed).permutation(SIDE**2) if permuted else np.arange(SIDE**2)
    images = [torch.from_numpy(one[:, order].reshape(-1, 1, SIDE, SIDE)) for one in (dataset.x_train, dataset.x_test)]
    labels = [torch.from_numpy(np.array(one).reshape(-1)).long() for one in (dataset.y_train, dataset.y_test)]
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = sequential(layers(family, size), (1, SIDE, SIDE))
        for module in net:
            if isinstance(module, nn.Conv2d | nn.Linear):
                nn.init.kaiming_normal_(module.weight)
                nn.init.zeros_(module.bias)  # pyright: ignore[reportArgumentType]
        orders = [torch.randperm(len(labels[0])) for _ in range(EPOCHS)]
    optimizer = torch.optim.Adam(net.parameters(), lr=LEARNING_RATE)
    for batch in (one for order in orders for one in order.split(BATCH)):
        optimizer.zero_grad()
        cross_entropy(net(images[0][batch]), labels[0][batch]).backward()
        optimizer.step()
    with torch.no_grad():
        right = [100 * float((net(x).argmax(1) == y).float().mean()) for x, y in zip(images, labels, strict=True)]
    return right[0], right[1]


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """log2 of what a family needs for a test accuracy: (P,).

    `settings`: family, accuracy (percent), permuted, and quantity, which is "parameters" or "gap": training accuracy
    minus test accuracy in percentage points. Raises `MissingExtraError` without PyTorch.
    """
    from importlib.util import find_spec

    from whygrad.errors import MissingExtraError

    if find_spec("torch") is None:
        raise MissingExtraError("error-torch-missing")
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # such small networks are slower on several
    try:
        return np.array([_needed(settings, int(seed)) for seed in seeds])
    finally:
        torch.set_num_threads(threads)


def _needed(settings: Mapping[str, Any], seed: int) -> float:
    family = settings["family"]
    sizes = SIZES[family]
    trained = [_accuracies(family, size, seed, settings["permuted"]) for size in sizes]
    counts = [float(np.log2(parameters(family, size))) for size in sizes]
    gaps = [float(np.log2(max(LEAST_GAP, train - test))) for train, test in trained]
    found = at_accuracy([test for _, test in trained], counts, gaps, settings["accuracy"])
    return float(found[("parameters", "gap").index(settings["quantity"])])
