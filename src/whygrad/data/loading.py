"""From the [data] table of an experiment to arrays that a network is trained on."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from whygrad.data import confining, csv_file, features
from whygrad.data.dataset import Dataset
from whygrad.data.facts import facts
from whygrad.data.files import pictures as picture_files
from whygrad.data.inputs import as_float32, inputs, mixes
from whygrad.data.pixels import Pixels
from whygrad.data.sets.registry import find
from whygrad.data.sets.types import Noise, Table
from whygrad.errors import DataError, nearest

if TYPE_CHECKING:
    from whygrad.experiment import Data

DEFAULT_SAMPLES = 500  # the default of `data.samples`
DEFAULT_SHARE = 0.5  # the default of `data.train_share`
_LARGE = 5_000_000  # values of a data set of which few are kept

_Float32 = npt.NDArray[np.float32]
_Float64 = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.int64]  # of samples


class _Key(NamedTuple):
    """Everything that a data set depends on."""

    name: str
    samples: int
    noise: float
    train_share: float
    features: tuple[str, ...] | None
    preprocessing: tuple[str, ...]
    seed: int
    target: str | None
    path: Path | None
    version: tuple[int, int]  # modification time in ns and size of the file
    content: str | Table | None = None  # of a file that is not on disk
    size: tuple[int, ...] | None = None  # height and width of pictures


def load(data: Data, folder: Path | Mapping[str, str | Table] | None = None) -> Dataset:
    """The data set that an experiment's [data] table describes; raise `DataError` if there is none.

    All samples are shuffled once, by `data.seed`; the first round(train_share·N) are the training set. `folder` is
    where a relative path of a CSV file or folder starts, the current directory if `None`; or it is what there is
    instead of files: the text of a CSV file, or a table, by its name. Nothing of the user's is read from disk then.

    `samples` is how many points are generated. Of a data set that is read (digits, a CSV file) it is an upper limit
    that keeps the shares of the classes; its default of 500 takes all there are.

    A data set that was published in two shares (Fashion-MNIST, CIFAR-10, a folder with `train/` and `test/`) keeps
    them, and `samples` limits the training set only. Any `train_share` but its default of 0.5 divides the published
    training set instead, so that settings can be chosen without a look at the published test set.

    What `noise` does is the data set's (`DatasetInfo.noise`): "label" looks the label up at a displaced point, "spread"
    widens the blobs, "jitter" moves the points. "relabel" (digits, a CSV with classes) draws that share of the labels
    anew, uniformly over the classes; "target" (curves, a CSV with numbers) adds normal noise, in standard deviations
    of the target.

    The last few results are kept, for a trial loads the same data for every remedy.
    """
    content = None
    if isinstance(folder, Mapping):
        path, content = None, folder.get(data.name)
        if content is None and data.name.endswith("/"):
            raise DataError("error-pictures-missing", folder=data.name)
        if content is None and data.name.lower().endswith(".csv"):
            near = nearest(data.name, folder)
            raise DataError("error-csv-missing-nearest" if near else "error-csv-missing", file=data.name, nearest=near)
    else:
        path = _path(data.name, folder)
    key = _Key(
        name=data.name,
        samples=data.samples,
        noise=float(data.noise),
        train_share=float(data.train_share),
        features=None if data.features == "auto" else tuple(data.features),
        preprocessing=tuple(data.preprocessing),
        seed=data.seed,
        target=data.target or None,
        path=path,
        version=_version(path),
        content=content,
        size=None if data.size == "auto" else tuple(data.size),
    )
    return _load_large(key) if _is_large(key) else _load_small(key)


def _is_large(key: _Key) -> bool:
    """Whether a data set takes up tens of megabytes."""
    if key.path is not None or key.content is not None:
        return key.name.endswith("/")
    info = find(key.name).info
    return (info.samples or key.samples) * info.features > _LARGE


def _path(name: str, folder: Path | None) -> Path | None:
    """The file or folder that the name of a data set stands for, or `None` if it is a named one."""
    if not name.lower().endswith((".csv", "/")):
        return None
    path = (folder or Path()) / name
    if name.startswith("~"):
        with suppress(RuntimeError):  # there is no such user: the file will be missing
            path = Path(name).expanduser()
    confining.check(path, name)
    return path.absolute()


def _version(path: Path | None) -> tuple[int, int]:
    """What changes when a file does; zeros if there is none, which reading it then reports."""
    try:
        stat = path.stat() if path else None
        if path is not None and path.is_dir():
            return picture_files.stamp(path)
    except OSError:
        stat = None
    return (stat.st_mtime_ns, stat.st_size) if stat else (0, 0)


def _random(seed: int, stream: int) -> np.random.Generator:
    """Independent streams of random numbers, so that noise and shuffling stay the same when generation changes."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, stream))))


