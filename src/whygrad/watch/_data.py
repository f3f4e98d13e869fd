"""The inputs of the first observed batches: mean, spread and what is wrong with them, by column or channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor
from torch.utils._pytree import tree_flatten

from whygrad.watch.settings import Settings


CallOf = tuple[tuple[Any, ...], dict[str, Any]]  # what a model was called with


@dataclass(frozen=True, eq=False, slots=True)
class Kept:
    """A call of the model: its `values` one by one, of which the batch is the one `at`, and how they belong together
    (`None` if not all could be kept).
    """

    values: list[Any]
    at: int
    form: Any


@dataclass(eq=False)
class Inputs:
    """Running sums over the batches that a model was given; tensors stay where the batches are."""

    settings: Settings
    most: int = 64  # batches
    batches: int = 0
    samples: int = 0
    pictures: bool = False
    columns: int = 0
    batch_size: int = 0
    total: Tensor | None = None
    squares: Tensor | None = None
    low: Tensor | None = None
    high: Tensor | None = None
    bad: Tensor | None = None
    count: int = 0
    kept: Kept | None = None  # the first batch, to ask whether its samples mix
    prints: list[Tensor] = field(default_factory=list)

    def see(self, x: Tensor, call: CallOf) -> Tensor | None:
        """One batch of training, and the whole call that it was given in; how many of its values are not finite, if
        that was asked.
        """
        self.batch_size = max(self.batch_size, x.shape[0] if x.ndim > 1 else 1)
        self.samples += x.shape[0] if x.ndim else 1
        if self.kept is None and x.ndim > 1 and x.numel() <= self.settings.kept_elements:
            self.kept = _kept(x, call, self.settings.kept_elements)
        if not self.settings.columns or self.batches >= self.most:
            return None
        if not x.is_floating_point() or x.ndim < 2 or not x.numel():
            return None
        x = x.detach().float()
        if x.numel() > self.settings.elements:
            x = x[: max(1, self.settings.elements * len(x) // x.numel())]
        picture = x.ndim >= 4
        rows = x.movedim(1, -1).reshape(-1, x.shape[1]) if picture else x.reshape(-1, x.shape[-1])
        if self.columns not in (0, rows.shape[1]) or rows.shape[1] > self.settings.columns:
            return None
        self.pictures, self.columns = picture, rows.shape[1]
        finite = rows.isfinite()
        bad = (~finite).sum(0)
        clean = torch.where(finite, rows, torch.zeros_like(rows)).double()
        total, squares = clean.sum(0), clean.square().sum(0)
        low, high = rows.amin(0), rows.amax(0)
        self.count += len(rows)
        self.batches += 1
        if self.total is None or self.squares is None or self.low is None or self.high is None or self.bad is None:
            self.total, self.squares, self.low, self.high, self.bad = total, squares, low, high, bad
        else:
            self.total, self.squares, self.bad = self.total + total, self.squares + squares, self.bad + bad
            self.low, self.high = torch.minimum(self.low, low), torch.maximum(self.high, high)
        return bad.sum()

    def summary(self) -> dict[str, Any]:
        """mean, std, low, high, bad as lists over the columns; empty if no numbers were seen."""
        if self.total is None or self.squares is None or self.low is None or self.high is None or self.bad is None:
            return {}
        mean = self.total / self.count
        std = (self.squares / self.count - mean.square()).clamp_min(0).sqrt()
        same = self.low == self.high
        std = torch.where(same, torch.zeros_like(std), std)
        return {"mean": mean.tolist(), "std": std.tolist(), "bad": self.bad.tolist(), "constant": same.tolist()}


def _kept(x: Tensor, call: CallOf, most: int) -> Kept:
    """A copy of a call. What it holds beside the batch is kept if its tensors are small and the rest are plain values:
    without them the batch alone, which cannot be asked then.
    """
    values, form = tree_flatten(call)
    tensors = [one for one in values if isinstance(one, Tensor)]
    plain = all(isinstance(one, Tensor | int | float | str | None) for one in values)
    if not plain or sum(one.numel() for one in tensors) > 2 * most:
        return Kept([x.detach().clone()], 0, None)
    at = next(place for place, one in enumerate(values) if one is x)
    return Kept([one.detach().clone() if isinstance(one, Tensor) else one for one in values], at, form)


def first_tensor(values: object) -> Tensor | None:
    """The batch among a model's arguments: the first tensor with samples, also in tuples, lists and dictionaries."""
    if isinstance(values, Tensor):
        return values if values.ndim else None
    if isinstance(values, Mapping):
        values = tuple(values.values())
    if isinstance(values, tuple | list):
        return next((found for one in values if (found := first_tensor(one)) is not None), None)
    return None


_GOLDEN = 0.6180339887498949  # its multiples spread evenly over 0 … 1, so that no two columns weigh the same


def sample_prints(x: Tensor) -> Tensor:
    """A number for each sample that two samples share only if they are the same."""
    flat = x.detach().reshape(x.shape[0], -1)[:, :4096] if x.ndim > 1 else x.detach()[:, None]
    places = torch.arange(1, flat.shape[1] + 1, dtype=torch.float64, device=x.device)
    return (flat.double() * (0.5 + (places * _GOLDEN) % 1.0)).sum(1)


def fingerprint(prints: Tensor) -> Tensor:
    """A number that two batches share only if they hold the same samples, up to their order."""
    return (prints * prints.abs().sqrt()).sum()


class Familiar:
    """The samples of the training's batches, as far as they were seen: is an evaluation of others?"""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._prints: list[Tensor] = []
        self._count = 0

    def see(self, prints: Tensor) -> None:
        """A batch of training."""
        if self._count < self._settings.familiar:
            self._prints.append(prints.float())
            self._count += len(prints)
            if len(self._prints) > 64:  # batches of a small data set come again and again
                self._prints = [torch.cat(self._prints).unique()]
                self._count = len(self._prints[0])

    def share(self, x: Tensor) -> float:
        """How many of a batch's samples were trained on."""
        if not self._prints or not x.numel() or x.is_complex():
            return 0.0
        asked = sample_prints(x[: self._settings.asked]).float()
        return float(torch.isin(asked, torch.cat(self._prints).to(asked.device)).float().mean())
