"""Does one sample's output depend on other samples' inputs? Asked of a copy of the model, once, without training it."""

from __future__ import annotations

import contextlib
import copy
import io
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from whygrad.trace.program import MixingFacts

if TYPE_CHECKING:
    from whygrad.watch._watch import Watch


def mixing(watch: Watch) -> MixingFacts:
    """Exchange all samples but the first and see whether the first one's output stays (answered once, then kept)."""
    if watch.mixing is None:
        watch.mixing = _ask(watch)
    return watch.mixing


def _ask(watch: Watch) -> MixingFacts:
    x, model = watch.inputs.kept, watch.main
    if x is None or model is None:
        return MixingFacts(why="no batch")
    if watch.single_input is False:
        return MixingFacts(why="several inputs")
    if sum(p.numel() for p in model.parameters()) > watch.settings.mixing_parameters:
        return MixingFacts(why="large model")
    # A copy that its own hooks would carry out of the model is not worth the risk.
    if any(m._forward_hooks or m._forward_pre_hooks or m._backward_hooks for m in model.modules()):
        return MixingFacts(why="hooks")
    hub, busy = watch.hub, watch.hub.busy
    hub.busy = True
    devices = [x.device.index] if x.device.type == "cuda" and x.device.index is not None else []
    try:
        with (
            torch.no_grad(), torch.random.fork_rng(devices), torch._C.DisableTorchFunction(),
            contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()),
        ):  # fmt: skip
            twin = copy.deepcopy(model).eval()
            torch.manual_seed(0)
            first = _values(twin(x))
            others = torch.cat([x[:1], x[1:].flip(0) if len(x) > 2 else x[1:]])
            if torch.equal(others, x):
                others = torch.cat([x[:1], _changed(x[1:])])
            if torch.equal(others, x):
                return MixingFacts(why="alike samples")
            torch.manual_seed(0)
            second = _values(twin(others))
    except Exception as error:  # noqa: BLE001 (a model may refuse four samples, a copy, anything)
        return MixingFacts(why=type(error).__name__)
    finally:
        hub.busy = busy
    if first is None or second is None or first.ndim == 0 or first.shape[0] != x.shape[0]:
        return MixingFacts(why="no output for each sample")
    if not first.isfinite().all() or not second.isfinite().all():
        return MixingFacts(why="not finite")
    size = float(first.abs().mean())
    change = float((first[0] - second[0]).abs().max())
    return MixingFacts(samples=len(x), change=change / size if size > 0 else 0.0)


def _changed(rest: Tensor) -> Tensor:
    """Other samples: moved by one place within themselves."""
    return rest.roll(1, -1)


def _values(output: object) -> Tensor | None:
    if isinstance(output, tuple | list) and output:
        output = output[0]
    return output.float() if isinstance(output, Tensor) and not output.is_complex() else None
