"""ResNet for pictures of CIFAR's size (He, Zhang, Ren & Sun 2015, section 4.2) and its twins without shortcuts."""

from __future__ import annotations

from functools import partial

from whygrad.nets.layers import Shape
from whygrad.zoo.networks.network import Builder, Network, plain
from whygrad.zoo.networks.resnet import PAPER, basic, conv, stage


def small(depth: int, shortcuts: bool, shape: Shape | None = None, classes: int | None = None) -> Network:
    """6n + 2 layers: three stages of n blocks with 16, 32 and 64 filters.

    Where the shape changes the shortcut is a projection (option B: 272,474 parameters at depth 20). The paper's option
    A, every second pixel and empty channels beside it, has none (269,722); it would take a layer that nothing else
    needs.
    """
    classes = classes or 10
    layers = plain(stages(depth, shortcuts, classes))
    return Network(f"{'resnet' if shortcuts else 'plain'}-{depth}", layers, shape or (3, 32, 32), classes, PAPER)


def stages(depth: int, shortcuts: bool, outputs: int, filters: int = 16, stride: int = 1) -> list[object]:
    """The layers of `small`, `filters` in the first stage; the first convolution moves by `stride`."""
    layers: list[object] = [conv(filters, 3, stride), "batch_norm", "relu"]
    for number in range(3):
        wide = filters * 2**number
        for block in range((depth - 2) // 6):
            step = 2 if number and block == 0 else 1
            layers += stage(basic(wide, step), wide, step, changes=step > 1, shortcuts=shortcuts)
    return [*layers, "global_avg_pool", {"dense": outputs}]


BUILDERS: dict[str, Builder] = {
    f"{kind}-{depth}": partial(small, depth, shortcuts)
    for kind, shortcuts in (("resnet", True), ("plain", False))
    for depth in (20, 56)
}
