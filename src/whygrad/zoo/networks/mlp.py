"""The multilayer perceptron 784-300-100-10, known as LeNet-300-100."""

from __future__ import annotations

from whygrad.nets.layers import Shape
from whygrad.zoo.networks.network import Network, plain


def mlp(shape: Shape | None = None, classes: int | None = None) -> Network:
    """Two hidden layers of 300 and 100 units (LeCun, Bottou, Bengio & Haffner 1998); ReLU, as it is trained today."""
    classes = classes or 10
    layers = ["flatten", {"dense": 300}, "relu", {"dense": 100}, "relu", {"dense": classes}]
    return Network("mlp", plain(layers), shape or (1, 28, 28), classes, "LeCun et al. 1998, LeNet-300-100")


BUILDERS = {"mlp": mlp}
