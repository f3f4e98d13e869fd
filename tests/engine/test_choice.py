"""Which engine trains, and what is refused before anything trains."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.runs import make_job

from whygrad.diagnose import diagnose
from whygrad.engine import native, train
from whygrad.errors import ExperimentError, InputError
from whygrad.experiment import Experiment

SHORT = Experiment().replace(epochs=1)


def test_the_kernel_trains_what_it_knows() -> None:
    assert train(SHORT, 1).meta.framework == "kernel"


def test_pytorch_trains_what_the_kernel_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "supports", lambda _: False)
    assert train(SHORT, 1).meta.framework == "torch"
    with pytest.raises(ExperimentError, match="kernel"):
        train(SHORT, 1, engine="kernel")


def test_the_kernel_has_room_for_so_many_values() -> None:
    assert native.supports(make_job(hidden=[2] * 64, normalization="batch", dropout=0.1, residual=True).program.plan)


@pytest.mark.parametrize("engine", ["gpu", "", None])
def test_unknown_engines_are_refused(engine: Any) -> None:
    with pytest.raises(ExperimentError, match="auto, kernel or torch"):
        train(SHORT, 1, engine=engine)


@pytest.mark.parametrize("nothing", [[], "moons", [SHORT, "moons"], [None]])
def test_only_experiments_are_trained(nothing: Any) -> None:
    with pytest.raises(ExperimentError, match="an experiment"):
        train(nothing, 1)


def test_only_traces_are_diagnosed() -> None:
    wrong: Any = SHORT
    with pytest.raises(InputError, match="a trace, not Experiment"):
        diagnose(wrong)


def test_a_seed_stands_once() -> None:
    with pytest.raises(ExperimentError, match="every seed must be different"):
        train(SHORT, [1, 2, 1])
