"""Reductions of activations, on the tensor's own device: the formulas of trace/channels.py for any layer's output.

The units of a dense or recurrent layer lie along the last axis, those of a convolution along its channel axis; every
other axis counts as samples.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from whygrad.activations import KNOWN
from whygrad.instrument.detail import Details, histogram
from whygrad.instrument.functions import SLOPES, TOLD_BY_GRADIENT
from whygrad.instrument.settings import Settings
from whygrad.instrument.torch_internals import plain, without_modes
from whygrad.trace import PROBE_SAMPLES

if TYPE_CHECKING:
    from whygrad.instrument.parts import Part
    from whygrad.instrument.passes import Pass

_ALL = (-math.inf, math.inf)


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


def _part(x: Tensor, settings: Settings) -> Tensor:
    """The first samples, as many as the settings allow, of large pictures every k-th place; in float32 at least."""
    x = plain(x)
    if x.numel() > settings.elements and x.ndim > 1:
        each = max(x.numel() // x.shape[0], 1)
        x = x[: max(settings.elements // each, settings.least_samples)]
        if x.ndim == 4 and x.numel() > settings.places:
            k = math.ceil(math.sqrt(x.numel() / settings.places))
            x = x[..., ::k, ::k]
    return x if x.dtype in (torch.float32, torch.float64) else x.float()


def _rows(x: Tensor, axis: int) -> Tensor:
    """(samples, units). Of a convolution a unit's samples lie side by side: to go over rows of few channels is slow."""
    if x.ndim == 1:
        return x[None]
    return x.reshape(-1, x.shape[-1]) if axis == -1 else x.movedim(axis, 0).reshape(x.shape[axis], -1).t()


def _spread(x: Tensor, over: int | None = None) -> tuple[Tensor, Tensor]:
    """(variance, mean) of x (samples, units) over all of it, the samples (0) or the units (1), the variance averaged
    over the rest. Twice over the data, as exact as `torch.var_mean` and ten times as fast on narrow layers.
    """
    mean = x.mean() if over is None else x.mean(over, keepdim=True)
    centered = x - mean
    return centered.mul_(centered).mean(), mean if over is None else mean.squeeze(over)


def _ones(compare: Callable[..., Tensor], x: Tensor, bound: float) -> Tensor:
    """1 where the comparison holds and 0 elsewhere, of x's own type: sums of truth values take five times as long."""
    return compare(x, bound, out=torch.empty_like(x))


def _inside(z: Tensor, low: float, high: float) -> Tensor:
    """1 where low < z < high."""
    above = _ones(torch.gt, z, low)
    return above if high == math.inf else above.mul_(_ones(torch.lt, z, high))


def describe_input(call: Call, z: Tensor, settings: Settings) -> None:
    """Statistics of the pre-activation Z, before the activation is applied (which may overwrite it)."""
    z = _rows(_part(z.detach(), settings), call.axis)
    variance, mean = _spread(z)
    call.values |= {"preactivation_mean": mean, "preactivation_var": variance}
    name = call.activation
    low, high = KNOWN[name].saturated if name in KNOWN else _ALL
    if low == -high and high < math.inf:
        call.values["saturated_share"] = _ones(torch.gt, z.abs(), high).mean()
    elif low > -math.inf and high < math.inf:
        call.values["saturated_share"] = 1.0 - _inside(z, low, high).mean()
    elif (low, high) != _ALL:
        compare, bound = (torch.lt, low) if low > -math.inf else (torch.gt, high)
        call.values["saturated_share"] = _ones(compare, z, bound).mean()
    else:
        call.values["saturated_share"] = z.new_zeros(())
    if name in SLOPES:
        active = _inside(z, *SLOPES[name])
        call.active = active.amax(0)
        if settings.units:
            call.details["unit_active_share"] = active[:, : settings.units].mean(0)
    if settings.histograms:
        call.details["preactivation_histogram"] = histogram(z, "preactivation_histogram")


def describe_bounds(call: Call, z: Tensor, low: object, high: object) -> None:
    """The saturated share of what is cut off at two numbers. What is cut off at 0 is off below it, as a ReLU is."""
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return
    beyond = _ones(torch.gt, z, high)
    call.values["saturated_share"] = (beyond if low >= 0 else beyond.add_(_ones(torch.lt, z, low))).mean()


