"""The three random states that a model may draw from: PyTorch's, Python's and NumPy's."""

from __future__ import annotations

import random
from collections.abc import Generator, Sequence
from contextlib import contextmanager

import numpy as np
import torch


def seed() -> None:
    """Start all of them anew, so that what a model draws is the same every time it is asked."""
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002 (it is the user's that is meant)
    torch.manual_seed(0)


@contextmanager
def untouched(devices: Sequence[int]) -> Generator[None]:
    """The random states afterwards are those before, on these CUDA devices, too; within, they begin anew."""
    python, numbers = random.getstate(), np.random.get_state()  # noqa: NPY002
    try:
        with torch.random.fork_rng(devices):
            seed()
            yield
    finally:
        random.setstate(python)
        np.random.set_state(numbers)  # noqa: NPY002
