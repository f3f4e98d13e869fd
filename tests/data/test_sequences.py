"""Sequences against what they say of themselves: every target worked out anew from the inputs."""

from __future__ import annotations

import math

import numpy as np
import pytest

from whygrad.data import Dataset, find, load
from whygrad.data.sets import names
from whygrad.errors import DataError, ExperimentError
from whygrad.experiment import Data, Experiment


def both(name: str, **options: object) -> tuple[np.ndarray, np.ndarray, Dataset]:
    """All samples (N, *shape) with their targets (N,)."""
    dataset = load(Data(**{"name": name, **options}))
    x = np.concatenate([dataset.x_train, dataset.x_test]).reshape(-1, *dataset.shape)
    return x, np.concatenate([dataset.y_train, dataset.y_test]).reshape(-1), dataset


@pytest.mark.parametrize("length", [4, 7, 50])
def test_adding(length: int) -> None:
    x, y, dataset = both(f"adding:{length}", samples=4_000)
    assert x.shape == (4_000, length, 2)
    numbers, marks = x[..., 0].astype(np.float64), x[..., 1]
    assert set(np.unique(marks)) == {0, 1}
    assert (marks[:, : length // 2].sum(axis=1) == 1).all()
    assert (marks[:, length // 2 :].sum(axis=1) == 1).all()
    np.testing.assert_allclose(y, (numbers * marks).sum(axis=1), atol=1e-6)
    assert abs(numbers.mean() - 0.5) < 5 * math.sqrt(1 / 12 / numbers.size)
    # Always 1, the mean, has an error of Var(U + U) = 1/6; the deviation of a mean of squares is sqrt(7/180/n).
    assert np.mean((y - 1.0) ** 2) == pytest.approx(1 / 6, abs=5 * math.sqrt(7 / 180 / 4_000))
    assert dataset.task == "numbers"


@pytest.mark.parametrize("length", [4, 20])
def test_copying(length: int) -> None:
    x, y, dataset = both(f"copying:{length}", samples=800)
    assert (dataset.shape, dataset.tokens, dataset.classes) == ((length,), 17, 8)
    np.testing.assert_array_equal(x[:, 0], y)
    assert (x[:, -1] == 16).all()
    assert set(np.unique(x[:, 1:-1])) == set(range(8, 16))
    assert np.bincount(y).min() > 60
    assert (dataset.input_shape("embedding"), dataset.input_shape("lstm")) == ((length,), (length, 17))
    assert np.isnan(dataset.input_mean).all()


def test_parity() -> None:
    x, y, dataset = both("parity:6", samples=1_000)
    assert dataset.shape == (6, 1)
    np.testing.assert_array_equal(x.reshape(1_000, 6).astype(int).sum(axis=1) % 2, y)
    assert len(np.unique(x.reshape(1_000, 6), axis=0)) == 64
    assert math.isnan(dataset.facts.neighbor_agreement)  # nearest sequences have the other parity: no fault of labels


def test_sine_wave() -> None:
    """Three values of a sine decide the next: x(t+1) = 2·cos(ω)·x(t) - x(t-1)."""
    x, y, _ = both("sine-wave:12", samples=400)
    x = x[..., 0].astype(np.float64)
    wave = np.concatenate([x, y[:, None]], axis=1)
    middle = wave[:, 1:-1]
    twice_cosine = (middle * (wave[:, 2:] + wave[:, :-2])).sum(axis=1) / (middle**2).sum(axis=1)
    np.testing.assert_allclose(wave[:, 2:], twice_cosine[:, None] * middle - wave[:, :-2], atol=1e-5)
    period = 2 * np.pi / np.arccos(twice_cosine / 2)
    assert period.min() > 7.9
    assert period.max() < 32.1


def test_names_can_be_spelled_back() -> None:
    x, y, dataset = both("names")
    assert len(x) == len(names.NAMES) >= 300
    assert dataset.class_names == ("English", "Italian", "Japanese", "Korean")
    spelled = {
        "".join(chr(ord("a") - 1 + int(letter)) for letter in row if letter): int(label)
        for row, label in zip(x, y, strict=True)
    }
    assert spelled == dict(names.NAMES)
    assert all(name.isalpha() and name.isascii() and name.islower() for name in spelled)
    assert spelled["jimin"] == 3
    assert spelled["giuseppe"] == 1
    last = both("names:4")[0]
    assert (last[:, -1] > 0).all()


def test_a_name_of_two_languages_is_in_none() -> None:
    assert len({name for name, _ in names.NAMES}) == len(names.NAMES)
    assert "hana" not in dict(names.NAMES)


def test_lengths() -> None:
    assert load(Data(name="parity")).shape == (8, 1)
    assert find("parity:30").info.features == 30
    for name in ("parity:3", "parity:1001", "parity:x", "parity:"):
        with pytest.raises(ExperimentError, match="T from 4 to 1000"):
            Experiment(data={"name": name})
        with pytest.raises(DataError, match="there is no dataset"):
            find(name)
    with pytest.raises(DataError, match=r"set data\.samples to 25,000 or less"):
        load(Data(name="adding:1000", samples=30_000))
