"""Another seed wherever a script seeds itself, and at the start."""

from __future__ import annotations

import random
from typing import Any

_MOST = 2**32


def shift(offset: int) -> None:
    """Add `offset` to every seed that is given to Python's, NumPy's and PyTorch's global generators from now on.

    All three are seeded first, so that a script that never seeds itself is as repeatable. Generators of its own
    (`torch.Generator`, `numpy.random.default_rng`) stay as they are: they mostly make the data.
    """
    import numpy as np
    import torch

    seeders: list[tuple[Any, str, str]] = [
        (random, "seed", "a"), (np.random, "seed", "seed"), (torch, "manual_seed", "seed")
    ]  # fmt: skip
    for module, name, parameter in seeders:
        original = getattr(module, name)

        def seed(
            value: Any = 0, *args: Any, _original: Any = original, _parameter: str = parameter, **kwargs: Any
        ) -> Any:
            value = kwargs.pop(_parameter, value)
            moved = (int(value) + offset) % _MOST if offset and isinstance(value, int | np.integer) else value
            return _original(moved, *args, **kwargs)

        seed(0)
        setattr(module, name, seed)
    torch.random.manual_seed = torch.manual_seed
