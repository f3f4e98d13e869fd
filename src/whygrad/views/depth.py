"""How a gradient grows or shrinks on its way through the layers, before any training: a product of factors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whygrad.nets import ACTIVATIONS, parse_init
from whygrad.nets.initializers import Shape

Array = NDArray[np.float64]

WIDTH = 64  # units of every layer
SAMPLES = 64  # standard normal inputs
RUNS = 4  # networks averaged
LAYERS = 20
INITS = ("normal:0.01", "xavier-uniform", "he-normal", "lecun-normal", "orthogonal", "normal:0.3")
SHOWN = ("sigmoid", "tanh", "relu", "leaky-relu", "elu", "selu", "gelu", "linear")


@dataclass(frozen=True, slots=True)
class Passage:
    """A gradient's way back through `layers` layers of one activation and one initialization.

    `product` (layers + 1,): RMS of dL/dA d layers below the output over that at the output, geometric mean over
    networks; `factor` the geometric mean of one layer's factor, i.e. product[-1] ** (1 / layers); NaN where it is 0.
    """

    activation: str
    init: str
    product: Array
    factor: float


def passage(activation: str, init: str, layers: int = LAYERS) -> Passage:
    """Measure it: standard normal inputs forward, standard normal errors δ backward, δ ← Wᵀ(f'(Z) ∘ δ) layer by layer.

    Mean-field theory (Poole et al. 2016, Schoenholz et al. 2017) gives the factor √(n·Var[w]·E[f'(Z)²]); here it is
    computed on real networks of 64 units, with what the activations really do in them. The same numbers every time.
    """
    row = ACTIVATIONS[activation]
    initializer, scale = parse_init(init)
    seeds = np.arange(RUNS, dtype=np.uint32)
    random = np.random.default_rng(0)
    value: Array = random.standard_normal((RUNS, SAMPLES, WIDTH))
    weights: list[Array] = []
    slopes: list[Array] = []
    for layer in range(layers):
        w = initializer.draw(seeds, Shape(layer, WIDTH, WIDTH, scale))  # (P, O, I)
        z = value @ w.transpose(0, 2, 1) + initializer.bias  # (P, B, O)
        weights.append(w)
        slopes.append(np.asarray(row.derivative(z), dtype=np.float64))
        value = np.asarray(row.f(z), dtype=np.float64)
    error: Array = random.standard_normal((RUNS, SAMPLES, WIDTH))
    sizes = [_size(error)]
    for w, slope in zip(reversed(weights), reversed(slopes), strict=True):
        error = (slope * error) @ w  # (P, B, I)
        sizes.append(_size(error))
    with np.errstate(divide="ignore"):
        product = np.exp(np.log(np.array(sizes)).mean(axis=1))
    product = product / product[0]
    factor = float(product[-1] ** (1 / layers)) if product[-1] > 0 else float("nan")
    return Passage(activation, init, product, factor)


def _size(error: Array) -> Array:
    return np.sqrt(np.square(error).mean(axis=(1, 2)))


def passages(
    activations: tuple[str, ...] = SHOWN, inits: tuple[str, ...] = INITS, layers: int = LAYERS
) -> tuple[Passage, ...]:
    """All combinations, initializations outermost."""
    return tuple(passage(activation, init, layers) for init in inits for activation in activations)
