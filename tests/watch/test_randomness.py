"""What whygrad draws leaves no trace in a program's random numbers."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch


def drawn() -> list[Any]:
    """One number of each generator."""
    return [random.random(), np.random.rand(), torch.rand(()).item()]  # noqa: NPY002


def test_random_numbers_go_on_as_if_nothing_had_been_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    from whygrad.watch.randomness import untouched

    def seeded(*_: Any) -> None:
        pytest.fail("a device that the program has yet to begin with would be seeded anew")

    random.seed(5)
    np.random.seed(5)  # noqa: NPY002
    torch.manual_seed(5)
    monkeypatch.setattr(torch.cuda, "manual_seed_all", seeded)
    monkeypatch.setattr(torch, "manual_seed", seeded)
    inside: list[list[Any]] = []
    for _ in range(2):
        with untouched():
            inside.append(drawn())
    after = drawn()
    assert inside[0] == inside[1]
    monkeypatch.undo()
    random.seed(5)
    np.random.seed(5)  # noqa: NPY002
    torch.manual_seed(5)
    assert after == drawn()