def describe_output(call: Call, a: Tensor, settings: Settings) -> None:
    """Statistics of the activation A, which is the pre-activation where no activation follows."""
    a = _rows(_part(a.detach(), settings), call.axis)
    sample, unit_mean = _spread(a, 0)
    mean = unit_mean.mean()
    call.values |= {
        "activation_mean": mean,
        # The law of total variance: within the units and between them.
        "activation_var": sample + (unit_mean - mean).square().mean(),
        "sample_var": sample,
        "unit_var": _spread(a, 1)[0] if a.shape[1] > 1 else a.new_full((), math.nan),
        "zero_share": _ones(torch.eq, a, 0.0).mean(),
    }
    sloping = None  # 1 where the slope of a function that saturates is not 0, by its activation
    if call.activation == "tanh":
        sloping = _ones(torch.ne, a * a, 1.0)
    elif call.activation == "sigmoid":
        sloping = _ones(torch.ne, a * (1 - a), 0.0)
    if call.active is None:
        call.active = torch.ones_like(unit_mean) if sloping is None else sloping.amax(0)
    if settings.histograms:
        call.details["activation_histogram"] = histogram(a, "activation_histogram")
    if settings.units:
        call.details["unit_activation_mean"] = unit_mean[: settings.units]
        active = torch.ones_like(unit_mean) if sloping is None else sloping.mean(0)
        call.details.setdefault("unit_active_share", active[: settings.units])


@dataclass(eq=False)
class Idle:
    """For how many samples each unit of a layer has been off. Ten samples cannot tell a dead unit from one that is on
    for one in ten: one is dead that was off for all of the last `PROBE_SAMPLES`, or of all there were so far.
    """

    since: Tensor | None = None  # (units,)
    samples: int = 0

    def dead_share(self, calls: list[Call]) -> Tensor | None:
        """The share of units that are dead after one more step, in which the layer was called so; `None` if unknown."""
        seen = [(call.active, call.batch) for call in calls if call.active is not None]
        if not seen or any(active.shape != seen[0][0].shape for active, _ in seen):
            return None
        active, samples = torch.stack([active for active, _ in seen]).amax(0), sum(batch for _, batch in seen)
        if self.since is None or self.since.shape != active.shape:
            self.since, self.samples = torch.zeros_like(active), 0
        self.since = (self.since.to(active.device) + samples) * (1 - active)
        self.samples += samples
        return _ones(torch.ge, self.since, min(PROBE_SAMPLES, self.samples)).mean()


def describe_plain(call: Call, z: Tensor, settings: Settings) -> None:
    """Statistics of a layer that no activation follows: Z and A are the same."""
    describe_output(call, z, settings)
    values = call.values
    values |= {"preactivation_mean": values["activation_mean"], "preactivation_var": values["activation_var"]}
    values["saturated_share"] = torch.zeros_like(values["activation_mean"])
    if settings.histograms:
        z = _rows(_part(z.detach(), settings), call.axis)
        call.details["preactivation_histogram"] = histogram(z, "preactivation_histogram")


ALIKE = 1e-5  # of a table's largest number; float32 resolves 1e-7


def alike(rows: Tensor) -> bool:
    """Whether all numbers of each row are the same. The first row is asked alone: it answers for most tables without
    reading all of it.
    """
    rows = rows.reshape(-1, rows.shape[-1])
    bound = ALIKE * rows.abs().amax()
    return all(bool((some.amax(-1) - some.amin(-1)).amax() <= bound) for some in (rows[:1], rows))


FEWEST_TIMES = 3


def growth_through_time(calls: list[Call]) -> Tensor | None:
    """‖dL/dZ‖ of the call where it is largest over that of the last one, of a layer called repeatedly in a pass."""
    squares = _squares(calls)
    return (squares.max() / squares[-1]).sqrt() if squares is not None else None


def fade_through_time(calls: list[Call]) -> Tensor | None:
    """‖dL/dZ‖ of the earliest call that gets any over that of the call where it is largest."""
    squares = _squares(calls)
    return _fade(squares) if squares is not None else None


def _squares(calls: list[Call]) -> Tensor | None:
    """‖dL/dZ‖² of each call of the last pass; `None` if there are too few."""
    calls = [call for call in calls if call.root is calls[-1].root and call.units == calls[-1].units]
    if len(calls) < FEWEST_TIMES:
        return None
    return torch.stack([call.values["backprop_square"].float() for call in calls])


