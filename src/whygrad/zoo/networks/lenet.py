"""LeNet-5 (LeCun, Bottou, Bengio & Haffner 1998, Gradient-based learning applied to document recognition)."""

from __future__ import annotations

from whygrad.nets.layers import Shape
from whygrad.zoo.networks.network import Network, plain


def lenet(shape: Shape | None = None, classes: int | None = None) -> Network:
    """LeNet-5 as it is taught: 61,706 parameters.

    A padding of 2 makes the paper's 32×32 out of MNIST's 28×28 pixels. The paper has about 60,000 parameters: its
    second convolution leaves out some connections, its pools learn a scale and a bias, its output is radial.
    """
    classes = classes or 10
    layers = [
        {"conv": 6, "kernel": 5, "padding": 2}, "tanh", {"avg_pool": 2},
        {"conv": 16, "kernel": 5}, "tanh", {"avg_pool": 2},
        "flatten", {"dense": 120}, "tanh", {"dense": 84}, "tanh", {"dense": classes},
    ]  # fmt: skip
    return Network("lenet-5", plain(layers), shape or (1, 28, 28), classes, "LeCun et al. 1998")


BUILDERS = {"lenet-5": lenet}
