"""What several watches ask for, of handlers that they share."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
from torch import nn  # noqa: E402

from whygrad.instrument.hub import ScriptCallbacks, hub  # noqa: E402
from whygrad.instrument.settings import union  # noqa: E402
from whygrad.session.observed import Observed  # noqa: E402
from whygrad.session.script import Request  # noqa: E402
from whygrad.watch.settings import Settings  # noqa: E402

pytestmark = pytest.mark.torch


def test_watches_share_the_largest_of_each_limit() -> None:
    joined = union([Settings(columns=0, classes=3, measured=False, places=9), Settings(columns=5, classes=7, places=4)])
    assert (joined.columns, joined.classes, joined.measured, joined.places) == (5, 7, True, 9)
    assert union([]) == Settings()


def test_a_script_does_not_inherit_the_settings_of_an_earlier_watch(tmp_path: Path) -> None:
    def train(watched: Settings | None) -> None:
        torch.manual_seed(0)
        model = nn.Linear(3, 2)
        optimizer = torch.optim.SGD(model.parameters(), 0.1)
        with wg.watch(model, optimizer, settings=watched) if watched is not None else nullcontext():
            for _ in range(3):
                optimizer.zero_grad()
                nn.functional.cross_entropy(model(torch.randn(8, 3)), torch.arange(8) % 2).backward()
                optimizer.step()

    train(Settings(losses=False))
    script = Observed(Request("train.py", (), str(tmp_path / "result"), steps=100))
    hub().begin_script(ScriptCallbacks(script.program.add, script.program.take_over, lambda _: None, lambda _: None))
    try:
        train(None)
        (watch,) = script.program.recorders
        watch.close()
        assert (watch.trace.meta.task, watch.trace.meta.classes) == ("classes", 2)
    finally:
        hub().end_script()
        os.close(script.sender._file)
