"""A network of three convolutions: what its first filters look like, and what a linear probe reads from its layers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.claims.c47_early_edges_and_colors_later_shapes.colored_shapes import SHAPES, drawn
from whygrad.data import load
from whygrad.experiment import Experiment
from whygrad.experiment.layers import checked
from whygrad.nets.layers import sequential

if TYPE_CHECKING:
    from torch import Tensor, nn

Array = NDArray[np.float64]

FILTERS, KERNEL = 16, 5  # of the first convolution; the other two have as many filters, of 3×3
END_OF_LAYER = {"first": 2, "last": 8}  # modules up to the layer's ReLU
PLACES = 3  # features of a probe: means over 3×3 parts of every feature map, as many for each layer
BATCH, LEARNING_RATE = 32, 0.003
EPOCHS = {"clothes": 10, "shape": 8, "shape with its color": 3}  # of each task
TRAINED_ON, TESTED_ON = 2000, 1000  # colored images; Fashion-MNIST has 600 and 300 here
WIDTHS = (1.0, 2.0, np.inf)  # of the Gaussian window of an edge, in pixels


def edge_percent(filters: Array) -> Array:
    """How much of a filter's energy the best oriented edge explains, in percent: (f, channels, k, k) -> (f,).

    An edge is the derivative of a Gaussian in a direction, (a x + b y) exp(-(x² + y²) / 2s²), or a plane (s = ∞), with
    any weight per channel and one direction. For every s, x and y are an orthogonal basis; the best direction is
    the first singular vector of the coefficients (channels, 2). Of a random filter of one channel about 1 / 10 is left.
    """
    k = filters.shape[-1]
    place = np.arange(k) - (k - 1) / 2
    explained: list[Array] = []
    for width in WIDTHS:
        window = np.exp(-(place[:, None] ** 2 + place**2) / (2 * width**2))
        basis = np.stack([place[:, None] * window, place * window])
        basis /= np.sqrt(np.square(basis).sum((1, 2), keepdims=True))
        coefficients = np.einsum("fcyx,dyx->fcd", filters, basis)
        largest = np.linalg.svd(coefficients, compute_uv=False)[:, 0]
        explained.append(np.square(largest, dtype=np.float64))
    return 100 * np.max(explained, axis=0) / np.square(filters).sum((1, 2, 3))


def color_percent(filters: Array) -> Array:
    """How much of a filter's energy one color at all places explains, gray not counted: (f, 3, k, k) -> (f,) percent.

    Per channel the mean over the places, minus the mean of the three. Of a random 5×5 filter it is 2 / 75.
    """
    means = filters.mean((2, 3))
    color = means - means.mean(1, keepdims=True)
    places = filters.shape[-1] * filters.shape[-2]
    return 100 * places * np.square(color).sum(1) / np.square(filters).sum((1, 2, 3))


@dataclass(frozen=True, eq=False)
class Task:
    """Images and what a network learns to tell apart; `asked` (train, test) is what a probe has to tell."""

    images: tuple[Tensor, Tensor]
    labels: Tensor
    classes: int
    asked: dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]]


@cache
def task(name: str, seed: int) -> Task:
    """`name`: "clothes" (Fashion-MNIST); of colored images "shape", or "shape with its color", where each shape has a
    color of its own in training and another one in the test.
    """
    import torch

    if name == "clothes":
        settings = {"name": "fashion-mnist-small", "preprocessing": ["center-channel", "scale-channel"]}
        data = load(Experiment().replace(**settings).data)
        clothes = [torch.from_numpy(np.array(one).reshape(-1, 1, 28, 28)) for one in (data.x_train, data.x_test)]
        known, new = (np.array(one).reshape(-1).astype(np.int64) for one in (data.y_train, data.y_test))
        return Task((clothes[0], clothes[1]), torch.from_numpy(known), 10, {"class": (known, new)})
    coupled = name == "shape with its color"
    train = drawn(TRAINED_ON, 2 * seed, "same" if coupled else "any")
    test = drawn(TESTED_ON, 2 * seed + 1, "another" if coupled else "any")
    asked = {"shape": (train.shape, test.shape), "color": (train.color, test.color)}
    images = (torch.from_numpy(train.images), torch.from_numpy(test.images))
    return Task(images, torch.from_numpy(train.shape), len(SHAPES), asked)


@cache
def network(name: str, scale: float, trained: bool, seed: int) -> nn.Sequential:
    """A network for a task, before or after its training.

    `scale`: of the first convolution's initial filters, relative to He initialization.
    """
    import torch
    from torch import nn
    from torch.nn.functional import cross_entropy

    chosen = task(name, seed)
    body = [{"conv": FILTERS, "kernel": KERNEL, "padding": KERNEL // 2}, "relu", {"max_pool": 2}]
    body += [{"conv": FILTERS, "padding": 1}, "relu", {"max_pool": 2}, {"conv": FILTERS, "padding": 1}, "relu"]
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        net = sequential(checked([*body, "flatten", {"dense": chosen.classes}]), tuple(chosen.images[0].shape[1:]))
        for module in net:
            if isinstance(module, nn.Conv2d | nn.Linear):
                nn.init.kaiming_normal_(module.weight)
                nn.init.zeros_(module.bias)  # pyright: ignore[reportArgumentType]
        with torch.no_grad():
            next(net.parameters()).mul_(scale)  # the first convolution's filters
        orders = [torch.randperm(len(chosen.labels)) for _ in range(EPOCHS[name] if trained else 0)]
    optimizer = torch.optim.Adam(net.parameters(), lr=LEARNING_RATE)
    for batch in (one for order in orders for one in order.split(BATCH)):
        optimizer.zero_grad()
        cross_entropy(net(chosen.images[0][batch]), chosen.labels[batch]).backward()
        optimizer.step()
    return net


def features(net: nn.Sequential, layer: str, images: Tensor) -> Array:
    """Means over 3×3 parts of the feature maps of the "first" or "last" convolution, behind ReLU: (n, features)."""
    import torch
    from torch.nn.functional import adaptive_avg_pool2d

    with torch.no_grad():
        maps = net[: END_OF_LAYER[layer]](images)
        return adaptive_avg_pool2d(maps, PLACES).flatten(1).double().numpy()


def probe_accuracy(known: Array, labels: Any, new: Array, new_labels: Any) -> float:
    """Test accuracy in percent of a logistic regression on standardized features, fitted on training samples."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    probe = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    return 100 * float(probe.fit(known, labels).score(new, new_labels))


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """One number in percent per seed: (P,).

    `settings`: task; scale; trained, or not; and quantity: "edge" and "color" in the first filters (mean over filters),
    "probe" (of `layer`, for what is `asked`), or "prediction" (how often it is what is `asked`). Raises
    `MissingExtraError` without PyTorch.
    """
    from importlib.util import find_spec

    from whygrad.errors import MissingExtraError

    if find_spec("torch") is None:
        raise MissingExtraError("error-torch-missing")
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # such small networks are slower on several
    try:
        return np.array([_value(settings, int(seed)) for seed in seeds])
    finally:
        torch.set_num_threads(threads)


def _value(settings: Mapping[str, Any], seed: int) -> float:
    import torch

    name, quantity = settings["task"], settings["quantity"]
    net = network(name, float(settings["scale"]), settings["trained"], seed)
    explained: dict[str, Callable[[Array], Array]] = {"edge": edge_percent, "color": color_percent}
    if quantity in explained:
        return float(explained[quantity](next(net.parameters()).detach().double().numpy()).mean())
    images, (known, new) = task(name, seed).images, task(name, seed).asked[settings["asked"]]
    if quantity == "probe":
        train, test = (features(net, settings["layer"], one) for one in images)
        return probe_accuracy(train, known, test, new)
    with torch.no_grad():
        return 100 * float((net(images[1]).argmax(1).numpy() == new).mean())
