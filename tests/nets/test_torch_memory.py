"""How the numbers of a network of convolutions lie in memory."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from whygrad.nets.torch_memory import memory_format

pytestmark = pytest.mark.torch


def shortcut(inputs: int, stride: int) -> nn.Module:
    return nn.Sequential(nn.Conv2d(1, inputs, 3), nn.Sequential(nn.Conv2d(inputs, 2 * inputs, 1, stride)))


def test_channels_lie_side_by_side_but_in_few_channels_of_a_strided_projection() -> None:
    assert memory_format(shortcut(16, 2)) is torch.channels_last
    assert memory_format(shortcut(4, 1)) is torch.channels_last
    assert memory_format(shortcut(4, 2)) is torch.contiguous_format
    assert memory_format(shortcut(15, 2)) is torch.contiguous_format
