"""Learning-rate schedules against PyTorch's schedulers, and the steps at which records are made."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.optim import lr_scheduler

from whygrad.engine.schedule import SCHEDULES, learning_rate_factors, record_steps

TOTAL, PER_EPOCH = 40, 5

Maker = Callable[[torch.optim.Optimizer, int], lr_scheduler.LRScheduler]
THEIRS: dict[str, Maker] = {
    "constant": lambda optimizer, _: lr_scheduler.ConstantLR(optimizer, factor=1.0),
    "step": lambda optimizer, total: lr_scheduler.MultiStepLR(optimizer, [total // 2, 3 * total // 4], gamma=0.1),
    "cosine": lambda optimizer, total: lr_scheduler.CosineAnnealingLR(optimizer, total),
    "linear": lambda optimizer, total: lr_scheduler.LinearLR(optimizer, 1.0, 0.0, total),
    "inverse-sqrt": lambda optimizer, _: lr_scheduler.LambdaLR(
        optimizer, lambda step: 1 / math.sqrt(1 + step / PER_EPOCH)
    ),
}


def _theirs(name: str, total: int) -> list[float]:
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = THEIRS[name](optimizer, total)
    rates: list[float] = []
    for _ in range(total):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about its own argument `epoch`
            scheduler.step()
    return rates


def test_every_schedule_has_an_oracle() -> None:
    assert set(THEIRS) == set(SCHEDULES)


@pytest.mark.parametrize("name", THEIRS)
def test_factors_are_pytorchs(name: str) -> None:
    np.testing.assert_allclose(learning_rate_factors(name, 0.0, TOTAL, PER_EPOCH), _theirs(name, TOTAL), atol=1e-6)


@pytest.mark.parametrize("name", THEIRS)
def test_warmup_rises_to_one_then_the_schedule_begins(name: str) -> None:
    factors = learning_rate_factors(name, 0.25, TOTAL, PER_EPOCH)
    np.testing.assert_allclose(factors[:10], np.arange(1, 11) / 10, rtol=1e-6)
    if name == "step":  # whose places are shares of the whole training
        expected = _theirs(name, TOTAL)[10:]
    else:
        expected = _theirs(name, TOTAL - 10)
    np.testing.assert_allclose(factors[10:], expected, atol=1e-6)


@given(st.sampled_from(sorted(THEIRS)), st.floats(0, 1), st.integers(1, 3000), st.integers(1, 50))
def test_factors_stay_between_0_and_1(name: str, warmup: float, total: int, per_epoch: int) -> None:
    factors = learning_rate_factors(name, warmup, total, per_epoch)
    assert factors.shape == (total,)
    assert ((factors >= 0) & (factors <= 1)).all()
    assert factors[0] > 0


@given(st.integers(1, 10**7), st.one_of(st.just("auto"), st.integers(1, 10**6)))
def test_records_begin_at_0_and_end_with_the_training(total: int, every: int | str) -> None:
    if isinstance(every, int):
        every = max(every, total // 1000, 1)
    steps = record_steps(every, total)
    assert steps[0] == 0
    assert steps[-1] == total
    assert (np.diff(steps) > 0).all()
    if every == "auto":
        assert len(steps) <= 22
        assert total < 10 or len(steps) >= 10
    else:
        assert (steps[:-1] % every == 0).all()
