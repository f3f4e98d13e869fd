"""How an update changed the weights, and whether it kept what the gradient promised."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch
from torch import Tensor

from whygrad.instrument.torch_internals import foreach_norm, foreach_sub
from whygrad.watch._fetch import real
from whygrad.watch.settings import Settings


class Update:
    """One update of some parameters, from before the optimizer's step until the next gradients are there.

    Of large parameters every k-th weight stands for all. The step quality is (L(w) - L(w + Δw)) / (-g·Δw); what the
    loss really lost is taken from the gradients at both ends of the step, ½ (g + g')·Δw (the trapezoid rule, exact for
    a parabola), where g' is that of the next batch: no second look at the batch itself, which would change the user's
    training. Its mean over batches is that of the batch itself, up to the noise that both gradients share.
    """

    def __init__(self, parameters: dict[int, Tensor], settings: Settings,
                 gradient: Callable[[Tensor], Tensor | None], *, keep: bool = False) -> None:  # fmt: skip
        """`gradient` of a parameter; `keep`: them, too, which may be gone when the step is done."""
        self._gradient = gradient
        share = max(settings.weights // max(len(parameters), 1), 256)
        self._parameters = parameters
        self._strides = {key: max(1, p.numel() // share) for key, p in parameters.items()}
        self._before = {key: self._pick(key, p.detach()).clone() for key, p in parameters.items()}
        self._moves: dict[int, Tensor] = {}
        self._kept = {
            key: self._pick(key, given.detach()).clone() for key, p in parameters.items()
            if keep and (given := gradient(p)) is not None and not given.is_sparse
        }  # fmt: skip
        self._promised: dict[int, Tensor] = {}  # g·Δw of each parameter that has a gradient

    def _pick(self, key: int, x: Tensor) -> Tensor:
        stride, x = self._strides[key], real(x)
        return x if stride == 1 else x.reshape(-1)[::stride]

    def stepped(self, of: Iterable[int] | None = None) -> dict[int, tuple[Tensor, Tensor]]:
        """After the step: (‖ΔW‖, ‖W‖ before it) of each parameter, or of those with these keys."""
        keys = [key for key in (self._before if of is None else of) if key in self._before]
        if not keys:
            return {}
        after = [self._pick(key, self._parameters[key].detach()) for key in keys]
        before = [self._before[key] for key in keys]
        moves = foreach_sub(after, before)
        moved, size = foreach_norm(list(moves)), foreach_norm(before)
        self._moves |= zip(keys, moves, strict=True)
        self._promised |= self._along(keys)
        return {key: (moved[at], size[at]) for at, key in enumerate(keys)}

    def _along(self, keys: Iterable[int]) -> dict[int, Tensor]:
        """g·Δw of those of the parameters that have a gradient."""
        parts: dict[int, Tensor] = {}
        for key in keys:
            move, gradient = self._moves[key], self._gradient(self._parameters[key])
            if key in self._kept:
                parts[key] = (self._kept.pop(key) * move).sum()
            elif gradient is not None and not gradient.is_sparse:  # a sparse one would have to be written out
                parts[key] = (self._pick(key, gradient.detach()) * move).sum()
        return parts

    def set_back(self) -> Tensor | None:
        """Whether the program has changed the weights since by more than the update had, as where it goes back to what
        they were a few updates before. Before `quality`, which forgets them.
        """
        keys = list(self._moves)
        if not keys:
            return None
        now = [self._pick(key, self._parameters[key].detach()) for key in keys]
        moves = [self._moves[key] for key in keys]
        since = foreach_sub(foreach_sub(now, [self._before[key] for key in keys]), moves)
        return torch.stack(foreach_norm(list(since))).square().sum() > torch.stack(foreach_norm(moves)).square().sum()

    def quality(self) -> Tensor | None:
        """The step quality, now that the next gradients are there."""
        promised, kept = self._promised, self._along(self._moves)
        self._moves, self._before, self._promised = {}, {}, {}
        if not promised or not kept:
            return None
        before, after = _total(promised), _total(kept)
        return torch.where(before < 0, 0.5 * (1 + after / before), torch.full_like(before, float("nan")))


def _total(parts: dict[int, Tensor]) -> Tensor:
    return torch.stack(list(parts.values())).sum()
