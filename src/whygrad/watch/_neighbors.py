"""Samples with their targets from the first batches: how far a nearest neighbor knows the target."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from whygrad.watch.settings import Settings


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

    def agreement(self, *, classes: bool) -> tuple[float, float]:
        """(share of samples whose nearest other sample has the same class, the same by chance); for numbers the share
        of the targets' variance that the nearest sample's target explains, 1 - mean (y - y')² / (2 var y), and 0.

        Columns are scaled to the same spread. Copies of a sample are no neighbors of it. NaN for too few samples.
        """
        if self.count < self._settings.fewest_neighbors:
            return math.nan, math.nan
        with torch.no_grad():
            x, y = torch.cat(self._x), torch.cat(self._y)
            good = x.isfinite().all(1) & y.isfinite()
            x, y = x[good], y[good]
            if len(x) < self._settings.fewest_neighbors:
                return math.nan, math.nan
            x = (x - x.mean(0)) / x.std(0).clamp_min(1e-8)
            distance = torch.cdist(x, x)
            distance[distance <= 1e-3 * distance.median()] = math.inf
            nearest, at = distance.min(1)
            known = nearest.isfinite()
            if int(known.sum()) < self._settings.fewest_neighbors:
                return math.nan, math.nan
            own, other = y[known], y[at[known]]
            if classes:
                shares = torch.unique(y, return_counts=True)[1].float() / len(y)
                return float((own == other).float().mean()), float(shares.square().sum())
            spread = float(y.var(correction=0))
            return (
                (max(0.0, 1.0 - float((own - other).square().mean()) / (2 * spread)), 0.0)
                if spread > 0
                else (math.nan, math.nan)
            )
