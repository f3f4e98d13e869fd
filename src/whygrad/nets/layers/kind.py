"""What a kind of layer knows about itself. A new one is a row of `experiment.layers.KINDS` and a file beside this."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whygrad.errors import WhygradError
from whygrad.experiment.layers import Layer

if TYPE_CHECKING:
    from torch import nn

Shape = tuple[int, ...]
"""Of one sample, without the batch: (C, H, W) of a picture, (T, F) of a sequence, (T,) of tokens, (F,) if flat."""


class Unfit(WhygradError):
    """A layer that cannot take what it is given; the caller adds the layer's place."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A tensor that is learned: its name in the module, its shape, how many numbers go in and out of a unit."""

    name: str
    shape: Shape
    fan_in: int = 0  # 0: no weight, not drawn by the initializer
    fan_out: int = 0

    @property
    def count(self) -> int:
        """How many numbers."""
        count = 1
        for size in self.shape:
            count *= size
        return count


@dataclass(frozen=True, slots=True)
class Window:
    """What of its input's rows and columns one output of a layer looks at: pairs (height, width)."""

    kernel: tuple[int, int]
    stride: tuple[int, int] = (1, 1)
    padding: tuple[int, int] = (0, 0)
    dilation: tuple[int, int] = (1, 1)


class Kind(ABC):
    """A kind of layer. Every method is told the layer and the shape of what comes in; all raise `Unfit`.

    `formulas` are ids of messages that explain sizes and counts.
    """

    kinds: tuple[str, ...]
    formulas: tuple[str, ...] = ()

    @abstractmethod
    def output(self, layer: Layer, shape: Shape) -> Shape:
        """The shape of what comes out."""

    @abstractmethod
    def module(self, layer: Layer, shape: Shape) -> nn.Module:
        """The PyTorch module; imports torch."""

    def parameters(self, layer: Layer, shape: Shape) -> tuple[Parameter, ...]:
        """What is learned, in the order of the module's."""
        return ()

    def multiply_adds(self, layer: Layer, shape: Shape) -> int:
        """Multiplications, each with its addition, of one sample's forward pass; biases, comparisons do not count."""
        return 0

    def window(self, layer: Layer, shape: Shape) -> Window | None:
        """What one output sees; `None`: what one input place sees, nothing around it."""
        return None


def picture(layer: Layer, shape: Shape) -> tuple[int, int, int]:
    """The shape as (C, H, W), if it is one."""
    if len(shape) != 3:
        raise Unfit("error-layer-needs-picture", kind=layer.kind, shape=written(shape))
    return shape


def written(shape: Shape) -> str:
    """A shape as people write it: 3×224×224."""
    return "×".join(map(str, shape))


def slid(window: Window, size: tuple[int, int]) -> tuple[int, int]:
    """Output sizes ⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1, for height and width (Dumoulin & Visin 2016, arXiv 1603.07285)."""
    found: list[int] = []
    for axis, n in enumerate(size):
        k, s, p, d = (pair[axis] for pair in (window.kernel, window.stride, window.padding, window.dilation))
        reach = d * (k - 1) + 1
        if reach > n + 2 * p:
            raise Unfit("error-layer-too-small", reach=str(reach), size=str(n), padding=str(p), padded=str(n + 2 * p))
        found.append((n + 2 * p - reach) // s + 1)
    return found[0], found[1]
