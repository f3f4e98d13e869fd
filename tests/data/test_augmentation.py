"""Augmentation against exact answers, SciPy, and the distributions that it says it draws from."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import ndimage
from scipy.stats import chisquare, kstest

torch = pytest.importorskip("torch")

from whygrad.data import load  # noqa: E402
from whygrad.data.augmentation import Augmentation, Batches, words  # noqa: E402
from whygrad.data.augmentation.erase import AREA, ASPECT  # noqa: E402
from whygrad.data.augmentation.warp import warped  # noqa: E402
from whygrad.experiment import BY_KEY, Data  # noqa: E402

pytestmark = pytest.mark.torch


def pictures(count: int = 200, channels: int = 3, height: int = 12, width: int = 10) -> torch.Tensor:
    return torch.rand(count, channels, height, width, generator=torch.Generator().manual_seed(1))


def test_every_word_of_the_option_is_there() -> None:
    assert set(words()) == set(BY_KEY["data.augmentation"].choices)


@pytest.mark.parametrize("word", [*BY_KEY["data.augmentation"].choices, "crop:2", "erase:1", "flip:1", "jitter:0.9"])
def test_shape_range_and_what_is_given_stay(word: str) -> None:
    for channels in (1, 3):
        x = pictures(50, channels)
        before = x.clone()
        y = Augmentation([word], seed=0)(x, 3)
        assert (y.shape, y.dtype) == (x.shape, x.dtype)
        assert float(y.min()) >= 0
        assert float(y.max()) <= 1 + 1e-6
        assert torch.equal(x, before)
        assert not torch.equal(y, x)


@pytest.mark.parametrize("word", words())
def test_seed_and_step_decide(word: str) -> None:
    x = pictures(30)
    one = Augmentation([word], seed=5)
    again, first = one(x, 7), one(x, 0)
    assert torch.equal(again, Augmentation([word], seed=5)(x, 7))
    assert not torch.equal(again, first)
    assert not torch.equal(again, Augmentation([word], seed=6)(x, 7))


def test_a_word_changes_the_same_way_beside_another() -> None:
    x = pictures(40)
    flipped = Augmentation(["flip"], 2)(x, 1)
    assert torch.equal(Augmentation(["flip", "erase"], 2)(x, 1), Augmentation(["erase"], 2)(flipped, 1))


@pytest.mark.parametrize("share", [0.5, 0.2])
def test_a_flip_is_exact_and_as_often_as_said(share: float) -> None:
    x = pictures(3_000, 1, 4, 5)
    y = Augmentation(["flip" if share == 0.5 else f"flip:{share}"], 0)(x, 0)
    mirrored = (y == x.flip(-1)).flatten(1).all(dim=1)
    same = (y == x).flatten(1).all(dim=1)
    assert bool((mirrored ^ same).all())
    assert float(mirrored.float().mean()) == pytest.approx(share, abs=5 * math.sqrt(share * (1 - share) / 3_000))


def test_a_crop_is_a_shift_by_whole_pixels_each_equally_often() -> None:
    x = pictures(2_500, 2, 6, 7) + 0.1
    y = Augmentation(["crop:2"], 0)(x, 0).numpy()
    found = np.zeros((5, 5), int)
    for before, after in zip(x.numpy(), y, strict=True):
        padded = np.pad(before, ((0, 0), (2, 2), (2, 2)))
        fits = [
            (down, right)
            for down in range(5)
            for right in range(5)
            if np.array_equal(padded[:, down : down + 6, right : right + 7], after)
        ]
        assert len(fits) == 1
        found[fits[0]] += 1
    assert chisquare(found.ravel()).pvalue > 1e-4


def blob(height: int, width: int) -> np.ndarray:
    """A smooth picture without symmetry, black toward its border."""
    y, x = np.mgrid[:height, :width]
    middle_y, middle_x = (height - 1) / 2, (width - 1) / 2
    spot = np.exp(-((y - middle_y + 2) ** 2 + 0.5 * (x - middle_x - 3) ** 2) / 12)
    return (spot + 0.5 * np.exp(-((y - middle_y - 3) ** 2 + (x - middle_x) ** 2) / 6)).astype(np.float32)


@pytest.mark.parametrize("size", [(32, 32), (31, 44)])
@pytest.mark.parametrize("degrees", [0.0, 17.0, -40.0, 90.0])
def test_rotation_is_scipys(size: tuple[int, int], degrees: float) -> None:
    picture = blob(*size)
    own = warped(torch.from_numpy(picture)[None, None], torch.tensor([degrees]), torch.tensor([1.0]))[0, 0].numpy()
    np.testing.assert_allclose(own, ndimage.rotate(picture, degrees, reshape=False, order=1), atol=2e-3)


@pytest.mark.parametrize("factor", [0.7, 1.3])
def test_scaling_is_scipys(factor: float) -> None:
    picture = blob(33, 40)
    own = warped(torch.from_numpy(picture)[None, None], torch.tensor([0.0]), torch.tensor([factor]))[0, 0].numpy()
    middle = (np.array(picture.shape) - 1) / 2
    oracle = ndimage.affine_transform(picture, np.eye(2) / factor, middle - middle / factor, order=1)
    np.testing.assert_allclose(own, oracle, atol=2e-3)


def test_angles_and_factors_are_uniform() -> None:
    """Measured on the pictures: the direction, or the distance, of a spot beside the middle."""
    spot = np.zeros((1, 1, 41, 41), np.float32)
    spot[0, 0, 18:23, 30:35] = 1.0
    x = torch.from_numpy(spot).expand(400, 1, 41, 41)
    across = np.arange(41) - 20.0
    for word, low, high in (("rotate:30", -30.0, 30.0), ("scale:0.25", 0.75, 1.25)):
        y = Augmentation([word], 0)(x, 0)[:, 0].numpy().astype(np.float64)
        total = y.sum(axis=(1, 2))
        right, down = (y * across).sum(axis=(1, 2)) / total, (y * across[:, None]).sum(axis=(1, 2)) / total
        seen = np.degrees(np.arctan2(-down, right)) if word.startswith("rotate") else right / 12
        assert kstest(seen, "uniform", (low, high - low)).pvalue > 1e-3


def test_jitter_by_the_formula() -> None:
    x = pictures(300, 3) * 0.5 + 0.25  # so that nothing is clipped
    y = Augmentation(["jitter:0.1"], 0)(x, 0).double()
    x = x.double()
    weights = torch.tensor([0.299, 0.587, 0.114], dtype=torch.float64).view(1, 3, 1, 1)
    gray_x, gray_y = (x * weights).sum(1), (y * weights).sum(1)
    # Saturation leaves gray as it is, so gray is a line in gray: its slope is brightness times contrast.
    slope = (gray_y - gray_y.mean((1, 2), keepdim=True)).square().sum((1, 2)).sqrt()
    slope /= (gray_x - gray_x.mean((1, 2), keepdim=True)).square().sum((1, 2)).sqrt()
    bright = gray_y.mean((1, 2)) / gray_x.mean((1, 2))
    assert kstest(bright.numpy(), "uniform", (0.9, 0.2)).pvalue > 1e-3
    assert kstest((slope / bright).numpy(), "uniform", (0.9, 0.2)).pvalue > 1e-3
    color = ((y - gray_y[:, None]).square().sum((1, 2, 3)) / (x - gray_x[:, None]).square().sum((1, 2, 3))).sqrt()
    assert kstest((color / slope).numpy(), "uniform", (0.9, 0.2)).pvalue > 1e-3


def test_what_is_erased_is_a_rectangle_of_the_size_said() -> None:
    x = pictures(2_000, 2, 60, 50) + 0.01
    y = Augmentation(["erase"], 0)(x, 0)
    gone = (y == 0).numpy()
    assert bool((torch.from_numpy(gone) | (y == x)).all())
    erased = gone.any(axis=(1, 2, 3))
    assert erased.mean() == pytest.approx(0.5, abs=5 * math.sqrt(0.25 / 2_000))
    for mask in gone[erased]:
        rows, columns = np.flatnonzero(mask[0].any(axis=1)), np.flatnonzero(mask[0].any(axis=0))
        height, width = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
        assert mask.all(axis=0).sum() == height * width == mask[1].sum()  # one block, in all channels
        assert height * width <= AREA[1] * 3_000 * 1.1
        if height < 60 and width < 50:
            assert ASPECT[0] * 0.8 < height / width < ASPECT[1] * 1.25


# -- batches -----------------------------------------------------------------------------------------------------------


def test_batches_are_what_the_network_sees() -> None:
    which = torch.tensor([3, 0, 7])
    for name, kind in (("fashion-mnist-small", "conv"), ("digits", "conv"), ("adding", "rnn"), ("moons", "dense")):
        dataset = load(Data(name=name, preprocessing=["center"] if name != "adding" else []))
        shape = dataset.input_shape(kind)
        for test in (False, True):
            batches = Batches(dataset, shape, test=test)
            x = dataset.x_test if test else dataset.x_train
            assert len(batches) == len(x)
            np.testing.assert_allclose(batches(which, 0).numpy(), x[which.numpy()].reshape(3, *shape), atol=1e-6)


def test_tokens_are_numbers_for_an_embedding_and_one_hot_for_others() -> None:
    dataset = load(Data(name="names"))
    which = torch.arange(5)
    tokens = Batches(dataset, dataset.input_shape("embedding"))(which, 0)
    assert (tokens.shape, tokens.dtype) == ((5, 12), torch.int64)
    np.testing.assert_array_equal(tokens.numpy(), dataset.x_train[:5])
    hot = Batches(dataset, dataset.input_shape("lstm"))(which, 0)
    assert (hot.shape, hot.dtype) == ((5, 12, 27), torch.float32)
    np.testing.assert_array_equal(hot.argmax(dim=-1).numpy(), tokens.numpy())
    assert (hot.sum(dim=-1) == 1).all()


@pytest.mark.parametrize("name", ["fashion-mnist-small", "digits"])
def test_pictures_are_augmented_before_they_are_preprocessed(name: str) -> None:
    plain = load(Data(name=name))
    dataset = load(Data(name=name, preprocessing=["center", "scale"]))
    which = torch.arange(40)
    shape = dataset.input_shape("conv")
    augmented = ["crop:2", "jitter", "rotate"]
    before = Batches(plain, shape, augmentation=augmented, seed=4)(which, 9).numpy().reshape(40, -1)
    after = Batches(dataset, shape, augmentation=augmented, seed=4)(which, 9).numpy().reshape(40, -1)
    train = plain.x_train.astype(np.float64)
    deviation = train.std(axis=0)
    factor = np.divide(1.0, deviation, out=np.zeros_like(deviation), where=deviation > 0)
    np.testing.assert_allclose(after, (before - train.mean(axis=0)) * factor, rtol=1e-3, atol=1e-3)


def test_no_label_is_touched() -> None:
    dataset = load(Data(name="fashion-mnist-small"))
    labels = dataset.y_train.copy()
    batches = Batches(dataset, (1, 28, 28), augmentation=list(words()), seed=1)
    for step in range(3):
        batches(torch.arange(100), step)
    np.testing.assert_array_equal(dataset.y_train, labels)
    np.testing.assert_allclose(Batches(dataset, (784,))(torch.arange(9), 0).numpy(), dataset.x_train[:9], atol=1e-6)
