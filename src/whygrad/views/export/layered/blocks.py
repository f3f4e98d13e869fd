"""Residual blocks that have a name: what is written by a class or function of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from whygrad.experiment.layers import checked
from whygrad.views.export.layered.subject import Place
from whygrad.zoo.networks.resnet import basic, bottleneck, conv


@dataclass(frozen=True, slots=True)
class Block:
    """He et al.'s block with its ReLU: `filters` of its convolutions, `outputs` channels, a projection or none."""

    kind: Literal["basic", "bottleneck"]
    inputs: int
    filters: int
    outputs: int
    stride: int
    projects: bool

    @property
    def names(self) -> dict[str, str]:
        """Path of a layer inside of the block -> its name in torchvision's block of that kind."""
        count = 2 if self.kind == "basic" else 3
        found: dict[str, str] = {}
        for number in range(count):
            found |= {f"body.{3 * number}": f"conv{number + 1}", f"body.{3 * number + 1}": f"bn{number + 1}"}
        return found | ({f"shortcut.{n}": f"downsample.{n}" for n in (0, 1)} if self.projects else {})


def block_of(place: Place) -> Block | None:
    """The block that a residual layer is, together with the layer behind it; `None` if it is none that has a name."""
    if place.layer.kind != "residual" or place.next is None or place.next.kind != "relu":
        return None
    body, shortcut = place.layer.inner("residual"), place.layer.inner("shortcut")
    strides = [layer["stride"] for layer in body if layer.kind == "conv"]
    if body[0].kind != "conv" or not all(isinstance(stride, int) for stride in strides):
        return None
    filters, outputs = body[0].whole("conv"), place.output[0]
    stride = max(layer.whole("stride") for layer in body if layer.kind == "conv")
    if shortcut not in ((), checked([conv(outputs, 1, stride), "batch_norm"])):
        return None
    projects = bool(shortcut)
    if outputs == filters and body == checked(basic(filters, stride)):
        return Block("basic", place.input[0], filters, outputs, stride, projects)
    if outputs == 4 * filters and body == checked(bottleneck(filters, stride)):
        return Block("bottleneck", place.input[0], filters, outputs, stride, projects)
    return None
