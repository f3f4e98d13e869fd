"""`load`: what a [data] table becomes."""

from __future__ import annotations

import hashlib
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest
from sklearn.datasets import load_digits

from whygrad import i18n
from whygrad.data import Dataset, catalog, find, load
from whygrad.data.features import POINT_FEATURES
from whygrad.errors import DataError
from whygrad.experiment import Data
from whygrad.experiment.options import DATA_SETS
from whygrad.experiment.options import POINT_FEATURES as KNOWN_FEATURES

# The large sets have tests of their own: a machine may lack them (tests/data/test_pictures.py).
NAMES = [info.name for info in catalog() if not info.files]


def arrays(dataset: Dataset) -> dict[str, np.ndarray]:
    return {name: value for name, value in vars(dataset).items() if isinstance(value, np.ndarray)}


# -- every data set ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_data_set_loads_as_promised(name: str) -> None:
    info = find(name).info
    dataset = load(Data(name=name, noise=0.1, train_share=0.7))
    n = info.published or info.samples or 500
    assert len(dataset.x_train) == math.floor(0.7 * n + 0.5)
    assert len(dataset.x_train) + len(dataset.x_test) == n
    assert dataset.x_train.shape[1] == dataset.x_test.shape[1] == info.features == len(dataset.feature_names)
    assert (dataset.task, dataset.classes, dataset.pictures) == (info.task, info.classes, info.pictures)
    assert len(dataset.class_names) == dataset.classes
    for x, y in ((dataset.x_train, dataset.y_train), (dataset.x_test, dataset.y_test)):
        assert x.dtype == np.float32
        assert np.isfinite(x).all()
        if info.task == "classes":
            assert (y.dtype, y.shape) == (np.int64, (len(x),))
            assert set(y.tolist()) == set(range(info.classes))
        else:
            assert (y.dtype, y.shape) == (np.float32, (len(x), 1))
    for value in arrays(dataset).values():
        assert value.flags.c_contiguous
        assert not value.flags.writeable
    if info.task == "classes":
        np.testing.assert_allclose(dataset.class_share, np.bincount(dataset.y_train) / len(dataset.y_train))
    else:
        assert dataset.class_share.shape == (0,)
    if dataset.tokens:
        assert np.isnan(dataset.input_mean).all()
        assert np.isnan(dataset.input_std).all()
    else:
        np.testing.assert_allclose(dataset.input_mean, dataset.x_train.mean(axis=0, dtype=np.float64), atol=1e-9)
        np.testing.assert_allclose(dataset.input_std, dataset.x_train.std(axis=0, dtype=np.float64), atol=1e-9)
    assert math.prod(dataset.shape) == info.features
    assert (dataset.x_raw_train is not None) == (info.features == 2)
    assert dataset.facts.non_finite == 0
    assert dataset.facts.constant_columns == ()
    if info.task == "classes" and not info.length:
        assert dataset.facts.neighbor_agreement > dataset.facts.neighbor_chance + 0.1


@pytest.mark.parametrize("name", NAMES)
def test_the_seed_decides_everything(name: str) -> None:
    code = (
        "import hashlib; from whygrad.data import load; from whygrad.experiment import Data; "
        f"d = load(Data(name={name!r}, seed=3, noise=0.2)); "
        "print(hashlib.sha256(b''.join(a.tobytes() for a in (d.x_train, d.y_train, d.x_test, d.y_test))).hexdigest())"
    )
    first = load(Data(name=name, seed=3, noise=0.2))
    other = load(Data(name=name, seed=4, noise=0.2))
    assert not np.array_equal(first.x_train, other.x_train)
    if name in ("moons", "digits"):  # in another process with other hash seeds
        parts = (first.x_train, first.y_train, first.x_test, first.y_test)
        expected = hashlib.sha256(b"".join(part.tobytes() for part in parts)).hexdigest()
        environment = {**os.environ, "PYTHONHASHSEED": "7"}
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=60, check=True
        )
        assert done.stdout.strip() == expected


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_data_set_has_its_help(language: str) -> None:
    with i18n.use(language):
        for info in catalog():
            assert i18n.text(info.message_id)
            assert i18n.text(info.noise_id)


