"""Ctrl-C during a training of the zoo ends the caller, too: half a training would give wrong numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from whygrad import zoo
from whygrad.cli._cost import relative_costs
from whygrad.engine import native


@pytest.mark.parametrize(
    "caller",
    [
        lambda: relative_costs(["relu"]),
        lambda: zoo.lessons(1),
        lambda: zoo.family(seeds=1),
        lambda: zoo.study(list(zoo.stacks().values()), seeds=1),
    ],
    ids=["cost", "gates", "family", "linear"],
)
def test_interrupted_trainings_are_not_measured(caller: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine's answer to Ctrl-C is a trace that says "interrupted"; whoever needs all of it must not go on."""
    run = native.run

    def cut_short(populations: Any, threads: Any, heard: Callable[[int], None]) -> bool:
        run(populations, threads, lambda _: heard(1))
        return False

    monkeypatch.setattr(native, "run", cut_short)
    with pytest.raises(KeyboardInterrupt):
        caller()
