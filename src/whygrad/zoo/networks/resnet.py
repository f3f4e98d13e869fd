"""ResNet for ImageNet (He, Zhang, Ren & Sun 2015, arXiv 1512.03385) and its twins without shortcuts."""

from __future__ import annotations

from functools import partial

from whygrad.nets.layers import Shape
from whygrad.zoo.networks.network import Builder, Network, plain

PAPER = "He, Zhang, Ren & Sun 2015, arXiv 1512.03385"
_BLOCKS = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3)}
_WEIGHTS = {18: "resnet18-f37072fd.pth", 34: "resnet34-b627a593.pth", 50: "resnet50-0676ba61.pth"}


def conv(filters: int, kernel: int = 3, stride: int = 1) -> dict[str, object]:
    """A convolution as these networks have it: keeps the size at stride 1, no bias, for a normalization follows."""
    return {"conv": filters, "kernel": kernel, "stride": stride, "padding": kernel // 2, "bias": False}


def basic(filters: int, stride: int) -> list[object]:
    """Two 3×3 convolutions."""
    return [conv(filters, 3, stride), "batch_norm", "relu", conv(filters), "batch_norm"]


def bottleneck(filters: int, stride: int) -> list[object]:
    """1×1 down, 3×3, 1×1 up to four times as many; the stride is the 3×3's as in torchvision (paper: the first's)."""
    return [
        conv(filters, 1), "batch_norm", "relu", conv(filters, 3, stride), "batch_norm", "relu",
        conv(4 * filters, 1), "batch_norm",
    ]  # fmt: skip


def stage(body: list[object], outputs: int, stride: int, *, changes: bool, shortcuts: bool) -> list[object]:
    """A block and its ReLU; a projection where the shape changes (the paper's option B). A twin has the body only."""
    if not shortcuts:
        return [*body, "relu"]
    beside = [conv(outputs, 1, stride), "batch_norm"] if changes else []
    return [{"residual": body, **({"shortcut": beside} if beside else {})}, "relu"]


def resnet(depth: int, shortcuts: bool, shape: Shape | None = None, classes: int | None = None) -> Network:
    """Four stages of 64, 128, 256 and 512 filters (four times as many come out of a bottleneck)."""
    classes = classes or 1000
    make, wider = (bottleneck, 4) if depth >= 50 else (basic, 1)
    layers: list[object] = [conv(64, 7, 2), "batch_norm", "relu", {"max_pool": 3, "stride": 2, "padding": 1}]
    names = {"0": "conv1", "1": "bn1", "2": "relu", "3": "maxpool"}
    channels = 64
    for number, count in enumerate(_BLOCKS[depth], start=1):
        filters = 32 * 2**number
        for block in range(count):
            stride = 2 if number > 1 and block == 0 else 1
            changes = stride > 1 or channels != wider * filters
            names |= _names(str(len(layers)), f"layer{number}.{block}", 3 if wider > 1 else 2)
            layers += stage(make(filters, stride), wider * filters, stride, changes=changes, shortcuts=shortcuts)
            channels = wider * filters
    names |= {str(len(layers)): "avgpool", str(len(layers) + 1): "fc"}
    layers += ["global_avg_pool", {"dense": classes}]
    shape = shape or (3, 224, 224)
    if not shortcuts:
        return Network(f"plain-{depth}", plain(layers), shape, classes, PAPER)
    return Network(f"resnet-{depth}", plain(layers), shape, classes, PAPER, names, _WEIGHTS[depth])


def _names(path: str, block: str, convolutions: int) -> dict[str, str]:
    """Paths -> names of a block and the ReLU behind it: convolution, normalization and the one ReLU take turns."""
    found = {path: block, str(int(path) + 1): f"{block}.relu"}
    for number in range(convolutions):
        found[f"{path}.body.{3 * number}"] = f"{block}.conv{number + 1}"
        found[f"{path}.body.{3 * number + 1}"] = f"{block}.bn{number + 1}"
        found[f"{path}.body.{3 * number + 2}"] = f"{block}.relu"
    return found | {f"{path}.shortcut.{number}": f"{block}.downsample.{number}" for number in range(2)}


BUILDERS: dict[str, Builder] = {
    **{f"resnet-{depth}": partial(resnet, depth, True) for depth in _BLOCKS},
    **{f"plain-{depth}": partial(resnet, depth, False) for depth in (18, 34)},
}
