"""Small classification problems that a healthy network learns in seconds, and networks that cannot."""

from __future__ import annotations

from typing import Any


def rings(samples: int = 512, seed: int = 0) -> tuple[Any, Any]:
    """Points in a plane, standardized, and whether they lie far from the middle: (samples, 2), (samples,)."""
    import torch

    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(samples, 2, generator=generator)
    return x, (x.square().sum(1) > 1.4).long()


def healthy() -> Any:
    """Two wide layers of ReLU units, He's initialization."""
    from torch import nn

    model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 2))
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.init.kaiming_uniform_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
    return model


def deep_sigmoid() -> Any:
    """Eight layers of sigmoid units: the gradient vanishes on its way to the first ones."""
    from torch import nn

    layers: list[Any] = [nn.Linear(2, 16), nn.Sigmoid()]
    for _ in range(7):
        layers += [nn.Linear(16, 16), nn.Sigmoid()]
    return nn.Sequential(*layers, nn.Linear(16, 2))
