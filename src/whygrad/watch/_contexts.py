"""Sequences of symbols with a class at each place: how far the last few symbols know the class."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from whygrad.instrument.torch_internals import widest
from whygrad.trace.limits import fact_limit
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
            windows, classes = _places(x, y)
            shares = widest(torch.bincount(classes))
            if not len(shares):
                return math.nan, math.nan
            chance = float((shares / shares.sum()).square().sum())
            most = min(MOST_SYMBOLS, windows.shape[1])
            found = [self._pairs(windows[:, -symbols:], classes) for symbols in range(1, most + 1)]
        return max((one for one in found if math.isfinite(one)), default=math.nan), chance

    def time_axis(self) -> int:
        """The axis along which the symbols of an input follow each other, 0 or 1: the target of each place is the next
        symbol along this axis, and not along the other. -1 where that does not tell.
        """
        told = [self._next_symbols(axis) >= fact_limit("next-symbols") for axis in (0, 1)]
        return told.index(True) if sum(told) == 1 else -1

    def _next_symbols(self, axis: int) -> float:
        """The share of places whose class is the next symbol along an axis; 0 if there are none."""
        pairs = ((x.unbind(axis)[1:], y.unbind(axis)[:-1]) for x, y in zip(self._x, self._y, strict=True))
        same = [torch.stack(after) == torch.stack(classes) for after, classes in pairs if after]
        return float(widest(torch.cat([one.flatten() for one in same])).mean()) if same else 0.0

    @staticmethod
    def _pairs(windows: Tensor, classes: Tensor) -> float:
        """The mean, over the places, of the others with the same context that share its class."""
        context = torch.unique(windows, dim=0, return_inverse=True)[1]
        both = torch.unique(context * (int(classes.max()) + 1) + classes, return_inverse=True)[1]
        others = widest(torch.bincount(context)[context] - 1)
        alike = widest(torch.bincount(both)[both] - 1)
        again = others > 0
        if 2 * int(again.sum()) < len(again):
            return math.nan
        return float((alike[again] / others[again]).mean())


def _places(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """The places of sequences (B, T), each once: the symbols up to each (N, …) and its class (N), counted from 0."""
    size = max(1, min(int(fact_limit("same-symbols")), x.shape[1] // 2))
    windows, classes = x.unfold(1, size, 1).reshape(-1, size), y[:, size - 1 :].reshape(-1, 1)
    known = classes[:, 0] >= 0  # below 0 stands what is left out
    places = torch.unique(torch.cat((windows, classes), 1)[known], dim=0)
    return places[:, :-1], torch.unique(places[:, -1], return_inverse=True)[1]
