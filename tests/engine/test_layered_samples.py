"""Batches of a training of layers: what is made ahead is what would have been made when it is asked for."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest

from whygrad.data import load
from whygrad.data.augmentation.augmentation import _mixed
from whygrad.engine import train
from whygrad.experiment import Experiment

torch = pytest.importorskip("torch")

from whygrad.engine.layered import lower  # noqa: E402
from whygrad.engine.layered.samples import Samples  # noqa: E402

DIGITS = Experiment.from_tree(
    {
        "data": {"name": "digits", "augmentation": ["crop:1", "rotate", "jitter", "erase"]},
        "network": {"layers": [{"conv": 4}, "relu", "flatten", {"dense": 10}]},
        "training": {"epochs": 2, "batch_size": 64},
    }
)


def test_batches_do_not_depend_on_when_they_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    job = lower(DIGITS, [3])
    ahead, plain = (Samples(job, job.seeds, torch.device("cpu")) for _ in range(2))
    threads: list[int] = []
    made = ahead.made

    def noted(step: int) -> Any:
        threads.append(threading.get_ident())
        return made(step)

    monkeypatch.setattr(ahead, "made", noted)
    for step in (0, 1, 2, 2, 9, 10, 14, 15, 16, job.total_steps - 1, job.total_steps):
        for one, other in zip(ahead.batch(step), plain.made(step), strict=True):
            assert torch.equal(one, other)
    ahead.close()
    assert len(set(threads)) == 2


def test_trainings_with_augmentation_repeat_and_leave_no_thread() -> None:
    before = threading.active_count()
    assert train(DIGITS, seeds=1).same_as(train(DIGITS, seeds=1))
    assert threading.active_count() == before


def test_streams_of_random_numbers_differ() -> None:
    """Every bit of what a generator begins with is set half of the time, also where seeds and steps differ by one."""
    numbers = [_mixed(seed, step, stream) for seed in range(8) for step in range(64) for stream in (1, 2, 2**32 - 1)]
    assert len(set(numbers)) == len(numbers)
    bits = np.array([[number >> bit & 1 for bit in range(63)] for number in numbers]).mean(axis=0)
    assert abs(bits - 0.5).max() < 5 * 0.5 / np.sqrt(len(numbers))


def test_pictures_stay_bytes() -> None:
    """What batches are made of is the pictures as bytes, and not four times as much as numbers."""
    data = load(DIGITS.data)
    assert data.pixels_train is not None
    assert data.pixels_train.values.dtype == np.uint8
    batches = Samples(lower(DIGITS, [0]), np.zeros(1, np.uint32), torch.device("cpu")).train.batches
    kept = [value for value in vars(batches).values() if isinstance(value, torch.Tensor)]
    assert sum(one.numel() * one.element_size() for one in kept) < 5 * data.pixels_train.values.nbytes
