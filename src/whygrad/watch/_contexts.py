"""Sequences of symbols with a class at each place: how far the last few symbols know the class."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from whygrad.watch.settings import Settings

MOST_SYMBOLS = 3  # that are looked back at
MOST_PLACES = 1 << 16


class Contexts:
    """A few hundred sequences; `agreement` compares the places with the same last symbols."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._x: list[Tensor] = []
        self._y: list[Tensor] = []
        self.count = 0

    def see(self, x: Tensor | None, y: Tensor | None) -> None:
        """A batch (B, T) of symbols and their classes, in this shape or flat, if there is still room."""
        if x is None or y is None or x.is_floating_point() or y.is_floating_point() or x.ndim != 2:
            return
        if x.numel() != y.numel() or self.count >= self._settings.neighbors or x.shape[1] < 2:
            return
        if self._x and self._x[0].shape[1] != x.shape[1]:
            return
        rows = min(len(x), self._settings.neighbors - self.count, max(1, MOST_PLACES // x.shape[1] - self.count))
        self._x.append(x[:rows].detach().long().clone())
        self._y.append(y.detach().reshape(x.shape)[:rows].long().clone())
        self.count += rows

    def agreement(self) -> tuple[float, float]:
        """The share of pairs of places with the same last symbols that have the same class, for
        as many symbols as tell most; and that of any two places. A share of pairs, Σ p², is never above that of the
        answers that are right, max p. NaN for too few samples, or where hardly any context comes twice.
        """
        if self.count < self._settings.fewest_neighbors:
            return math.nan, math.nan
        with torch.no_grad():
            x, y = torch.cat(self._x), torch.cat(self._y)
            known = y >= 0  # below 0 stands what is left out
            shares = torch.unique(y[known], return_counts=True)[1].double()
            if not len(shares):
                return math.nan, math.nan
            chance = float((shares / shares.sum()).square().sum())
            found = [self._pairs(x, y, known, symbols) for symbols in range(1, MOST_SYMBOLS + 1)]
        return max((one for one in found if math.isfinite(one)), default=math.nan), chance

    @staticmethod
    def _pairs(x: Tensor, y: Tensor, known: Tensor, symbols: int) -> float:
        """The mean, over the places, of the others with the same context that share its class."""
        if x.shape[1] < symbols:
            return math.nan
        windows = x.unfold(1, symbols, 1).reshape(-1, symbols)
        here = known[:, symbols - 1 :].reshape(-1)
        context = torch.unique(windows[here], dim=0, return_inverse=True)[1]
        classes = torch.unique(y[:, symbols - 1 :].reshape(-1)[here], return_inverse=True)[1]
        both = torch.unique(context * (int(classes.max()) + 1) + classes, return_inverse=True)[1]
        others = (torch.bincount(context)[context] - 1).double()
        alike = (torch.bincount(both)[both] - 1).double()
        again = others > 0
        if 2 * int(again.sum()) < len(again):
            return math.nan
        return float((alike[again] / others[again]).mean())
