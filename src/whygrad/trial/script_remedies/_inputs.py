"""What the network gets from outside, changed on its way into the first layers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from whygrad.trial.rerun.intervention import Intervention, LayerCall

if TYPE_CHECKING:
    from torch import Tensor

    from whygrad.trial.rerun.job import Column

_SMALL = 1e-7  # a deviation below this share of the mean is none


class Prepared(Intervention, ABC):
    """Changes the columns (channels) of what the layers read that get the data, by statistics of a first run."""

    @abstractmethod
    def prepare(self, values: Tensor, mean: Tensor, deviation: Tensor) -> Tensor:
        """The columns on the last axis, changed; a deviation of 0 marks a constant column."""

    def layer(self, call: LayerCall) -> None:
        """Change."""
        import torch

        known = self.facts.columns.get(call.order)
        if not call.outer or known is None:
            return
        given = call.given
        with self.run.unobserved():
            values = given.movedim(call.axis, -1)
            if values.shape[-1] != len(known.mean):
                return
            mean, deviation = _tensors(known, given)
            call.given = self.prepare(values, mean, deviation).movedim(-1, call.axis).to(given.dtype)
            assert torch.is_tensor(call.given)
        self.used = True


def _tensors(column: Column, like: Any) -> tuple[Tensor, Tensor]:
    import torch

    mean = torch.tensor(column.mean, dtype=torch.float64, device=like.device)
    deviation = torch.tensor(column.deviation, dtype=torch.float64, device=like.device)
    constant = deviation <= _SMALL * mean.abs().clamp_min(_SMALL)
    return mean, torch.where(constant, torch.zeros_like(deviation), deviation)