def _load(key: _Key) -> Dataset:
    table, noise = _table(key)
    order = _random(key.seed, 1).permutation(len(table.y))
    if key.noise > 0:
        table = _noisy(table, noise, key)
    train, test = _split(order, table, key)
    names, derive = _features(key, table, train)
    seen = inputs(table, train, test, key.preprocessing, names, derive)

    y_train = _targets(table, train)
    classes = len(table.class_names)
    plane = table.x.shape[1] == 2
    names_seen = seen.preprocessor.names
    shape = table.sequence_shape if table.sequence_shape and not mixes(key.preprocessing) else (len(names_seen),)
    picture_features = derive if isinstance(derive, features.PictureFeatures) else None
    dataset = Dataset(
        x_train=seen.train,
        y_train=y_train,
        x_test=seen.test,
        y_test=_targets(table, test),
        task=table.task,
        classes=classes,
        class_names=table.class_names,
        feature_names=names_seen,
        shape=shape,
        picture_shape=None if mixes(key.preprocessing) or picture_features else table.picture_shape,
        tokens=table.tokens,
        facts=facts(
            seen.looked_at,
            y_train[: len(seen.looked_at)],
            table.task,
            names=names_seen,
            raw=seen.looked_at_raw,
            raw_names=names,
            target=table.target,
            pictures=table.pictures,
            sequences=table.sequence_shape is not None,
        ),
        class_share=np.bincount(y_train, minlength=classes) / len(train) if classes else np.zeros(0),
        input_mean=seen.mean,
        input_std=seen.deviation,
        x_raw_train=as_float32(table.x[train].astype(np.float64)) if plane else None,
        x_raw_test=as_float32(table.x[test].astype(np.float64)) if plane else None,
        raw_names=table.columns,
        skipped=table.skipped,
        pixels_train=seen.pixels_train,
        pixels_test=seen.pixels_test,
        picture_features=picture_features,
        _derive=derive,
        _preprocessor=seen.preprocessor,
    )
    for value in vars(dataset).values():
        if isinstance(value, np.ndarray):
            value.setflags(write=False)
        elif isinstance(value, Pixels):
            value.values.setflags(write=False)
    return dataset


_load_small = lru_cache(maxsize=32)(_load)  # a class in the studio has that many at a time
_load_large = lru_cache(maxsize=2)(_load)


def _table(key: _Key) -> tuple[Table, Noise]:
    """All samples in the order of their source, and what noise means for them."""
    table = None
    if key.path is not None and key.name.endswith("/"):
        table = picture_files.read(key.path, key.size)
    elif key.path is not None:
        table = csv_file.read_csv(key.path, key.features, key.target)
    elif isinstance(key.content, str):
        table = csv_file.read_text(key.name, key.content, key.features, key.target)
    elif key.content is not None:
        table = key.content
    if table is not None:
        return table, "relabel" if table.class_names else "target"
    entry = find(key.name)
    return entry.table(_random(key.seed, 0), key.samples, key.noise), entry.info.noise


def _features(
    key: _Key, table: Table, train: _Numbers
) -> tuple[tuple[str, ...], Callable[[_Float64], _Float64] | features.PictureFeatures]:
    """The names of the features, and the map from the table's columns (N, D) to them (N, F).

    What has to be learned for it is learned of the samples `train` only.
    """
    if key.features is not None and table.picture_shape is not None:
        top = 255.0 if table.x.dtype == np.uint8 else float(table.x.max())
        found = features.fit(key.features, table.x[train], table.picture_shape, top, key.seed)
        return found.names(), found
    if key.features is None or not table.points:  # reading a CSV file has picked its columns
        return table.columns, _as_it_is
    return key.features, partial(features.derive, names=key.features)


def _as_it_is(x: _Float64) -> _Float64:
    return x


def _noisy(table: Table, noise: Noise, key: _Key) -> Table:
    """The table with noise in its target, where that is what noise means."""
    random = _random(key.seed, 2)
    if noise == "relabel":
        anew, labels = random.random(len(table.y)), random.integers(0, len(table.class_names), len(table.y))
        return replace(table, y=np.where(anew < key.noise, labels, table.y))
    if noise == "target":
        finite = table.y[np.isfinite(table.y)]
        deviation = float(finite.std()) if len(finite) else 0.0
        return replace(table, y=table.y + key.noise * deviation * random.standard_normal(len(table.y)))
    return table  # generating the points has seen to it


def _stratified(y: npt.NDArray[np.int64] | _Float64, count: int) -> npt.NDArray[np.intp]:
    """Positions of `count` of the samples `y` (N,), in rising order, with the classes' shares kept."""
    labels, sizes = np.unique(y, return_inverse=True, return_counts=True)[1:]
    by_class = np.argsort(labels, kind="stable")
    rank = np.empty(len(y))
    rank[by_class] = np.arange(len(y)) - np.repeat(np.cumsum(sizes) - sizes, sizes)  # its place within its class
    return np.sort(np.argsort((rank + 0.5) / sizes[labels], kind="stable")[:count])


def _split(order: _Numbers, table: Table, key: _Key) -> tuple[_Numbers, _Numbers]:
    """Shuffled sample numbers, divided into the training and the test set."""
    test = None
    if table.published:
        if key.train_share == DEFAULT_SHARE:
            test = order[order >= table.published]
        order = order[order < table.published]
    if key.samples != DEFAULT_SAMPLES and key.samples < len(order):
        order = order[_stratified(table.y[order], key.samples)] if table.class_names else order[: key.samples]
    if test is not None:
        return order, test
    count = math.floor(key.train_share * len(order) + 0.5)
    if not 0 < count < len(order):
        raise DataError("error-data-split", data=key.name, samples=str(len(order)), train_share=f"{key.train_share:g}")
    return order[:count], order[count:]


def _targets(table: Table, share: npt.NDArray[np.int64]) -> npt.NDArray[np.int64] | _Float32:
    """The targets of some samples: classes (N,) or numbers (N, 1)."""
    if table.class_names:
        return np.ascontiguousarray(table.y[share], dtype=np.int64)
    return as_float32(table.y[share][:, None].astype(np.float64))
