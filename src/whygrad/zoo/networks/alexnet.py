"""AlexNet: ReLU, dropout, overlapping pooling; of 2012, and the variant of 2014 whose weights torchvision publishes."""

from __future__ import annotations

from whygrad.nets.layers import Shape
from whygrad.zoo.networks.network import Network, plain
from whygrad.zoo.networks.vgg import torchvision_names

_POOL = {"max_pool": 3, "stride": 2}


def alexnet(shape: Shape | None = None, classes: int | None = None) -> Network:
    """One column, without normalization (Krizhevsky 2014, arXiv 1404.5997): 61,100,840 parameters."""
    classes = classes or 1000
    features = [
        {"conv": 64, "kernel": 11, "stride": 4, "padding": 2}, "relu", _POOL,
        {"conv": 192, "kernel": 5, "padding": 2}, "relu", _POOL,
        {"conv": 384, "kernel": 3, "padding": 1}, "relu",
        {"conv": 256, "kernel": 3, "padding": 1}, "relu",
        {"conv": 256, "kernel": 3, "padding": 1}, "relu", _POOL,
    ]  # fmt: skip
    classifier = ["dropout", {"dense": 4096}, "relu", "dropout", {"dense": 4096}, "relu", {"dense": classes}]
    return Network(
        "alexnet", plain([*features, {"adaptive_avg_pool": 6}, "flatten", *classifier]), shape or (3, 224, 224),
        classes, "Krizhevsky 2014, arXiv 1404.5997", torchvision_names(len(features), len(classifier)),
        "alexnet-owt-7be5be79.pth",
    )  # fmt: skip


def alexnet_2012(shape: Shape | None = None, classes: int | None = None) -> Network:
    """The network of two GPUs, whose halves are groups here (Krizhevsky, Sutskever & Hinton 2012).

    60,965,224 parameters. 227×227 pixels instead of the paper's 224×224, from which no 55×55 outputs come without
    padding. The paper's sum over 5 channels is not divided by 5 as PyTorch does: hence alpha is 5·10⁻⁴.
    """
    classes = classes or 1000
    norm = {"local_response_norm": 5, "alpha": 5e-4, "beta": 0.75, "k": 2.0}
    layers = [
        {"conv": 96, "kernel": 11, "stride": 4}, "relu", norm, _POOL,
        {"conv": 256, "kernel": 5, "padding": 2, "groups": 2}, "relu", norm, _POOL,
        {"conv": 384, "kernel": 3, "padding": 1}, "relu",
        {"conv": 384, "kernel": 3, "padding": 1, "groups": 2}, "relu",
        {"conv": 256, "kernel": 3, "padding": 1, "groups": 2}, "relu", _POOL,
        "flatten", {"dense": 4096}, "relu", "dropout", {"dense": 4096}, "relu", "dropout", {"dense": classes},
    ]  # fmt: skip
    return Network(
        "alexnet-2012", plain(layers), shape or (3, 227, 227), classes, "Krizhevsky, Sutskever & Hinton 2012"
    )


BUILDERS = {"alexnet-2012": alexnet_2012, "alexnet": alexnet}
