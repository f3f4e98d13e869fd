"""PyTorch's optimizers by the names of `training.optimizer`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import torch
from torch import Tensor


def optimizer(
    name: str, weights: Iterable[Tensor], others: Iterable[Tensor], *, rate: float, momentum: float, decay: float
) -> torch.optim.Optimizer:
    """PyTorch's own, with decay on the weights only. AdamW's is decoupled, the others' is the penalty L2."""
    groups = [
        {"params": list(weights), "weight_decay": decay},
        {"params": list(others), "weight_decay": 0.0},
    ]
    optimizers: dict[str, Callable[[], torch.optim.Optimizer]] = {
        "sgd": lambda: torch.optim.SGD(groups, lr=rate),
        "perceptron": lambda: torch.optim.SGD(groups, lr=rate),
        "momentum": lambda: torch.optim.SGD(groups, lr=rate, momentum=momentum),
        "nesterov": lambda: torch.optim.SGD(groups, lr=rate, momentum=momentum, nesterov=True),
        "adagrad": lambda: torch.optim.Adagrad(groups, lr=rate),
        "rmsprop": lambda: torch.optim.RMSprop(groups, lr=rate),
        "adam": lambda: torch.optim.Adam(groups, lr=rate),
        "adamw": lambda: torch.optim.AdamW(groups, lr=rate),
    }
    return optimizers[name]()