def fade(times: NDArray[np.floating]) -> float:
    """The same of norms by time that were fetched, the earliest first; NaN where it is unknown, which others are."""
    if len(times) < FEWEST_TIMES or not (times > 0).any():
        return math.nan
    return float(times[np.argmax(times > 0)] / np.nanmax(times))


def _fade(squares: Tensor) -> Tensor:
    """Of the squares of norms by time: the root of the first one that is not 0 over the largest."""
    return (squares[(squares > 0).int().argmax()] / squares.max()).sqrt()


def watch_fade(call: Call, given: Tensor, time: int, guard: Part) -> None:
    """The same of fused layers whose steps cannot be followed, by the gradient of their input, if it has one.

    `time` is the axis of `given` along which times lie.
    """
    if not given.requires_grad or given.ndim != 3 or given.shape[time] < FEWEST_TIMES:
        return

    def seen(gradient: Tensor) -> None:
        with guard, torch.no_grad(), without_modes():
            others = [axis for axis in range(gradient.ndim) if axis != time]
            call.values["fade"] = _fade(gradient.detach().float().square().sum(others))

    given.register_hook(seen)


def growth_inside(call: Call, values: dict[str, float], gradient: float, bias: float) -> float:
    """A lower bound of the same in a fused layer, whose inner times no hook sees, by the norms of the gradients of its
    recurrent weights and their bias.

    dL/dW = Σ δ h' and dL/db = Σ δ, over all times and samples, are no larger than ‖δ‖ ‖h‖ and ‖δ‖ √(times · samples)
    (Cauchy-Schwarz); the quotients by ‖dL/dA‖ say how far the inner δ must outgrow what comes from above.
    """
    if "backprop_square" not in values or "activation_var" not in values:
        return math.nan
    above = math.sqrt(values["backprop_square"] * call.units / max(call.batch, 1))
    states = math.sqrt(max(values["activation_var"] + values["activation_mean"] ** 2, 0.0) * call.size)
    if not above > 0:
        return math.nan
    bounds = [gradient / (above * states) if states > 0 else math.nan, bias / above * math.sqrt(call.units / call.size)]
    return max((bound for bound in bounds if math.isfinite(bound)), default=math.nan)


def growth_over(largest: float, values: dict[str, float]) -> float:
    """The same of a fused layer whose steps were followed: the largest of them over what comes from above to all."""
    above = math.sqrt(values.get("above_square", math.nan))
    return largest / above if above > 0 else math.nan


_PAIRS = (
    ("preactivation", "preactivation_var", "preactivation_mean"),
    ("activation", "activation_var", "activation_mean"),
)


def channels_of(values: dict[str, float]) -> dict[str, float]:
    """The layer's channels from the fetched means over its calls."""
    found: dict[str, float] = {}
    for name, variance, mean in _PAIRS:
        if variance in values:
            found[f"{name}_mean"] = values[mean]
            found[f"{name}_std"] = math.sqrt(max(values[variance], 0.0))
            found[f"{name}_rms"] = math.sqrt(max(values[variance] + values[mean] ** 2, 0.0))
    for name, variance in (("sample_std", "sample_var"), ("unit_std", "unit_var")):
        if variance in values:
            found[name] = math.sqrt(values[variance]) if values[variance] >= 0 else math.nan
    if "backprop_square" in values:
        found["backprop_rms"] = math.sqrt(values["backprop_square"])
    for name in ("dead_share", "saturated_share", "zero_share", "through_time", "fade_through_time"):
        if name in values:
            found[name] = values[name]
    if "fade" in values:
        found["fade_through_time"] = values["fade"]
    return found


def watch_gradient(call: Call, z: Tensor, guard: Part) -> None:
    """Measure dL/dZ when backward comes by: mean over samples and units of (B·dL/dZ)², positions of a sample summed."""
    if not z.requires_grad:
        return
    stage = call.stage = call.stage + 1

    def seen(gradient: Tensor) -> None:
        if stage < call.gradient_stage:
            return
        call.gradient_stage = stage
        with guard, torch.no_grad(), without_modes():
            part = plain(gradient).detach()
            part = part.float() if part.dtype in (torch.float16, torch.bfloat16) else part
            call.values["backprop_square"] = (part * part).sum() * (call.batch / max(call.units, 1))
            if call.activation in TOLD_BY_GRADIENT and part.ndim > 1 and part.shape[call.axis] == call.units:
                call.active = _ones(torch.ne, _rows(part, call.axis), 0.0).amax(0)

    z.register_hook(seen)
