"""Does one sample's output depend on other samples' inputs? Asked of a copy of the model, once, without training it."""

from __future__ import annotations

import contextlib
import copy
import io
import math
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from whygrad.trace.program import MixingFacts
from whygrad.watch._torch import has_hooks, without_modes

if TYPE_CHECKING:
    from whygrad.watch._watch import Watch


def mixing(watch: Watch) -> MixingFacts:
    """Change all samples but the first and see whether the first one's output stays (answered once, then kept)."""
    if watch.mixing is None:
        watch.mixing = _ask(watch)
    return watch.mixing


def _ask(watch: Watch) -> MixingFacts:
    batch, model, rows = watch.inputs.kept, watch.main, watch.seen.target_rows()
    if batch is None or model is None:
        return MixingFacts(why="no batch")
    # Samples lie along the axis that is as long as there are targets.
    axis = next((axis for axis, length in enumerate(batch.shape) if length == rows > 1), None)
    if axis is None:
        return MixingFacts(why="no target for each sample")
    samples = watch.settings.mixing_samples
    whole = batch.movedim(axis, 0)
    x, spare = whole[:samples], whole[samples : 2 * samples - 1]
    if watch.inputs.beside is None:
        return MixingFacts(why="several inputs")
    if sum(p.numel() for p in model.parameters()) > watch.settings.mixing_parameters:
        return MixingFacts(why="large model")
    # A copy that its own hooks would carry out of the model is not worth the risk.
    if any(has_hooks(m) for m in model.modules()):
        return MixingFacts(why="hooks")
    hub, busy = watch.hub, watch.hub.busy
    hub.busy = True
    devices = [x.device.index] if x.device.type == "cuda" else []
    try:
        with (
            torch.no_grad(), torch.random.fork_rng(devices), without_modes(),
            contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()),
        ):  # fmt: skip
            twin = copy.deepcopy(model).eval()
            beside = _part(watch.inputs.beside, rows, len(x))
            torch.manual_seed(0)
            plain = _values(twin(x.movedim(0, axis).contiguous(), *beside))
            change, bent = 0.0, math.nan
            with contextlib.suppress(Exception):  # what it was never meant to be given, it may refuse
                bent = math.nan if beside else _bent(twin, x, axis)
            for kept in (0, len(x) - 1):
                others = _exchanged(x, spare, kept)
                if others is None:
                    return MixingFacts(why="alike samples")
                torch.manual_seed(0)
                moved = _values(twin(others.movedim(0, axis).contiguous(), *beside))
                if plain is None or moved is None or plain.ndim == 0 or len(plain) != len(x) or len(moved) != len(x):
                    return MixingFacts(why="no output for each sample")
                if not plain.isfinite().all() or not moved.isfinite().all():
                    return MixingFacts(why="not finite")
                size = float(plain.abs().mean())
                change = max(change, float((plain[kept] - moved[kept]).abs().max()) / size if size > 0 else 0.0)
    except Exception as error:  # noqa: BLE001 (a model may refuse four samples, a copy, anything)
        return MixingFacts(why=type(error).__name__)
    finally:
        hub.busy = busy
    return MixingFacts(samples=len(x), rows=rows, change=change, bent=bent)


def _part(values: tuple[Any, ...], rows: int, samples: int) -> tuple[Any, ...]:
    """What belongs to the first samples of the other inputs, along the axis that is as long as there are targets."""
    found: list[Any] = []
    for value in values:
        shape = tuple(value.shape) if isinstance(value, Tensor) else ()
        found.append(value.narrow(shape.index(rows), 0, samples) if rows in shape else value)
    return tuple(found)


def _bent(twin: torch.nn.Module, x: Tensor, axis: int) -> float:
    """How far f(2a) + f(0) is from 2 f(a), over the size of f(a); NaN for inputs that cannot be doubled."""
    if not x.is_floating_point():
        return math.nan
    once, twice, nothing = (_values(twin((factor * x).movedim(0, axis).contiguous())) for factor in (1.0, 2.0, 0.0))
    if once is None or twice is None or nothing is None:
        return math.nan
    size = float(once.abs().mean())
    return float((twice + nothing - 2 * once).abs().max()) / size if size > 0 else math.nan


def _exchanged(x: Tensor, spare: Tensor, kept: int) -> Tensor | None:
    """All samples but one exchanged for others (a sum over samples would not notice another order); in a small batch
    moved by one place within themselves, or else in another order; `None` if that is the same.
    """
    others = [row for row in range(len(x)) if row != kept]
    for changed in (spare, x[others].roll(1, -1), x[others].flip(0)):
        if len(changed) != len(others):
            continue
        whole = x.clone()
        whole[others] = changed
        if not torch.equal(whole, x):
            return whole
    return None


def _values(output: object) -> Tensor | None:
    if isinstance(output, tuple | list) and output:
        output = output[0]
    return output.float() if isinstance(output, Tensor) and not output.is_complex() else None
