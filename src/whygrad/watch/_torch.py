"""The few of PyTorch's own inner functions that watching needs, in one place."""

# pyright: reportPrivateUsage=false, reportPrivateImportUsage=false, reportAttributeAccessIssue=false

from __future__ import annotations

import torch
from torch.nn import Module
from torch.optim import optimizer as optimizers
from torch.overrides import _get_current_function_mode_stack, _pop_mode, _push_mode

foreach_norm = torch._foreach_norm
foreach_sub = torch._foreach_sub
without_modes = torch._C.DisableTorchFunction
mode_stack, pop_mode, push_mode = _get_current_function_mode_stack, _pop_mode, _push_mode


def has_hooks(module: Module) -> bool:
    """Whether the user has put hooks on a module."""
    return bool(module._forward_hooks or module._forward_pre_hooks or module._backward_hooks)


__all__ = [
    "foreach_norm",
    "foreach_sub",
    "has_hooks",
    "mode_stack",
    "optimizers",
    "pop_mode",
    "push_mode",
    "without_modes",
]
