"""Samples with their targets from the first batches: how far a nearest neighbor knows the target."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from whygrad.watch.settings import Settings


@dataclass(frozen=True, slots=True)
class Agreement:
    """What nearest neighbors tell of targets: `share` of samples whose nearest other one has the same class, `chance`
    the same for shuffled labels; for numbers the share of their variance that the nearest sample explains, and 0.

    `same` is the share of nearest samples with exactly the same target, beyond chance; `order` the mean squared
    distance of a target to that of the nearest sample with another one, over that of any two unlike targets: near 1
    where targets are names that happen to be numbers, far below where they are quantities. NaN for too few `samples`.
    """

    share: float = math.nan
    chance: float = math.nan
    same: float = math.nan
    order: float = math.nan
    samples: int = 0


class Neighbors:
    """A few hundred distinct samples; `agreement` compares each with its nearest other one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._x: list[Tensor] = []
        self._y: list[Tensor] = []
        self.count = 0

    def see(self, x: Tensor | None, y: Tensor | None) -> None:
        """A batch and its targets, if there is still room and they belong together."""
        if x is None or y is None or self.count >= self._settings.neighbors or not x.is_floating_point():
            return
        rows = min(len(x), self._settings.neighbors - self.count)
        if x.ndim < 2 or y.ndim not in (1, 2) or len(x) != len(y) or (y.ndim == 2 and y.shape[1] != 1):
            return
        if x[0].numel() > self._settings.columns or (self._x and self._x[0].shape[1] != x[0].numel()):
            return
        self._x.append(x[:rows].detach().reshape(rows, -1).float().clone())
        self._y.append(y[:rows].detach().reshape(rows).float().clone())
        self.count += rows

    def agreement(self, *, classes: bool) -> Agreement:
        """How far the nearest other sample knows the target: for numbers 1 - mean (y - y')² / (2 var y).

        Columns are scaled to the same spread. Copies of a sample are no neighbors of it.
        """
        if self.count < self._settings.fewest_neighbors:
            return Agreement()
        with torch.no_grad():
            x, y = torch.cat(self._x), torch.cat(self._y)
            good = x.isfinite().all(1) & y.isfinite()
            x, y = x[good], y[good]
            if len(x) < self._settings.fewest_neighbors:
                return Agreement()
            x = (x - x.mean(0)) / x.std(0).clamp_min(1e-8)
            distance = torch.cdist(x, x)
            distance[distance <= 1e-3 * distance.median()] = math.inf
            nearest, at = distance.min(1)
            known = nearest.isfinite()
            count = int(known.sum())
            if count < self._settings.fewest_neighbors:
                return Agreement()
            own, other = y[known], y[at[known]]
            shares = torch.unique(y, return_counts=True)[1].double() / len(y)
            same, chance = float((own == other).float().mean()), float(shares.square().sum())
            if classes:
                return Agreement(same, chance, samples=count)
            spread = float(y.var(correction=0))
            if not spread > 0:
                return Agreement()
            explained = max(0.0, 1.0 - float((own - other).square().mean()) / (2 * spread))
            unlike = y[:, None] != y[None]
            near = torch.where(unlike, distance, math.inf)[known].argmin(1)
            order = float((own - y[near]).square().mean()) / (2 * spread / max(1.0 - chance, 1e-12))
            return Agreement(explained, 0.0, (same - chance) / max(1.0 - chance, 1e-12), order, count)
