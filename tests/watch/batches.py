"""The watch of a model on batches that are given to it."""

from __future__ import annotations

from typing import Any

import whygrad as wg


def watched(model: Any, loss_of: Any, batches: list[Any]) -> Any:
    """The watch of a model that is trained with rate 0 on batches (x, y)."""
    import torch  # tests without it are skipped

    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for x, y in batches:
            optimizer.zero_grad()
            loss_of(model(x), y).backward()
            optimizer.step()
    return watch
