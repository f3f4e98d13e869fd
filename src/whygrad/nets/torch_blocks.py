"""PyTorch modules that PyTorch does not have: residual blocks, recurrent layers that give one output."""

from __future__ import annotations

from torch import Tensor, nn


class Block(nn.Module):
    """body(x) + shortcut(x); an empty shortcut is the identity."""

    def __init__(self, body: nn.Sequential, shortcut: nn.Sequential) -> None:
        super().__init__()
        self.body = body
        self.shortcut = shortcut

    def forward(self, x: Tensor) -> Tensor:
        """The sum of both branches."""
        return self.body(x) + self.shortcut(x)


class Sequence(nn.Module):
    """A recurrent `cell` over samples (B, T, F): its outputs at all times (B, T, H), or at the last one (B, H).

    In both directions, the last output of each: forwards at the last time, backwards at the first.
    """

    def __init__(self, cell: nn.RNNBase, *, last: bool) -> None:
        super().__init__()
        self.cell = cell
        self.last = last

    def forward(self, x: Tensor) -> Tensor:
        """What the cell answers."""
        out = self.cell(x)[0]
        if not self.last:
            return out
        units = self.cell.hidden_size
        if not self.cell.bidirectional:
            return out[:, -1]
        return _joined(out[:, -1, :units], out[:, 0, units:])


def _joined(forwards: Tensor, backwards: Tensor) -> Tensor:
    import torch

    return torch.cat([forwards, backwards], dim=-1)
