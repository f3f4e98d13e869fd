"""VGG: stacks of 3×3 convolutions (Simonyan & Zisserman 2014, arXiv 1409.1556); -bn with batch normalization."""

from __future__ import annotations

from functools import partial

from whygrad.nets.layers import Shape
from whygrad.zoo.networks.network import Builder, Network, plain

# How many convolutions there are in each of the five stages, whose filters are 64, 128, 256, 512 and 512.
_STAGES = {11: (1, 1, 2, 2, 2), 13: (2, 2, 2, 2, 2), 16: (2, 2, 3, 3, 3), 19: (2, 2, 4, 4, 4)}
_FILTERS = (64, 128, 256, 512, 512)
_WEIGHTS = {
    "vgg-11": "vgg11-8a719046.pth", "vgg-13": "vgg13-19584684.pth", "vgg-16": "vgg16-397923af.pth",
    "vgg-19": "vgg19-dcbb9e9d.pth", "vgg-11-bn": "vgg11_bn-6002323d.pth", "vgg-13-bn": "vgg13_bn-abd245e5.pth",
    "vgg-16-bn": "vgg16_bn-6c64b313.pth", "vgg-19-bn": "vgg19_bn-c79401a0.pth",
}  # fmt: skip


def torchvision_names(features: int, classifier: int) -> dict[str, str]:
    """Paths -> names of a network of features, a pool, a flattening and a classifier."""
    found = {str(place): f"features.{place}" for place in range(features)}
    found[str(features)] = "avgpool"
    return found | {str(features + 2 + place): f"classifier.{place}" for place in range(classifier)}


def vgg(depth: int, norm: bool, shape: Shape | None = None, classes: int | None = None) -> Network:
    """Five stages, each ended by a pool, and three dense layers: `depth` counts convolutions and dense layers."""
    classes = classes or 1000
    features: list[object] = []
    for count, filters in zip(_STAGES[depth], _FILTERS, strict=True):
        for _ in range(count):
            features += [{"conv": filters, "kernel": 3, "padding": 1}, *(["batch_norm"] if norm else []), "relu"]
        features.append({"max_pool": 2})
    classifier = [{"dense": 4096}, "relu", "dropout", {"dense": 4096}, "relu", "dropout", {"dense": classes}]
    name = f"vgg-{depth}{'-bn' if norm else ''}"
    return Network(
        name, plain([*features, {"adaptive_avg_pool": 7}, "flatten", *classifier]), shape or (3, 224, 224), classes,
        "Simonyan & Zisserman 2014, arXiv 1409.1556", torchvision_names(len(features), len(classifier)), _WEIGHTS[name],
    )  # fmt: skip


BUILDERS: dict[str, Builder] = {
    f"vgg-{depth}{'-bn' if norm else ''}": partial(vgg, depth, norm) for norm in (False, True) for depth in _STAGES
}
