"""What is remembered, from record to record, of each layer, parameter and loss that a watch follows."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field

from torch import Tensor

from whygrad.watch._losses import LossCall
from whygrad.watch._statistics import Idle


@dataclass(eq=False)
class LayerSeen:
    """What followed a layer, by the last observed step."""

    kind: str
    inputs: int
    outputs: int
    activation: str = "identity"
    normalization: str = "none"
    dropout: float = 0.0
    residual: bool = False
    scale: float = 1.0
    place: str = ""
    idle: Idle = field(default_factory=Idle)


@dataclass(eq=False)
class ParameterSeen:
    """One parameter's history."""

    parameter: weakref.ref[Tensor]
    size: int
    requires_grad: bool
    module: str = ""
    place: str = ""
    used: bool = False
    graphed: bool = False
    reached: bool = False
    had_gradient: bool = False
    changed: bool = False
    registered: bool = True
    type: str = ""
    uses: int = 0  # observed steps that read it
    last: int = -1  # … the last of them
    read: int = -1
    drawn: bool = False  # at random, and nothing else
    filled: bool = False  # with something else


@dataclass(eq=False)
class LossSeen:
    """All calls of one loss function at one place in one phase."""

    first: LossCall
    phase: str
    calls: int = 0
    out_of_range: int = 0
    broadcast: int = 0
    one_hot: bool = True
    whole: bool = True
    low: dict[str, float] = field(default_factory=dict)
    high: dict[str, float] = field(default_factory=dict)
    total: dict[str, float] = field(default_factory=dict)
    squares: float = 0.0
    within: float = 0.0
    bad: int = 0  # NaN or infinite targets that made the loss the same
    counts: Tensor | None = None
    attached: bool = True
    moving: bool = False  # what its targets hold to be learned changes with a network
    uneven: bool = False  # its terms were multiplied by weights

    @property
    def wrong_targets(self) -> int:
        """How many targets the loss has no meaning for. Of a loss whose targets are -1 and 1, a 0 leaves its sample
        out; if none of them is -1, it stands for -1.
        """
        stand_in = self.low.get("target_min", 0.0) >= 0
        return self.out_of_range + (int(self.total.get("zeros", 0.0)) if stand_in else 0)


def twin_of(copies: dict[int, int], keys: list[int], place: int) -> int:
    """The place of the first layer that began as a copy of the same one; -1 if that is the layer itself, or of none."""
    group = copies.get(keys[place])
    earliest = next((at for at, key in enumerate(keys) if copies.get(key) == group), place)
    return earliest if group is not None and earliest < place else -1
