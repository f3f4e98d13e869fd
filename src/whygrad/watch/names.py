"""What PyTorch's functions are called, for those who act on a training instead of watching it."""

from __future__ import annotations

from typing import Any

from whygrad.watch._functions import (
    ACTIVATIONS,
    ATTENTION,
    CELLS,
    CONVOLUTIONS,
    COSINE,
    COSINES,
    DENSE,
    DIFFERENCES,
    DROPOUTS,
    EMBEDDINGS,
    LOSSES,
    MATRIX,
    NEGATIONS,
    NEGATIVE,
    NORMALIZERS,
    OPERANDS,
    PASSING,
    RECURRENT,
    SIDES,
    bare,
)


def optimizer_hooks(before: Any, after: Any) -> None:
    """Have two functions called before and after every optimizer's step, for the rest of the process."""
    from importlib import import_module

    optimizers = import_module("torch.optim.optimizer")

    optimizers.register_optimizer_step_pre_hook(before)
    optimizers.register_optimizer_step_post_hook(after)


__all__ = [
    "ACTIVATIONS",
    "CONVOLUTIONS",
    "COSINE",
    "COSINES",
    "DENSE",
    "DIFFERENCES",
    "DROPOUTS",
    "EMBEDDINGS",
    "LOSSES",
    "MATRIX",
    "NEGATIONS",
    "NEGATIVE",
    "NORMALIZERS",
    "OPERANDS",
    "PASSING",
    "RECURRENT",
    "SIDES",
    "ATTENTION",
    "CELLS",
    "bare",
    "optimizer_hooks",
]
