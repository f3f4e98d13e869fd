"""Pictures: what is read, where from, in which shares, and what a network sees of it."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sklearn.preprocessing import StandardScaler

import whygrad as wg
from whygrad.data import Dataset, find, load
from whygrad.data.files import idx, pictures, places
from whygrad.data.sets import cifar10, fashion_mnist
from whygrad.errors import DataError, ExperimentError
from whygrad.experiment import Data, Experiment

WHOLE = places.find("fashion-mnist", "train-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz") is not None
needs_whole = pytest.mark.skipif(not WHOLE, reason="Fashion-MNIST is not on this machine")


def small(**options: object) -> Dataset:
    return load(Data(**{"name": "fashion-mnist-small", **options}))


# -- shares ------------------------------------------------------------------------------------------------------------


def test_a_published_split_is_kept_and_samples_limits_what_is_trained_on() -> None:
    table = fashion_mnist.small()
    published = table.x[600:].reshape(300, -1)
    whole, fewer = small(), small(samples=100, seed=3)
    assert (len(whole.y_train), len(whole.y_test)) == (600, 300)
    assert (len(fewer.y_train), len(fewer.y_test)) == (100, 300)
    assert np.bincount(fewer.y_train).tolist() == [10] * 10
    for dataset in (whole, fewer):
        shown = np.round(dataset.x_test * 255).astype(np.uint8)
        assert sorted(map(bytes, shown)) == sorted(map(bytes, published))
    trained = set(map(bytes, np.round(fewer.x_train * 255).astype(np.uint8)))
    assert trained <= set(map(bytes, table.x[:600]))


def test_another_train_share_divides_the_published_training_share_only() -> None:
    published = set(map(bytes, fashion_mnist.small().x[600:]))
    dataset = small(train_share=0.8)
    assert (len(dataset.y_train), len(dataset.y_test)) == (480, 120)
    shown = np.round(np.concatenate([dataset.x_train, dataset.x_test]) * 255).astype(np.uint8)
    assert len(set(map(bytes, shown)) - published) == 600


# -- what a network sees -----------------------------------------------------------------------------------------------


def test_bytes_are_seen_from_0_to_1_in_the_shape_of_the_first_layer() -> None:
    dataset = small()
    assert (dataset.x_train.min(), dataset.x_train.max()) == (0.0, 1.0)
    assert dataset.x_train.dtype == np.float32
    assert dataset.picture_shape == (1, 28, 28) == dataset.input_shape("conv")
    assert dataset.shape == (784,) == dataset.input_shape("dense")
    assert dataset.keeps_bytes
    assert dataset.pixels_train is not None
    np.testing.assert_array_equal(dataset.pixels_train.rows(), dataset.x_train)
    np.testing.assert_allclose(dataset.transform(dataset.pixels_train.values[:5]), dataset.x_train[:5], rtol=2e-7)
    digits = load(Data(name="digits"))
    assert (digits.input_shape("conv"), digits.input_shape("dense")) == ((1, 8, 8), (64,))
    assert digits.pixels_train is not None
    np.testing.assert_array_equal(digits.pixels_train.rows(), digits.x_train)


@pytest.mark.parametrize("steps", [("center",), ("scale",), ("center", "scale"), ("scale", "center")])
def test_statistics_of_pixels_are_scikit_learns(steps: tuple[str, ...]) -> None:
    plain, dataset = small(samples=200), small(samples=200, preprocessing=steps)
    oracle = StandardScaler(with_mean="center" in steps, with_std="scale" in steps)
    train = oracle.fit_transform(plain.x_train.astype(np.float64))
    if "scale" in steps:  # a constant pixel is left as it is by scikit-learn, and is 0 here
        varying = plain.x_train.std(axis=0) > 0
        assert not varying.all()
        assert (dataset.x_train[:, ~varying] == 0).all()
        train[:, ~varying] = 0.0
        test = np.where(varying, oracle.transform(plain.x_test.astype(np.float64)), 0.0)
        np.testing.assert_allclose(dataset.x_test, test, rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(dataset.x_train, train, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(dataset.input_mean, train.mean(axis=0), atol=1e-7)
    np.testing.assert_allclose(dataset.input_std, train.std(axis=0), atol=1e-6)


@pytest.mark.parametrize("name", ["digits", "pictures/"])
def test_a_channel_has_one_mean_and_one_deviation(name: str, folder: Path) -> None:
    plain = load(Data(name=name), folder)
    dataset = load(Data(name=name, preprocessing=["center-channel", "scale-channel"]), folder)
    assert plain.picture_shape is not None
    channels = plain.picture_shape[0]
    before = plain.x_train.reshape(-1, channels, 64).astype(np.float64)
    mean, deviation = before.mean(axis=(0, 2), keepdims=True), before.std(axis=(0, 2), keepdims=True)
    expected = ((before - mean) / deviation).reshape(len(before), -1)
    np.testing.assert_allclose(dataset.x_train, expected, atol=1e-5)
    test = (plain.x_test.reshape(-1, channels, 64) - mean) / deviation
    np.testing.assert_allclose(dataset.x_test, test.reshape(len(test), -1), atol=1e-5)


def test_components_of_pictures_are_no_pictures() -> None:
    dataset = small(samples=100, preprocessing=["scale-channel", "pca:5"])
    assert (dataset.x_train.shape, dataset.picture_shape, dataset.pixels_train) == ((100, 5), None, None)
    assert dataset.shape == (5,)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": "circle", "augmentation": ["flip"]}, "to images only"),
        ({"name": "adding", "preprocessing": ["center-channel"]}, "to images only"),
        ({"name": "names", "preprocessing": ["scale"]}, "tokens"),
        ({"name": "digits", "preprocessing": ["whiten"], "augmentation": ["flip"]}, "into other values"),
        ({"name": "digits", "preprocessing": ["pca:3", "center-channel"]}, "leaves no channels"),
        ({"name": "digits", "size": [8, 8]}, "from a folder"),
        ({"name": "digits", "augmentation": ["crop:0"]}, "data.augmentation cannot be"),
    ],
)
def test_what_only_pictures_can_have(values: dict[str, object], message: str) -> None:
    with pytest.raises(ExperimentError, match=message):
        Experiment(data=values)


def test_augmentation_is_not_ignored_where_it_cannot_be_done() -> None:
    experiment = Experiment().replace(name="digits", augmentation=["flip"])
    with pytest.raises(ExperimentError, match=r"network\.layers"):
        wg.train(experiment, 1)


# -- a folder of pictures ----------------------------------------------------------------------------------------------


def draw(path: Path, color: tuple[int, int, int] | int, size: tuple[int, int] = (8, 8)) -> None:
    """A picture of one color with a left column that is darker."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("L" if isinstance(color, int) else "RGB", size, color)
    image.paste(0 if isinstance(color, int) else (0, 0, 0), (0, 0, 1, size[1]))
    image.save(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder in which `pictures/` has twelve color pictures of 8×8 pixels, in two classes."""
    for number in range(6):
        draw(tmp_path / "pictures" / "blue" / f"{number}.png", (0, 10 * number, 200 + number))
        draw(tmp_path / "pictures" / "red" / f"{number}.PNG", (200 + number, 10 * number, 0))
    return tmp_path


def test_a_subfolder_is_a_class(folder: Path) -> None:
    dataset = load(Data(name="pictures/", train_share=0.75), folder)
    assert dataset.class_names == ("blue", "red")
    assert dataset.picture_shape == (3, 8, 8)
    assert (len(dataset.y_train), len(dataset.y_test)) == (9, 3)
    pictures = dataset.x_train.reshape(-1, 3, 8, 8)
    assert (pictures[:, :, :, 0] == 0).all()  # rows and columns are where they were
    assert ((pictures[:, 0, 4, 4] > pictures[:, 2, 4, 4]) == (dataset.y_train == 1)).all()
    assert dataset.feature_names[:2] == ("red_0_0", "red_0_1")


def test_train_and_test_are_shares(folder: Path) -> None:
    root = folder / "pictures"
    for number, name in enumerate(("blue", "red")):
        draw(root / "test" / name / "one.png", (number, number, 99))
    for name in ("blue", "red"):
        (root / "train").mkdir(exist_ok=True)
        (root / name).rename(root / "train" / name)
    dataset = load(Data(name="pictures/"), folder)
    assert (len(dataset.y_train), sorted(dataset.y_test.tolist())) == (12, [0, 1])
    draw(root / "test" / "green" / "one.png", (0, 99, 0))
    with pytest.raises(DataError, match='class "green" that train/ lacks'):
        load(Data(name="pictures/"), folder)


def test_files_of_every_kind_become_pictures_of_one_size(folder: Path) -> None:
    root = folder / "pictures"
    draw(root / "blue" / "large.jpg", (0, 0, 255), (40, 20))
    Image.new("L", (8, 8), 77).save(root / "blue" / "gray.png")
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(root / "blue" / "glass.png")
    Image.fromarray(np.full((8, 8), 0x8080, np.uint16)).save(root / "blue" / "deep.png")
    half = Image.new("RGB", (8, 8), (255, 255, 255))
    half.paste((0, 0, 0), (0, 0, 4, 8))  # left half black
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise by a quarter: left becomes top
    half.save(root / "blue" / "turned.png", exif=exif)
    (root / "red" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    content = (root / "red" / "0.PNG").read_bytes()
    (root / "red" / "cut.png").write_bytes(content[:-30])
    (root / "red" / "notes.txt").write_text("no picture")
    table = load(Data(name="pictures/", train_share=0.9), folder)
    assert sorted(table.skipped) == ["red/broken.png", "red/cut.png"]
    seen = np.concatenate([table.x_train, table.x_test]).reshape(-1, 3, 8, 8)
    assert len(seen) == 17
    rounded = {tuple(np.round(picture[:, 4, 4] * 255).astype(int)) for picture in seen}
    assert {(77, 77, 77), (255, 255, 255), (128, 128, 128)} <= rounded
    top_black = [(picture[:, :3].max() < 0.1) and (picture[:, 5:].min() > 0.9) for picture in seen]
    assert sum(top_black) == 1


def test_gray_pictures_have_one_channel_and_a_size_can_be_asked_for(tmp_path: Path) -> None:
    for name, value in (("a", 50), ("b", 200)):
        for number in range(3):
            draw(tmp_path / "gray" / name / f"{number}.png", value + number, (10, 6))
    assert load(Data(name="gray/"), tmp_path).picture_shape == (1, 6, 10)
    assert load(Data(name="gray/", size=[4, 5]), tmp_path).picture_shape == (1, 4, 5)


def test_a_changed_picture_is_read_anew(folder: Path) -> None:
    before = load(Data(name="pictures/"), folder)
    assert load(Data(name="pictures/"), folder) is before
    draw(folder / "pictures" / "red" / "6.png", (255, 255, 0))
    after = load(Data(name="pictures/"), folder)
    assert len(after.y_train) + len(after.y_test) == 13


def test_folders_that_are_no_data_set(folder: Path) -> None:
    def refused(name: str, message: str) -> None:
        with pytest.raises(DataError, match=message) as error:
            load(Data(name=name), folder)
        assert "\n" not in str(error.value)

    refused("nothing/", "folder not found")
    (folder / "file").write_text("")
    refused("file/", "is not a folder")
    (folder / "empty" / "a").mkdir(parents=True)
    refused("empty/", "in 0 subfolders")
    (folder / "broken" / "b").mkdir(parents=True)
    (folder / "broken" / "a").mkdir(parents=True)
    (folder / "broken" / "a" / "x.png").write_bytes(b"no")
    (folder / "broken" / "b" / "x.png").write_bytes(b"no")
    refused("broken/", "none of the images can be read")
    draw(folder / "broken" / "b" / "y.png", 9)
    refused("broken/", 'of class "a" can be read')
    draw(folder / "wide" / "a" / "x.png", 9, (1100, 3))
    draw(folder / "wide" / "b" / "x.png", 9, (1100, 3))
    refused("wide/", "at most 1024 per side")
    assert load(Data(name="wide/", size=[3, 9]), folder).picture_shape == (1, 3, 9)


def test_nothing_is_read_for_an_experiment_that_brings_its_files(folder: Path) -> None:
    with pytest.raises(DataError, match="folder not found"):
        load(Data(name=f"{folder}/pictures/"), {})


# -- files of published data sets --------------------------------------------------------------------------------------


def write_idx(path: Path, values: np.ndarray) -> None:
    head = bytes((0, 0, 8, values.ndim)) + b"".join(size.to_bytes(4, "big") for size in values.shape)
    path.write_bytes((gzip.compress if path.suffix == ".gz" else bytes)(head + values.tobytes()))


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands in for the whole Fashion-MNIST."""
    monkeypatch.setenv("WHYGRAD_DATA", str(tmp_path))
    own = tmp_path / "fashion-mnist"
    own.mkdir()
    random = np.random.default_rng(0)
    for share, count in (("train", 40), ("t10k", 20)):
        write_idx(own / f"{share}-images-idx3-ubyte.gz", random.integers(0, 256, (count, 28, 28)).astype(np.uint8))
        write_idx(own / f"{share}-labels-idx1-ubyte", (np.arange(count) % 10).astype(np.uint8))  # already unpacked
    return own


def test_the_users_own_folder_counts_first(tiny: Path) -> None:
    table = fashion_mnist.whole()
    assert (table.x.shape, table.published) == ((60, 784), 40)
    with gzip.open(tiny / "train-images-idx3-ubyte.gz") as file:
        assert table.x[0].tobytes() == file.read()[16 : 16 + 784]


@pytest.mark.parametrize("harm", ["cut", "other size", "other file", "label", "count"])
def test_broken_files_are_named(tiny: Path, harm: str) -> None:
    images, labels = tiny / "t10k-images-idx3-ubyte.gz", tiny / "t10k-labels-idx1-ubyte"
    if harm == "cut":
        images.write_bytes(images.read_bytes()[:-2000])
    elif harm == "other size":
        write_idx(images, np.zeros((20, 27, 28), np.uint8))
    elif harm == "other file":
        images.write_bytes(b"<html>")
    elif harm == "label":
        write_idx(labels, np.full(20, 11, np.uint8))
    else:
        write_idx(labels, np.zeros(19, np.uint8))
    with pytest.raises(DataError, match=r"t10k-.* is truncated, damaged or a different file"):
        fashion_mnist.whole()


def test_where_it_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHYGRAD_DATA", str(tmp_path / "own"))
    monkeypatch.setattr(places, "cache", lambda: tmp_path / "cache")
    monkeypatch.setattr(places, "SYSTEM", tmp_path / "system")
    with pytest.raises(DataError, match="whygrad data fashion-mnist --download"):
        places.files("fashion-mnist", "x")
    for name in ("system", "cache", "own"):  # each comes before those that were there
        path = tmp_path / name / "fashion-mnist" / "x"
        path.parent.mkdir(parents=True)
        path.touch()
        assert places.files("fashion-mnist", "x") == [path]


def test_cifar_10_in_its_binary_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHYGRAD_DATA", str(tmp_path))
    monkeypatch.setattr(cifar10, "_RECORDS", 3)
    own = tmp_path / "cifar-10"
    own.mkdir()
    records = np.random.default_rng(1).integers(0, 256, (18, 3073)).astype(np.uint8)
    records[:, 0] = np.arange(18) % 10
    for number, name in enumerate([*(f"data_batch_{batch}.bin" for batch in range(1, 6)), "test_batch.bin"]):
        (own / name).write_bytes(records[3 * number : 3 * number + 3].tobytes())
    table = cifar10.read()
    np.testing.assert_array_equal(table.y, records[:, 0])
    np.testing.assert_array_equal(table.x, records[:, 1:])
    assert (table.published, table.picture_shape) == (15, (3, 32, 32))
    (own / "test_batch.bin").write_bytes(records[:3, 1:].tobytes())
    with pytest.raises(DataError, match="test_batch"):
        cifar10.read()


@needs_whole
def test_the_bundled_pictures_are_the_first_of_their_class() -> None:
    part = fashion_mnist.small()
    assert fashion_mnist.SMALL.stat().st_size <= 400_000
    for name, rows, each in (("train", slice(0, 600), 60), ("t10k", slice(600, 900), 30)):
        images, labels = places.files("fashion-mnist", f"{name}-images-idx3-ubyte.gz", f"{name}-labels-idx1-ubyte.gz")
        x, y = idx.pictures(images, (28, 28)), idx.labels(labels, 10)
        own_x, own_y = part.x[rows].reshape(-1, 28, 28), part.y[rows]
        for label in range(10):
            np.testing.assert_array_equal(own_x[own_y == label], x[y == label][:each])


@needs_whole
def test_the_whole_is_the_published_one() -> None:
    """The SHA-256 of the labels' content; the classes are equally often; both shares as published."""
    (labels,) = places.files("fashion-mnist", "t10k-labels-idx1-ubyte.gz")
    content = hashlib.sha256(places.content(labels)).hexdigest()
    assert content == "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"
    dataset = load(Data(name="fashion-mnist"))
    assert (len(dataset.y_train), len(dataset.y_test)) == (60_000, 10_000)
    assert np.bincount(dataset.y_train).tolist() == [6_000] * 10
    assert np.bincount(dataset.y_test).tolist() == [1_000] * 10
    large = [one for one in vars(dataset).values() if isinstance(one, np.ndarray) and one.nbytes > 10_000_000]
    assert large == []  # kept as bytes until somebody asks
    assert dataset.pixels_train is not None
    assert dataset.pixels_train.values.nbytes == 60_000 * 784
    assert find("fashion-mnist").info.samples == 70_000
    # Xiao et al. give no mean; 0.2860 and 0.3530 are in PyTorch's examples.
    assert dataset.input_mean.mean() == pytest.approx(0.2860, abs=5e-5)
    pooled = np.sqrt((dataset.input_std**2 + dataset.input_mean**2).mean() - dataset.input_mean.mean() ** 2)
    assert pooled == pytest.approx(0.3530, abs=5e-5)


def test_a_folder_that_is_no_data_set_is_not_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked at is what could be a picture of it: the classes' own files, a limited number of them."""
    deep = tmp_path / "a" / "b" / "c"
    deep.mkdir(parents=True)
    (deep / "one.png").write_bytes(b"x" * 100)

    looked = []
    inside = pictures._entries
    monkeypatch.setattr(pictures, "_entries", lambda folder: looked.append(folder) or inside(folder))
    pictures.stamp(tmp_path)
    assert deep not in looked
    monkeypatch.setattr(pictures, "MOST_FILES", 3)
    for number in range(10):
        (tmp_path / "a" / f"{number}.png").touch()
    with pytest.raises(DataError, match="at most 3 are read"):
        pictures.stamp(tmp_path)
