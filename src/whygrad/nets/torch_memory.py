"""How the numbers of a network of convolutions lie in memory."""

from __future__ import annotations

import torch
from torch import nn

_BLOCK = 16  # channels that oneDNN computes together, at most


def memory_format(network: nn.Module) -> torch.memory_format:
    """Channels last, with which convolutions are up to twice as fast; the usual format where that would not be safe.

    The backward pass of a 1×1 convolution with a stride writes past its memory where it has fewer input channels than
    oneDNN computes together (https://github.com/uxlfoundation/oneDNN/issues/6035).
    """
    unsafe = any(
        isinstance(layer, nn.Conv2d)
        and layer.kernel_size == (1, 1)
        and layer.stride != (1, 1)
        and layer.in_channels < _BLOCK
        for layer in network.modules()
    )
    return torch.contiguous_format if unsafe else torch.channels_last
