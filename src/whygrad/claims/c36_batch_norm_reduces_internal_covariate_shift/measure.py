"""Internal covariate shift: how far the layers below a layer change its inputs, or its gradient, in one update."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.data import load
from whygrad.experiment import Experiment

if TYPE_CHECKING:
    import torch
    from torch import nn

HIDDEN, WIDTH = 6, 32
BATCH = 64
UPDATES = 120
EVERY = 20  # updates between two measurements
_TINY = 1e-12
DEFINITIONS = ("distribution", "gradient")


def network(normalization: str, activation: str, inputs: int, outputs: int) -> nn.Sequential:
    """One block per layer, He initialization, biases 0; batch normalization stands before the activation function."""
    from torch import nn

    blocks: list[nn.Module] = []
    for layer in range(HIDDEN):
        dense = nn.Linear(inputs if layer == 0 else WIDTH, WIDTH)
        nn.init.kaiming_normal_(dense.weight)
        nn.init.zeros_(dense.bias)
        norm = [nn.BatchNorm1d(WIDTH)] if normalization == "batch" else []
        blocks.append(nn.Sequential(dense, *norm, nn.ReLU() if activation == "relu" else nn.Tanh()))
    return nn.Sequential(*blocks, nn.Linear(WIDTH, outputs))


def shifts(net: nn.Sequential, x: torch.Tensor, y: torch.Tensor, rate: float) -> NDArray[np.float64]:
    """Both shifts of every layer but the first, by an update of the layers below it: (2, layers - 1).

    Distribution (Ioffe & Szegedy 2015): the change of the mean of the layer's inputs over the batch, as
    sqrt(sum of squares over the units / sum of their variances). Gradient (Santurkar et al. 2018, definition 2.1):
    |G - G'| / |G|, G the gradient of the layer's parameters and G' that after the update of the layers below.
    The network is left as it was.
    """
    import torch
    from torch.nn.functional import cross_entropy

    blocks = [[*block.parameters()] for block in net]
    every = [parameter for block in blocks for parameter in block]
    gradients = dict(zip(every, torch.autograd.grad(cross_entropy(net(x), y), every), strict=True))
    kept = [parameter.detach().clone() for parameter in every]
    before = _inputs(net, x)
    found: list[tuple[float, float]] = []
    for layer in range(1, len(blocks)):
        with torch.no_grad():  # one block more is updated in each turn
            for parameter in blocks[layer - 1]:
                parameter -= rate * gradients[parameter]
        moved = _inputs(net, x)[layer].mean(0) - before[layer].mean(0)
        distribution = float((moved.square().sum() / before[layer].var(0).sum().clamp_min(_TINY)).sqrt())
        old = torch.cat([gradients[parameter].flatten() for parameter in blocks[layer]])
        again = torch.autograd.grad(cross_entropy(net(x), y), blocks[layer])
        new = torch.cat([one.flatten() for one in again])
        found.append((distribution, float((old - new).norm() / old.norm().clamp_min(_TINY))))
    with torch.no_grad():
        for parameter, value in zip(every, kept, strict=True):
            parameter.copy_(value)
    return np.array(found).T


def _inputs(net: nn.Sequential, x: torch.Tensor) -> list[torch.Tensor]:
    """What each block gets."""
    import torch

    found = [x]
    with torch.no_grad():
        for block in net:
            found.append(block(found[-1]))
    return found[:-1]


@cache
def _run(seed: int, normalization: str, activation: str, rate: float) -> tuple[float, float]:
    """Mean log2 of both shifts over layers and measurements, for one network that is trained by SGD."""
    import torch
    from torch.nn.functional import cross_entropy

    dataset = load(Experiment().replace(name="digits", preprocessing=["center", "scale"]).data)
    x = torch.from_numpy(np.array(dataset.x_train))
    y = torch.from_numpy(np.array(dataset.y_train).reshape(-1)).long()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = network(normalization, activation, x.shape[1], dataset.classes)
        batches = [torch.randperm(len(x))[:BATCH] for _ in range(UPDATES)]
    optimizer = torch.optim.SGD(net.parameters(), lr=rate)
    found: list[NDArray[np.float64]] = []
    for update, batch in enumerate(batches):
        if update % EVERY == EVERY // 2:
            found.append(shifts(net, x[batch], y[batch], rate))
        optimizer.zero_grad()
        cross_entropy(net(x[batch]), y[batch]).backward()
        optimizer.step()
    distribution, gradient = np.log2(np.maximum(found, _TINY)).mean(axis=(0, 2))
    return float(distribution), float(gradient)


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> NDArray[np.float64]:
    """log2 of the shift, mean over layers and updates: (P,).

    `settings`: definition ("distribution" or "gradient"), normalization, activation, learning_rate. Raises
    `MissingExtraError` without PyTorch.
    """
    from importlib.util import find_spec

    from whygrad.errors import MissingExtraError

    if find_spec("torch") is None:
        raise MissingExtraError("error-torch-missing")
    import torch

    place = DEFINITIONS.index(settings["definition"])
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # such small matrices are slower on several
    try:
        chosen = (settings["normalization"], settings["activation"], settings["learning_rate"])
        return np.array([_run(int(seed), *chosen)[place] for seed in seeds])
    finally:
        torch.set_num_threads(threads)
