"""Features of pictures against NumPy, brute force, closed forms and what scikit-image says of single pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from whygrad.data import Dataset, load
from whygrad.data.features import KINDS, fit
from whygrad.data.features.hog import BLOCK, ORIENTATIONS, by_cell
from whygrad.data.features.words import FLAT, patches, size
from whygrad.errors import DataError, ExperimentError, MissingExtraError
from whygrad.experiment import PICTURE_FEATURES, Data

SHAPES = ((1, 28, 28), (3, 12, 16))


def pictures(shape: tuple[int, int, int], count: int = 12, seed: int = 0) -> np.ndarray:
    """Random bytes with structure: blocks of 4 pixels and noise on them, as rows (N, C·H·W)."""
    random = np.random.default_rng(seed)
    channels, height, width = shape
    coarse = random.integers(0, 200, (count, channels, -(-height // 4), -(-width // 4)))
    fine = np.kron(coarse, np.ones((4, 4)))[:, :, :height, :width] + random.integers(0, 56, (count, *shape))
    return fine.astype(np.uint8).reshape(count, -1)


def features(word: str, shape: tuple[int, int, int], x: np.ndarray, top: float = 255) -> np.ndarray:
    return fit((word,), x, shape, top, 0)(x)


def test_the_experiments_words_are_the_kinds() -> None:
    assert set(PICTURE_FEATURES) == set(KINDS)
    for word, parameter in PICTURE_FEATURES.items():
        assert KINDS[word].number == 0 if parameter is None else parameter.low <= KINDS[word].number <= parameter.high


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("bins", [2, 7, 16, 256])
def test_histograms_are_numpys(shape: tuple[int, int, int], bins: int) -> None:
    x = pictures(shape)
    found = features(f"histogram:{bins}", shape, x)
    for picture, row in zip(x.reshape(-1, *shape), found, strict=True):
        expected = [np.histogram(channel, bins, (0, 256))[0] / channel.size for channel in picture]
        np.testing.assert_allclose(row, np.concatenate(expected), rtol=1e-6)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("bins", [2, 3, 8])
def test_joint_histograms_are_numpys(shape: tuple[int, int, int], bins: int) -> None:
    x = pictures(shape)
    found = features(f"joint-histogram:{bins}", shape, x)
    for picture, row in zip(x.reshape(-1, *shape), found, strict=True):
        values = picture.reshape(shape[0], -1).T
        expected = np.histogramdd(values, bins, [(0, 256)] * shape[0])[0].ravel() / len(values)
        np.testing.assert_allclose(row, expected, rtol=1e-6)


def test_what_only_the_joint_histogram_tells_apart() -> None:
    """Half red, half green, against half yellow, half black: the channels by themselves are the same."""
    red_green = np.zeros((3, 4, 4), np.uint8)
    red_green[0, :2], red_green[1, 2:] = 255, 255
    yellow_black = np.zeros((3, 4, 4), np.uint8)
    yellow_black[:2, :2] = 255
    x = np.stack([red_green, yellow_black]).reshape(2, -1)
    alone, joint = features("histogram:2", (3, 4, 4), x), features("joint-histogram:2", (3, 4, 4), x)
    np.testing.assert_array_equal(alone[0], alone[1])
    np.testing.assert_array_equal(joint, [[0, 0, 0.5, 0, 0.5, 0, 0, 0], [0.5, 0, 0, 0, 0, 0, 0.5, 0]])


@pytest.mark.parametrize("degrees", range(10, 180, 20))
def test_an_edge_is_where_its_gradient_points(degrees: int) -> None:
    """A ramp with its gradient at an angle to the rows' direction has all its energy in the bin of that angle."""
    down, right = np.meshgrid(np.arange(24.0), np.arange(24.0), indexing="ij")
    angle = np.radians(degrees)
    picture = 128 + 4 * (right * np.cos(angle) + down * np.sin(angle))
    found = features("hog:6", (1, 24, 24), picture.reshape(1, -1)).reshape(3, 3, BLOCK, BLOCK, ORIENTATIONS)
    inside = found[1, 1]  # no pixel of it lies at the picture's edge, where there is no gradient
    expected = np.zeros((BLOCK, BLOCK, ORIENTATIONS))
    expected[..., degrees // 20] = 1 / BLOCK  # equal cells of a block whose squares sum to 1
    np.testing.assert_allclose(inside, expected, atol=1e-3)


def test_cells_are_drawn_as_the_mean_of_their_blocks() -> None:
    """Of a ramp every cell inside has all of its energy in one bin, as in each of its blocks."""
    picture = np.tile(np.arange(40.0), (32, 1))  # its gradient points along the columns: 0 degrees, the first bin
    found = features("hog:8", (1, 32, 40), picture.reshape(1, -1))[0]
    cells = by_cell(found, (1, 32, 40), 8)
    assert cells.shape == (4, 5, ORIENTATIONS)
    np.testing.assert_array_equal(cells[..., 1:], 0)
    np.testing.assert_allclose(cells[:, 2, 0], 1 / BLOCK, atol=1e-3)
    blocks = found.reshape(3, 4, BLOCK, BLOCK, ORIENTATIONS)
    np.testing.assert_allclose(cells[0, 0], blocks[0, 0, 0, 0])  # a corner lies in one block only


def test_rows_are_rows_and_columns_columns() -> None:
    """An edge in the upper right corner shows in the last block of the first row of blocks."""
    picture = np.zeros((1, 16, 32))
    picture[0, 2, 26:30] = 200.0
    found = features("hog:4", (1, 16, 32), picture.reshape(1, -1)).reshape(3, 7, -1).any(axis=2)
    expected = np.zeros((3, 7), bool)
    expected[0, 5:] = True  # the cell of columns 24 to 27 belongs to two blocks, that of 28 to 31 to one
    np.testing.assert_array_equal(found, expected)


def test_hog_takes_the_channel_of_the_steepest_gradient() -> None:
    gray = pictures((1, 16, 16), 1).reshape(16, 16)
    color = np.stack([gray // 2, gray, np.full_like(gray, 90)])
    alone = features("hog:4", (1, 16, 16), gray.reshape(1, -1))
    np.testing.assert_allclose(features("hog:4", (3, 16, 16), color.reshape(1, -1)), alone, atol=1e-6)


def test_hog_hardly_sees_contrast_and_brightness() -> None:
    x = pictures((1, 28, 28)).astype(np.float64)
    np.testing.assert_allclose(features("hog", (1, 28, 28), x), features("hog", (1, 28, 28), 40 + x / 2), atol=2e-3)


def brute_patches(picture: np.ndarray) -> np.ndarray:
    """The normalized patches of one picture (C, H, W), one after another."""
    side, step = size(picture.shape), max(size(picture.shape) // 3, 1)
    found: list[np.ndarray] = []
    for top in range(0, picture.shape[1] - side + 1, step):
        for left in range(0, picture.shape[2] - side + 1, step):
            patch = picture[:, top : top + side, left : left + side].ravel() / 255
            found.append((patch - patch.mean()) / np.sqrt(patch.var() + FLAT))
    return np.array(found)


@pytest.mark.parametrize("shape", SHAPES)
def test_words_are_the_nearest_centers_counted_one_by_one(shape: tuple[int, int, int]) -> None:
    x = pictures(shape)
    hard, soft = fit(("words:9",), x, shape, 255, 0), fit(("soft-words:9",), x, shape, 255, 0)
    centers = hard.fitted[0].astype(np.float64)
    np.testing.assert_array_equal(centers, soft.fitted[0])
    for picture, counted, active in zip(x.reshape(-1, *shape), hard(x), soft(x), strict=True):
        own = brute_patches(picture)
        distances = np.array([[np.linalg.norm(patch - center) for center in centers] for patch in own])
        expected = np.bincount(distances.argmin(axis=1), minlength=9) / len(own)
        np.testing.assert_allclose(counted, expected, atol=1.01 / len(own) * 0.01)
        np.testing.assert_allclose(
            active, np.maximum(distances.mean(axis=1, keepdims=True) - distances, 0).mean(axis=0), atol=1e-3
        )


def test_a_flat_patch_stays_flat() -> None:
    np.testing.assert_array_equal(patches(np.full((1, 1, 8, 8), 77, np.float32), 255), 0)


def test_a_codebook_is_fitted_on_the_training_share_only() -> None:
    """Test pictures that look like nothing in the training set change no word."""
    one = load(Data(name="fashion-mnist-small", features=("words:16",), samples=40))
    x_train = one.pixels_train
    assert x_train is not None
    assert one.picture_features is not None
    again = fit(("words:16",), x_train.values, (1, 28, 28), 255, 0)
    np.testing.assert_array_equal(one.picture_features.fitted[0], again.fitted[0])
    np.testing.assert_array_equal(one.x_train, again(x_train.values))


def test_seeds_decide_the_codebook() -> None:
    x = pictures((1, 28, 28))
    same, other = fit(("words:9",), x, (1, 28, 28), 255, 0), fit(("words:9",), x, (1, 28, 28), 255, 1)
    np.testing.assert_array_equal(fit(("words:9",), x, (1, 28, 28), 255, 0).fitted[0], same.fitted[0])
    assert not np.array_equal(same.fitted[0], other.fitted[0])


def small(*words: str, **further: object) -> Dataset:
    return load(Data(name="fashion-mnist-small", features=words, samples=60, **further))


def test_several_features_stand_one_after_another() -> None:
    both, pixels, hog = small("pixels", "hog:7"), small("pixels"), small("hog:7")
    np.testing.assert_array_equal(both.x_train, np.concatenate([pixels.x_train, hog.x_train], axis=1))
    assert both.feature_names == (*pixels.feature_names, *(f"hog:7_{number}" for number in range(1, 325)))
    assert both.shape == (784 + 324,)
    assert both.picture_shape is None
    assert both.pixels_shape == (1, 28, 28)
    assert both.pictures
    assert not both.facts.constant_columns


def test_pixels_alone_are_no_features() -> None:
    assert Data(name="digits", features=("pixels",)) == Data(name="digits")
    assert small("pixels").picture_shape == (1, 28, 28)


@pytest.mark.parametrize("steps", [("center", "scale"), ("scale",), ("center", "pca:5"), ("whiten",)])
def test_preprocessing_works_on_features_as_on_columns(steps: tuple[str, ...]) -> None:
    from whygrad.data import preprocess

    plain, after = small("hog:9", "histogram"), small("hog:9", "histogram", preprocessing=steps)
    expected = preprocess.fit(steps, plain.x_train.astype(np.float64), plain.feature_names)
    np.testing.assert_allclose(after.x_train, expected.apply(plain.x_train), atol=2e-4)
    np.testing.assert_allclose(after.x_test, expected.apply(plain.x_test), atol=2e-4)
    assert after.pixels_test is not None
    np.testing.assert_allclose(after.transform(after.pixels_test.values[:7]), after.x_test[:7], atol=2e-4)
    np.testing.assert_allclose(after.input_mean, after.x_train.mean(axis=0), atol=1e-4)
    np.testing.assert_allclose(after.input_std, after.x_train.std(axis=0), atol=1e-4)


def test_the_digits_have_features_too() -> None:
    digits = load(Data(name="digits", features=("histogram:17", "hog:4"), samples=50))
    x = digits.pixels_train
    assert x is not None
    assert digits.picture_features is not None
    assert digits.picture_features.top == 16
    np.testing.assert_allclose(digits.x_train[0, :17], np.bincount(x.values[0], minlength=17) / 64, rtol=1e-6)
    assert digits.x_train.shape[1] == 17 + 36


def test_a_folder_of_color_pictures(tmp_path: Path) -> None:
    from PIL import Image

    random = np.random.default_rng(0)
    for number in range(12):
        label = ("cold", "warm")[number % 2]
        (tmp_path / label).mkdir(exist_ok=True)
        picture = random.integers(0, 80, (16, 20, 3))
        picture[..., 0 if label == "warm" else 2] += 150
        Image.fromarray(picture.astype(np.uint8)).save(tmp_path / label / f"{number}.png")
    folder = load(Data(name=f"{tmp_path}/", features=("histogram:2", "joint-histogram:2")))
    assert folder.x_train.shape[1] == 6 + 8
    warm = folder.y_train == folder.class_names.index("warm")
    np.testing.assert_allclose(folder.x_train[:, 1], warm)  # the share of bright red
    np.testing.assert_allclose(folder.x_train[:, 5], ~warm)  # of bright blue


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("hog:5",), '"hog:5" needs at least 2 × 2 cells of 5 pixels, but the images have 8 × 8'),
        (("words:2000",), "2000 visual words need at least as many patches, but the training images have 1800"),
    ],
)  # fmt: skip
def test_features_that_pictures_have_no_room_for(words: tuple[str, ...], says: str) -> None:
    with pytest.raises(DataError) as caught:
        load(Data(name="digits", features=words, samples=100))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_pictures_too_small_for_a_patch() -> None:
    with pytest.raises(DataError, match="at least 3 × 3 pixels, but these have 2 × 9"):
        fit(("words",), np.zeros((5, 18), np.uint8), (1, 2, 9), 255, 0)


def test_too_many_numbers_are_refused_before_memory_is(monkeypatch: pytest.MonkeyPatch) -> None:
    from whygrad.data.features import pictures as module

    monkeypatch.setattr(module, "MOST_VALUES", 1_000)
    with pytest.raises(DataError, match="784 values for each of 60 images"):
        fit(("pixels",), np.zeros((60, 784), np.uint8), (1, 28, 28), 255, 0)(np.zeros((60, 784), np.uint8))


def test_hog_without_its_library_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "skimage.feature", None)
    with pytest.raises(MissingExtraError, match="whygrad\\[zoo\\]"):
        features("hog", (1, 28, 28), pictures((1, 28, 28)))


def test_points_have_no_features_of_pictures() -> None:
    with pytest.raises(ExperimentError, match=r'features cannot contain "hog"'):
        Data(name="moons", features=("hog",))
