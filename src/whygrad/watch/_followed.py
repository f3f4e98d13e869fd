"""What is remembered, from record to record, of each layer, parameter and loss that a watch follows."""

from __future__ import annotations

import math
import weakref
from dataclasses import dataclass, field

from torch import Tensor

from whygrad.instrument.functions import WRITTEN_OUT
from whygrad.instrument.layer_statistics import Idle
from whygrad.instrument.provenance import LossCall
from whygrad.trace.program import LossFacts


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
    head: bool = False  # a loss is given its output, and no other layer is
    scale: float = 1.0
    sequences: int = 0  # that a recurrent layer is given at a time; 0: unknown
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
    in_pass: bool = False  # a pass of a model read it
    given: bool = False  # a model was called with it
    reached: bool = False
    had_gradient: bool = False
    changed: bool = False
    registered: bool = True
    type: str = ""
    uses: int = 0  # observed steps that read it
    last: int = -1  # … the last of them
    read: int = -1  # its place in the order in which the last observed step read parameters; -1: not read
    drawn: bool = False  # at random, and nothing else
    filled: bool = False  # with something else
    held: float = math.nan  # the sum of some of its numbers, of one that no optimizer has
    renewed: bool = False  # … that the program changed nevertheless
    freed: tuple[float, int] | None = None  # when a frozen one was let free: the sum of its numbers, and `uses`
    beside: bool = False  # an optimizer whose steps are not recorded has it, and had a gradient for it


@dataclass(eq=False)
class LossSeen:
    """All calls of one loss function at one place in one phase."""

    first: LossCall
    phase: str
    calls: int = 0
    out_of_range: int = 0
    broadcast: int = 0
    crossed: int = 0  # calls whose samples' losses met the weights of all samples
    swapped: int = 0  # calls that got the network's output as the target
    misplaced: int = 0  # calls whose classes were not the units of the output layer
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
    weighed_by_network: bool = False  # … which the network computed: neither loss nor answers count alike

    @property
    def wrong_targets(self) -> int:
        """How many targets the loss has no meaning for. Of a loss whose targets are -1 and 1, a 0 leaves its sample
        out; if none of them is -1, it stands for -1.
        """
        stand_in = self.low.get("target_min", 0.0) >= 0
        return self.out_of_range + (int(self.total.get("zeros", 0.0)) if stand_in else 0)

    @property
    def target_variance(self) -> float:
        """Of the targets of all batches: within them and between them."""
        return self.squares / self.calls - (self.total.get("target_mean", math.nan) / self.calls) ** 2

    @property
    def target_std(self) -> float:
        """The same as a standard deviation."""
        return math.sqrt(max(self.target_variance, 0.0))

    def facts(self, rare_weight: float) -> LossFacts:
        """As a trace stores it; the weight of its smallest class is told by who counts the classes."""
        first = self.first
        mean = {name: value / self.calls for name, value in self.total.items()}
        return LossFacts(
            function=first.function, kind=first.kind, phase="train" if self.phase == "train" else "evaluate",
            place=first.place, calls=self.calls, before=_before(first), before_place=first.origin.place,
            before_axis=first.origin.axis_size, before_along=first.origin.along,
            input_shape=first.input_shape, target_shape=first.target_shape,
            target_type=first.target_type, reduction=first.reduction, broadcast=self.broadcast * 2 > self.calls,
            misplaced=self.misplaced * 2 > self.calls, swapped=self.swapped * 2 > self.calls,
            attached=self.attached, cut=first.origin.cut,
            input_min=self.low.get("input_min", math.nan), input_max=self.high.get("input_max", math.nan),
            input_sum=mean.get("given_sum", math.nan), target_off=mean.get("rows_off", math.nan),
            target_min=self.low.get("target_min", math.nan), target_max=self.high.get("target_max", math.nan),
            target_mean=mean.get("target_mean", math.nan), target_std=self.target_std, whole_targets=self.whole,
            one_hot=self.one_hot, out_of_range=self.wrong_targets, weighted=first.weighted, logs=first.logs,
            moving=self.moving, weights_shape=first.weights_shape if self.crossed * 2 > self.calls else (),
            rare_weight=rare_weight,
        )  # fmt: skip


def _before(call: LossCall) -> str:
    """What made the input of a loss. A binary cross-entropy by hand takes the logarithm of its probability itself."""
    own = call.function == WRITTEN_OUT and call.kind == "binary" and call.origin.function == "log-sigmoid"
    return "sigmoid" if own else call.origin.function
