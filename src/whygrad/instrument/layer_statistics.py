"""Reductions of activations, on the tensor's own device: the formulas of trace/channels.py for any layer's output.

The units of a dense or recurrent layer lie along the last axis, those of a convolution along its channel axis; every
other axis counts as samples.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from whygrad.activations import KNOWN
from whygrad.instrument.detail import histogram
from whygrad.instrument.functions import SLOPES, TOLD_BY_GRADIENT
from whygrad.instrument.layer_call import Call
from whygrad.instrument.parts import Part
from whygrad.instrument.settings import Settings
from whygrad.instrument.torch_internals import plain, without_modes
from whygrad.trace import PROBE_SAMPLES

_ALL = (-math.inf, math.inf)


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


def _variance_and_mean(x: Tensor, over: int | None = None) -> tuple[Tensor, Tensor]:
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
    variance, mean = _variance_and_mean(z)
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
    sample, unit_mean = _variance_and_mean(a, 0)
    mean = unit_mean.mean()
    call.values |= {
        "activation_mean": mean,
        # The law of total variance: within the units and between them.
        "activation_var": sample + (unit_mean - mean).square().mean(),
        "sample_var": sample,
        "unit_var": _variance_and_mean(a, 1)[0] if a.shape[1] > 1 else a.new_full((), math.nan),
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


def channels_of(values: dict[str, float]) -> dict[str, float]:
    """The layer's channels from the fetched means over its calls."""
    found: dict[str, float] = {}
    for name in ("preactivation", "activation"):
        if (variance := values.get(f"{name}_var")) is not None:
            mean = found[f"{name}_mean"] = values[f"{name}_mean"]
            found[f"{name}_std"] = math.sqrt(max(variance, 0.0))
            found[f"{name}_rms"] = math.sqrt(max(variance + mean**2, 0.0))
    for name in ("sample", "unit"):
        if (variance := values.get(f"{name}_var")) is not None:
            found[f"{name}_std"] = math.sqrt(variance) if variance >= 0 else math.nan
    if "backprop_square" in values:
        found["backprop_rms"] = math.sqrt(values["backprop_square"])
    for name in ("dead_share", "saturated_share", "zero_share", "through_time", "fade_through_time"):
        if name in values:
            found[name] = values[name]
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
