"""What published rules need of a training, recorded by plain hooks around a program.

Losses and outputs are taken where torch.nn.functional's losses are called, gradients and weights before and after every
optimizer step, activity where relu, tanh and sigmoid are called, hidden outputs behind every leaf module.
"""

from __future__ import annotations

import contextlib
import io
import math
import runpy
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CLASSES = {"cross_entropy": "categorical", "nll_loss": "categorical"}
BINARY = {"binary_cross_entropy": "binary", "binary_cross_entropy_with_logits": "binary"}
NUMBERS = {"mse_loss": "mean", "l1_loss": "mean", "smooth_l1_loss": "mean", "huber_loss": "mean"}
LOSSES = CLASSES | BINARY | NUMBERS


@dataclass
class Weight:
    """One weight matrix or kernel at one step."""

    gradient: float  # norm
    mean_gradient: float  # mean of |g|
    spread: float  # between the 5th and the 95th percentile of g
    zeros: float  # share of gradient entries that are exactly 0
    entries: int
    variance: float
    moved: float = math.nan  # ‖Δw‖/‖w‖
    finite: bool = True


@dataclass
class Step:
    """Everything of one optimizer step."""

    loss: float = math.nan
    kind: str = ""  # the loss: categorical, binary, mean, or none of them
    accuracy: float = math.nan
    width: int = 0  # of the output
    row_sum: float = math.nan  # largest sum of |probabilities| in a row, after the softmax that the loss applies
    weights: list[Weight] = field(default_factory=list)
    hidden: list[float] = field(default_factory=list)  # mean of |output| of each leaf module but the last
    dead: list[float] = field(default_factory=list)  # share of dead units of each ReLU
    saturated: list[float] = field(default_factory=list)  # share of saturated units of each tanh and sigmoid
    validation: float = math.nan  # the latest loss computed without gradients
    classes: dict[int, tuple[int, int]] = field(default_factory=dict)  # class: samples, wrongly predicted ones


class Recorder:
    """Collects steps while a program runs in this process."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.now = Step()
        self._before: list[Any] = []

    def install(self) -> None:
        """Put all hooks in place, for good: the process serves one program."""
        import torch
        from torch.nn import functional
        from torch.nn.modules.module import register_module_forward_hook
        from torch.optim.optimizer import register_optimizer_step_post_hook, register_optimizer_step_pre_hook

        for name in LOSSES:
            setattr(functional, name, self._around_loss(name, getattr(functional, name)))
        for name in ("relu", "tanh", "sigmoid"):
            setattr(torch, name, self._around_activation(name, getattr(torch, name)))
        backward = torch.Tensor.backward

        def with_loss(tensor: Any, *args: Any, **named: Any) -> None:
            if tensor.numel() == 1:
                self.now.loss = float(tensor)
            backward(tensor, *args, **named)

        torch.Tensor.backward = with_loss  # pyright: ignore[reportAttributeAccessIssue]
        register_module_forward_hook(self._after_module)
        register_optimizer_step_pre_hook(self._before_step)
        register_optimizer_step_post_hook(self._after_step)

    def _around_loss(self, name: str, loss: Callable[..., Any]) -> Callable[..., Any]:
        import torch

        def wrapped(output: Any, target: Any, *args: Any, **named: Any) -> Any:
            value = loss(output, target, *args, **named)
            with torch.no_grad():
                if torch.is_tensor(value) and value.numel() == 1:
                    if value.requires_grad:
                        self._seen(name, output.detach(), target)
                    else:
                        self.now.validation = float(value)
            return value

        return wrapped

    def _seen(self, name: str, output: Any, target: Any) -> None:
        import torch

        now = self.now
        now.kind, now.width = LOSSES[name], int(output.shape[1]) if output.dim() > 1 else 1
        if name in CLASSES and output.dim() == 2 and target.dim() == 1:
            guess = output.argmax(1)
            probabilities = output.softmax(1) if name == "cross_entropy" else output.exp()
            now.row_sum = float(probabilities.abs().sum(1).max())
        elif name in BINARY:
            limit = 0.0 if name.endswith("logits") else 0.5
            guess = (output > limit).to(target.dtype)
            now.row_sum = 1.0 if name.endswith("logits") or now.width > 1 else float(output.abs().max())
        else:
            return
        wrong = guess != target
        now.accuracy = 1 - float(wrong.float().mean())
        for label in torch.unique(target).tolist():
            of_it = target == label
            seen, failed = now.classes.get(int(label), (0, 0))
            now.classes[int(label)] = (seen + int(of_it.sum()), failed + int((wrong & of_it).sum()))

    def _around_activation(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        import torch

        def wrapped(given: Any, *args: Any, **named: Any) -> Any:
            value = function(given, *args, **named)
            if torch.is_grad_enabled() and torch.is_tensor(given) and given.dim() > 1:
                x = given.detach().transpose(0, 1).flatten(1)  # (units, samples and places)
                if name == "relu":
                    self.now.dead.append(float(((x > 0).float().mean(1) < 0.01).float().mean()))
                else:
                    low, high = (-9.4999, 9.4999) if name == "tanh" else (-23.0, 16.99999)
                    off = ((x < low) | (x > high)).float().mean(1)
                    self.now.saturated.append(float((off > 0.99).float().mean()))
            return value

        return wrapped

    def _after_module(self, module: Any, _given: Any, output: Any) -> None:
        import torch

        leaf = next(module.children(), None) is None
        if leaf and torch.is_tensor(output) and torch.is_grad_enabled() and output.is_floating_point():
            self.now.hidden.append(float(output.detach().abs().mean()))

    def _before_step(self, optimizer: Any, _args: Any, _named: Any) -> None:
        import torch

        self._before = []
        for group in optimizer.param_groups:
            for p in group["params"]:
                if p.grad is None or p.dim() < 2 or p.grad.is_sparse:
                    continue
                g = p.grad.detach().flatten().float()
                spread = math.nan  # asked for in the first steps only, and dear
                if len(self.steps) < 10:
                    low, high = torch.quantile(g[:100_000], torch.tensor([0.05, 0.95]))
                    spread = float(high - low)
                weight = Weight(
                    float(g.norm()), float(g.abs().mean()), spread, float((g == 0).float().mean()),
                    g.numel(), float(p.detach().float().var()), finite=bool(g.isfinite().all() and p.isfinite().all()),
                )  # fmt: skip
                self.now.weights.append(weight)
                self._before.append((weight, p, p.detach().clone()))

    def _after_step(self, _optimizer: Any, _args: Any, _named: Any) -> None:
        for weight, p, before in self._before:
            weight.moved = float((p.detach() - before).norm() / before.norm())
        self.steps.append(self.now)
        self.now = Step(loss=self.now.loss, validation=self.now.validation)


def record(path: Path) -> list[Step]:
    """Run a program to its end in this process, which changes PyTorch for good, and return its steps."""
    recorder = Recorder()
    recorder.install()
    quiet = io.StringIO()
    # A program that breaks off is judged by what it did until then.
    with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet), contextlib.suppress(BaseException):
        runpy.run_path(str(path), run_name="__main__")
    return recorder.steps