def test_experiments_know_the_same_data_sets_and_features() -> None:
    assert {info.name: info.features for info in catalog()} == dict(DATA_SETS)
    assert tuple(POINT_FEATURES) == KNOWN_FEATURES


def test_unknown_names_get_the_nearest() -> None:
    with pytest.raises(DataError, match='did you mean "spiral"'):
        find("sprial")
    with pytest.raises(DataError, match="there is no dataset"):
        find("qqq")


# -- splitting ---------------------------------------------------------------------------------------------------------


def rows(*parts: np.ndarray) -> list[tuple[float, ...]]:
    return sorted(tuple(row) for row in np.concatenate(parts).tolist())


def test_shuffled_once_then_split() -> None:
    half, most = load(Data(name="moons", train_share=0.5)), load(Data(name="moons", train_share=0.9))
    np.testing.assert_array_equal(half.x_train, most.x_train[:250])
    np.testing.assert_array_equal(
        np.concatenate([half.x_train, half.x_test]), np.concatenate([most.x_train, most.x_test])
    )
    np.testing.assert_array_equal(
        np.concatenate([half.y_train, half.y_test]), np.concatenate([most.y_train, most.y_test])
    )
    assert 0.35 < half.y_train[:100].mean() < 0.65  # the generator's order, one class first, is gone


def test_noise_and_features_leave_the_order_alone() -> None:
    clean, noisy = load(Data(name="circle")), load(Data(name="circle", noise=0.3))
    np.testing.assert_array_equal(clean.x_train, noisy.x_train)
    assert not np.array_equal(clean.y_train, noisy.y_train)
    other = load(Data(name="circle", features=["x1*x2"], preprocessing=["center"]))
    np.testing.assert_array_equal(clean.y_test, other.y_test)


@given(samples=st.integers(4, 300), share=st.floats(0.01, 0.99), name=st.sampled_from(["xor", "sine", "blobs:4"]))
def test_no_sample_is_lost_or_doubled(samples: int, share: float, name: str) -> None:
    if samples * min(share, 1 - share) < 1:
        return
    dataset = load(Data(name=name, samples=samples, train_share=share, noise=0.1))
    assert len(dataset.x_train) == math.floor(samples * share + 0.5)
    assert len(dataset.x_test) >= 1
    everything = load(Data(name=name, samples=samples, train_share=0.5, noise=0.1))
    assert rows(dataset.x_train, dataset.x_test) == rows(everything.x_train, everything.x_test)


# -- features and preprocessing ----------------------------------------------------------------------------------------


def test_features_and_preprocessing_are_fitted_on_the_training_share_only() -> None:
    features = ["x1^2", "x2", "sin(x1)"]
    dataset = load(Data(name="gauss", features=features, preprocessing=["center", "scale"], train_share=0.3))
    raw = dataset.x_raw_train.astype(np.float64)
    derived = np.stack([raw[:, 0] ** 2, raw[:, 1], np.sin(raw[:, 0])], axis=1)
    mean, deviation = derived.mean(axis=0), derived.std(axis=0)
    np.testing.assert_allclose(dataset.x_train, (derived - mean) / deviation, atol=1e-5)
    raw = dataset.x_raw_test.astype(np.float64)
    derived = np.stack([raw[:, 0] ** 2, raw[:, 1], np.sin(raw[:, 0])], axis=1)
    np.testing.assert_allclose(dataset.x_test, (derived - mean) / deviation, atol=1e-5)
    assert dataset.feature_names == tuple(features)
    assert dataset.facts.feature_names == tuple(features)


