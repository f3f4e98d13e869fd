"""Do the batches' gradients agree? Asked of a sample of the gradients at the last few records."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from whygrad.watch._fetch import real
from whygrad.watch.settings import Settings


class GradientCoherence:
    """The gradients of the last records, of each parameter every k-th number, the same ones every time.

    Batches at different updates see different weights, so what they agree on is if anything underrated; the window is
    short for that reason.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._window: list[Tensor] = []
        self._keys: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        """Gradients that are compared."""
        return len(self._window)

    def see(self, parameters: list[Tensor], gradient: Callable[[Tensor], Tensor | None]) -> bool:
        """Take in the gradients that there are now; whether there are enough to compare."""
        if not self._settings.window:
            return False
        having = [(p, g) for p in parameters if (g := gradient(p)) is not None and not g.is_sparse and g.numel()]
        if len({(g.device, real(g).dtype) for _, g in having}) != 1:
            return False
        keys = tuple(id(p) for p, _ in having)
        if keys != self._keys:
            self._keys, self._window = keys, []
        share = max(self._settings.compared // len(having), 16)
        parts = [real(g.detach()).reshape(-1)[:: max(1, g.numel() // share)] for _, g in having]
        self._window = [*self._window, torch.cat(parts).float()][-self._settings.window :]
        return self.count >= self._settings.window

    def coherence(self) -> Tensor:
        """‖mean g‖² / mean ‖g‖²: 1 if all gradients are alike, 1 / their number if they are noise."""
        rows = torch.stack(self._window)
        return rows.mean(0).square().sum() / rows.square().sum(1).mean()
