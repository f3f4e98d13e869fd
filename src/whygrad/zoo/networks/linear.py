"""One dense layer over the pixels: a template a class."""

from __future__ import annotations

from whygrad.nets.layers import Shape
from whygrad.zoo.networks.network import Network, plain


def linear(shape: Shape | None = None, classes: int | None = None) -> Network:
    """Wx + b over 28×28 pixels: 784 weights and a bias for each of 10 classes."""
    classes = classes or 10
    layers = ["flatten", {"dense": classes}]
    return Network("linear", plain(layers), shape or (1, 28, 28), classes, "Wx + b")


BUILDERS = {"linear": linear}