@pytest.mark.parametrize("preprocessing", [[], ["center", "scale"], ["center", "pca:2", "whiten"], ["whiten"]])
def test_transform_is_what_the_samples_went_through(preprocessing: list[str]) -> None:
    dataset = load(Data(name="spiral", features=["x1", "x2", "x1*x2"], preprocessing=preprocessing))
    assert dataset.x_raw_train is not None
    out = dataset.transform(dataset.x_raw_train)
    assert out.dtype == np.float32
    np.testing.assert_allclose(out, dataset.x_train, atol=1e-5)
    np.testing.assert_allclose(dataset.transform(dataset.x_raw_test.tolist()), dataset.x_test, atol=1e-5)


def test_digits_can_be_transformed_too() -> None:
    dataset = load(Data(name="digits", preprocessing=["center", "pca:10"]))
    assert dataset.x_train.shape[1] == 10
    assert dataset.raw_names[:2] == ("pixel_0_0", "pixel_0_1")
    assert dataset.transform(np.zeros((3, 64))).shape == (3, 10)


# -- digits ------------------------------------------------------------------------------------------------------------


def test_digits_are_scikit_learns() -> None:
    dataset = load(Data(name="digits"))
    x, y = load_digits(return_X_y=True)
    ours = np.column_stack([np.concatenate([dataset.x_train, dataset.x_test]), np.r_[dataset.y_train, dataset.y_test]])
    assert rows(ours) == rows(np.column_stack([x, y]))


def test_samples_limits_digits_and_keeps_the_shares() -> None:
    full, part = load(Data(name="digits")), load(Data(name="digits", samples=200))
    assert len(full.x_train) + len(full.x_test) == 1797
    labels = np.r_[part.y_train, part.y_test]
    assert len(labels) == 200
    assert np.bincount(labels).tolist() == pytest.approx(20, abs=1) or set(np.bincount(labels)) <= {19, 20, 21}
    assert set(rows(part.x_train, part.x_test)) <= set(rows(full.x_train, full.x_test))
    assert len(np.r_[load(Data(name="digits", samples=5000)).y_train]) == len(full.y_train)


def test_noise_gives_digits_random_labels() -> None:
    clean, noisy = load(Data(name="digits")), load(Data(name="digits", noise=0.5))
    np.testing.assert_array_equal(clean.x_train, noisy.x_train)
    assert np.mean(clean.y_train != noisy.y_train) == pytest.approx(0.5 * 0.9, abs=0.05)
    random = load(Data(name="digits", noise=1.0))
    assert np.mean(random.y_train == clean.y_train) == pytest.approx(0.1, abs=0.04)
    assert random.facts.neighbor_agreement == pytest.approx(random.facts.neighbor_chance, abs=0.04)


@pytest.mark.parametrize("name", ["sine", "steps"])
def test_noise_on_numbers_is_normal_in_standard_deviations(name: str) -> None:
    clean = load(Data(name=name, samples=4000))
    noisy = load(Data(name=name, samples=4000, noise=0.5))
    np.testing.assert_array_equal(clean.x_train, noisy.x_train)
    added = (noisy.y_train - clean.y_train)[:, 0] / clean.y_train.std()
    assert kstest(added / 0.5, "norm").pvalue > 1e-3


# -- speed and cost ----------------------------------------------------------------------------------------------------


def test_a_trial_loads_once() -> None:
    assert load(Data(name="rings", seed=11)) is load(Data(name="rings", seed=11))
    assert load(Data(name="rings", seed=11)) is not load(Data(name="rings", seed=12))


def test_loading_imports_nothing_heavy() -> None:
    code = (
        "import sys; from whygrad.data import load; from whygrad.experiment import Data; load(Data(name='digits')); "
        "load(Data(name='moons', preprocessing=['whiten'])); "
        "print([m for m in ('sklearn', 'scipy', 'torch', 'pandas', 'matplotlib') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_too_few_samples_for_two_shares(tmp_path: Path) -> None:
    file = tmp_path / "few.csv"
    file.write_text("a,b\n1,0\n2,1\n3,0\n", encoding="utf-8")
    with pytest.raises(DataError, match="leave the training set or the test set empty"):
        load(Data(name="few.csv", train_share=0.1), tmp_path)
