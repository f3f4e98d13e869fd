"""What a loss function was given: shapes, targets, where its input comes from. Numbers stay on the device."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor

from whygrad.instrument.confusion import confusion
from whygrad.instrument.functions import CLASS_LOSSES, NO_TARGET, SIDES, STRETCHED, WRITTEN_OUT
from whygrad.instrument.provenance import LossCall, Origin
from whygrad.instrument.settings import Settings
from whygrad.instrument.torch_internals import is_measurable, is_wrapped, plain, without_modes
from whygrad.trace.limits import fact_limit

MOST_WEIGHTS = 1000


def _small(weight: Any) -> Tensor | None:
    return weight.detach().flatten().clone() if isinstance(weight, Tensor) and weight.numel() <= MOST_WEIGHTS else None


def _logs(kind: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    if kind == "poisson":
        return bool(kwargs.get("log_input", args[2] if len(args) > 2 else True))
    return kind == "divergence" and bool(kwargs.get("log_target", False))


def _reduction(kwargs: dict[str, Any]) -> str:
    """As PyTorch takes it: its older options `size_average` and `reduce` go before `reduction`."""
    average, reduce = kwargs.get("size_average"), kwargs.get("reduce")
    if average is None and reduce is None:
        return str(kwargs.get("reduction", "mean"))
    if reduce is not None and not reduce:
        return "none"
    return "mean" if average is None or average else "sum"


def observe(function: str, kind: str, given: Any, target: Any, args: tuple[Any, ...], kwargs: dict[str, Any],
            origin: Origin, place: str) -> LossCall | None:  # fmt: skip
    """The loss call before it runs, yet to be described: what it is given may be what it fails on."""
    if not isinstance(given, Tensor) or not (isinstance(target, Tensor) or (target is None and kind == "triplet")):
        return None
    ignored = kwargs.get("ignore_index")
    weight = kwargs.get("weight", args[2] if len(args) > 2 and kind in CLASS_LOSSES else None)
    return LossCall(
        function, kind, place, origin,
        reduction=_reduction(kwargs),
        weighted=isinstance(weight, Tensor) or isinstance(kwargs.get("pos_weight"), Tensor),
        weight=_small(weight) if isinstance(weight, Tensor) else _small(kwargs.get("pos_weight")),
        ignored=ignored if isinstance(ignored, int) else NO_TARGET,
        delta=float(next((kwargs[name] for name in ("beta", "delta", "margin") if name in kwargs), 1.0)),
        logs=_logs(kind, args, kwargs),
        smoothed=bool(kwargs.get("label_smoothing")),
        constant=kind == "poisson" and bool(kwargs.get("full", args[3] if len(args) > 3 else False)),
    )  # fmt: skip


def describe(call: LossCall, given: Tensor, target: Tensor | None, settings: Settings) -> None:
    """Fill in what input and target look like."""
    call.input_shape, call.attached = tuple(given.shape), given.requires_grad
    if target is None:
        return
    call.target_shape, call.target_type = tuple(target.shape), str(target.dtype).removeprefix("torch.")
    if call.kind == "divergence":  # either side may be the network's
        call.attached = call.attached or target.requires_grad
    if call.kind in STRETCHED or (call.function == WRITTEN_OUT and call.kind in ("product", "margin")):
        call.broadcast = given.shape != target.shape and given.numel() > 1 and target.numel() > 1
        if call.function == WRITTEN_OUT:  # several answers to one question each, as quantiles, are meant
            call.broadcast = call.paired
    if not settings.losses:
        return
    given, target = plain(given).detach(), plain(target).detach()
    call.target = target if target.numel() <= settings.elements else None
    if not is_measurable(given) or not is_measurable(target):
        call.target = None
        return
    if not given.numel() or not target.numel() or given.is_complex() or target.is_complex():
        return
    call.whole = not target.is_floating_point() and call.kind in ("cross-entropy", "nll", "hinge")
    if not settings.measured:
        return
    low, high = given.aminmax()
    call.values |= {"input_min": low, "input_max": high}
    if call.kind == "ctc":
        call.values["given_sum"] = given.float().exp().sum(-1).mean()
    if call.whole:
        _classes(call, given, target, settings)
    else:
        _numbers(call, given, target)


def _classes(call: LossCall, given: Tensor, target: Tensor, settings: Settings) -> None:
    axis = 1 if given.ndim > 1 else 0
    call.classes = int(given.shape[axis])
    layer = call.origin.call
    call.misplaced = call.origin.mixed and layer is not None and layer.units == call.classes > 1
    kept = target[target != call.ignored] if target.ndim else target[None]
    if call.reduction == "sum":
        call.terms = max(kept.numel(), 1)
    elif call.reduction == "none":  # what is ignored costs 0, but counts in a mean
        call.terms = max(kept.numel(), 1) / max(target.numel(), 1)
    if not kept.numel():
        return
    low, high = kept.aminmax()
    wild = (kept < 0) | (kept >= call.classes)
    call.values |= {"target_min": low, "target_max": high, "out_of_range": wild.sum()}
    numbers = kept.float()
    call.values |= {"target_mean": numbers.mean(), "target_std": numbers.std(correction=0)}
    # One more place for all that has no class.
    if call.classes <= settings.classes:
        call.counts = torch.bincount(kept.clamp(-1, call.classes).add(1).flatten(), minlength=call.classes + 2)[1:-1]
    if kept.numel() > 1 and target.ndim == 1:
        call.values["alike"] = (kept[1:] == kept[:-1]).float().mean()
    if given.ndim - 1 == target.ndim and given.shape[:axis] == target.shape[:axis]:
        _answered(call, given.argmax(axis), target)
    if call.kind == "nll":
        call.values["given_sum"] = given.float().exp().sum(axis).mean()


def _answered(call: LossCall, answers: Tensor, targets: Tensor) -> None:
    """How many answers are right and, of an evaluation, which class was taken for which."""
    call.values["accuracy"] = (answers == targets).float().mean()
    if not call.grad_enabled:
        call.confusion = confusion(answers, targets, call.classes)


def _numbers(call: LossCall, given: Tensor, target: Tensor) -> None:
    values = target.float() if target.dtype not in (torch.float32, torch.float64) else target
    if call.reduction == "sum":
        call.terms = _terms(call)
    low, high = values.aminmax()
    call.values |= {
        "target_min": low, "target_max": high, "target_mean": values.mean(), "target_std": values.std(correction=0),
        "fractions": (values != values.round()).sum(),
        "not_zero_one": ((values != 0) & (values != 1)).sum(), "target_bad": (~values.isfinite()).sum(),
    }  # fmt: skip
    wild = _wild(call, values)
    if wild is not None:
        call.values["out_of_range"] = wild.sum()
    if call.kind == "poisson" and not call.constant:
        counts = values.clamp_min(0)
        call.values["own"] = (counts - torch.special.xlogy(counts, counts)).mean()
    if call.kind in SIDES:
        call.values["zeros"] = (values == 0).sum()
    if values.ndim == 2 and values.shape[1] > 1:
        single = (values.sum(1) == 1) & ((values == 0) | (values == 1)).all(1)
        call.values["one_hot"] = single.float().mean()
        call.values["variance"] = values.var(0, correction=0).mean()
        if call.kind == "cross-entropy":
            call.values["rows_off"] = (values.sum(1) - 1).abs().mean()
        labels = values.argmax(1)
        call.classes = values.shape[1]
        if given.shape == target.shape:
            _answered(call, given.argmax(1), labels)
        call.counts = torch.bincount(labels, minlength=call.classes)
        if len(labels) > 1:
            call.values["alike"] = (labels[1:] == labels[:-1]).float().mean()
    else:
        call.values["variance"] = values.var(correction=0)
        row = values.flatten()
        if call.kind in ("binary", "binary-logits"):
            border = 0.0 if call.kind == "binary-logits" else 0.5
            call.classes = 2
            if given.shape == target.shape:
                _answered(call, given > border, values > 0.5)
            call.counts = torch.bincount((row > 0.5).long(), minlength=2)
        # What lies side by side in a picture is alike in whatever order the pictures come.
        if values.ndim and len(row) == len(values) > 2:
            call.values["alike"] = (row[1:] == row[:-1]).float().mean()
            centered = row - row.mean()
            call.values["correlation"] = (centered[1:] * centered[:-1]).mean() / centered.square().mean().clamp_min(
                1e-30
            )
    if call.kind in ("binary", "binary-logits"):
        probability = values.clamp(0.0, 1.0)
        call.values["entropy"] = _entropy(probability).mean()
        call.values["entropy_of_mean"] = _entropy(probability.mean(0)).mean()
    if not call.attached and call.kind in ("squared", "absolute") and given.shape == target.shape:
        call.values |= {"as_squared": (given - values).square().mean(), "as_absolute": (given - values).abs().mean()}
    middle = values.median()
    call.values["absolute"] = (values - middle).abs().mean()
    if call.kind == "huber":  # its best constant lies between the median and the mean
        best = torch.minimum(*(huber(values - one, call.delta).mean() for one in (middle, values.mean())))
        call.values["huber"] = best * (call.delta if call.function == "huber_loss" else 1.0)


def _terms(call: LossCall) -> float:
    """How many losses a sum adds up: one a sample of shares of classes, and of labels whose mean is taken first."""
    shape = call.target_shape
    if call.kind == "cross-entropy" and len(shape) > 1:
        return max(math.prod(shape) / shape[1], 1.0)
    if call.function == "multilabel_soft_margin_loss":
        return max(float(math.prod(shape[:1])), 1.0)
    try:
        wide = torch.broadcast_shapes(call.input_shape, shape) if call.broadcast else shape
    except RuntimeError:  # they do not fit, on which the loss is about to fail
        wide = shape
    return max(float(math.prod(wide)), 1.0)


def _wild(call: LossCall, values: Tensor) -> Tensor | None:
    """Which targets the loss has no meaning for. A 0 between -1 and 1 takes no side (`LossSeen.wrong_targets`)."""
    if call.kind in ("binary", "binary-logits"):
        noise = fact_limit("label-noise")
        return (values < -noise) | (values > 1 + noise)
    if call.kind in SIDES:
        return (values.abs() != 1) & (values != 0)
    if call.kind == "divergence":  # probabilities or their logarithms, up to rounding
        return values > 1e-3 if call.logs else values < 0
    return values < 0 if call.kind == "poisson" else None


def _entropy(probability: Tensor) -> Tensor:
    """Of yes or no, in nats: -p ln p - (1 - p) ln (1 - p)."""
    return torch.special.entr(probability) + torch.special.entr(1.0 - probability)


def huber(difference: Tensor, delta: float) -> Tensor:
    """d²/2δ up to |d| = δ and |d| - δ/2 beyond: PyTorch's smooth L1 loss, and its Huber loss over δ."""
    size = difference.abs()
    inside = size.square() / (2 * delta) if delta > 0 else size
    return torch.where(size < delta, inside, size - 0.5 * delta)


