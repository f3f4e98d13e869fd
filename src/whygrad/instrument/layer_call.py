"""One use of a layer, as handlers of functions fill it in and collectors read it."""

from __future__ import annotations

from dataclasses import dataclass, field

from torch import Tensor

from whygrad.instrument.detail import Details
from whygrad.instrument.passes import Pass


@dataclass(eq=False)
class Call:
    """One call of a layer: what follows it is learned as it happens, its statistics are tensors of no dimension.

    `axis` is where the units lie, counted from the end; `batch` the samples of the whole pass. `stage` counts the
    tensors that were taken for its pre-activation so far: the gradient of the last one is the one that counts.
    """

    key: int  # id of the weight
    axis: int
    units: int
    batch: int
    root: Pass | None
    activation: str = ""
    normalization: str = "none"
    dropout: float = 0.0
    residual: bool = False
    activated: bool = False
    stage: int = 0
    gradient_stage: int = -1
    bends: bool = False  # something that is not linear was done with a part of its output
    fused: bool = False  # a recurrent layer whose times are computed in one function
    sequences: int = 0  # that such a layer was given at a time; 0: unknown
    size: int = 0  # numbers in its output
    bias: int = 0  # id of the bias that its recurrent weights go with
    scale: float = 1.0  # what its weight, and its output on its way to the activation, were multiplied by
    active: Tensor | None = None  # (units,) 1 where a unit's slope was other than 0 for some sample
    read: bool = False  # somebody went on with what the activation gave
    passed_by: bool = False  # … with what the activation was given
    feeds: bool = False  # another layer was given its output, or what followed it
    carried: bool = False  # from the tape before: its gradient had not come when another optimizer made its step
    values: dict[str, Tensor] = field(default_factory=dict)
    details: Details = field(default_factory=dict)
    times: Tensor | None = None  # (T,) of a fused recurrent layer, the last time first: RMS of B·dL/dh_t

    @property
    def thrown_away(self) -> bool:
        """Whether the activation was computed and not used, as by `F.relu(x)` without `x =`. Those of a recurrent layer
        lie inside of it.
        """
        return self.passed_by and not self.read and not self.fused
