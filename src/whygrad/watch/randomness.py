"""The random states that a model may draw from: PyTorch's, Python's and NumPy's."""

from __future__ import annotations

import random
from collections.abc import Generator
from contextlib import contextmanager

import numpy as np
import torch


def seed() -> None:
    """Start all of them anew, so that what a model draws is the same every time it is asked.

    `torch.manual_seed` would also seed the CUDA devices that the program has yet to begin with, after its own seed.
    """
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002 (it is the user's that is meant)
    torch.default_generator.manual_seed(0)
    for device in _devices():
        torch.cuda.default_generators[device].manual_seed(0)


@contextmanager
def untouched() -> Generator[None]:
    """The random states afterwards are those before; within, they begin anew."""
    python, numbers = random.getstate(), np.random.get_state()  # noqa: NPY002
    try:
        with torch.random.fork_rng(_devices()):
            seed()
            yield
    finally:
        random.setstate(python)
        np.random.set_state(numbers)  # noqa: NPY002


def _devices() -> list[int]:
    """The CUDA devices that have a random state by now."""
    return list(range(torch.cuda.device_count())) if torch.cuda.is_initialized() else []