def elementwise(call: LossCall, difference: Tensor) -> Tensor | None:
    """What this loss makes of differences, if it is one of these: their mean square, mean size, or Huber's mean."""
    if call.kind == "squared":
        return difference.square().mean()
    if call.kind == "absolute":
        return difference.abs().mean()
    if call.kind == "huber":
        return huber(difference, call.delta).mean() * (call.delta if call.function == "huber_loss" else 1.0)
    return None


def keep_gradients(call: LossCall, result: Any) -> None:
    """Keep the gradients that backward passes will give the loss, if it is a single number."""
    if not isinstance(result, Tensor) or is_wrapped(result) or result.ndim or result.grad_fn is None:
        return
    place = result.output_nr

    def given(gradients: tuple[Tensor | None, ...]) -> None:
        one = gradients[place]
        if one is not None:
            with without_modes():
                call.gradients.append(one.detach())  # its graph, if it has one, would hold this hook, and never end

    result.grad_fn.register_prehook(given)  # not on the tensor: a hook there is in the way of saving it


def finish(call: LossCall, result: Any) -> None:
    """The loss's value once it is known: the mean over the targets, also where it was not reduced or added up, so that
    batches of other sizes and evaluations compare. That of counts, which has no bottom of its own, is counted from what
    rates equal to the counts would cost, y - y ln y: half of the deviance (McCullagh and Nelder 1989, 2.3).
    """
    if is_measurable(result) and result.numel() and not result.is_complex():
        value = plain(result).detach()
        call.values["loss"] = (value if value.ndim == 0 else value.mean()) / call.terms
        if "own" in call.values:
            call.values["loss"] = call.values["loss"] - call.values["own"]
