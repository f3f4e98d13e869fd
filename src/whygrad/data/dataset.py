"""From the [data] table of an experiment to arrays that a network is trained on."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from whygrad.data import csv_file, features, preprocess
from whygrad.data.facts import facts
from whygrad.data.sets.registry import find
from whygrad.data.sets.types import Noise, Table, Task
from whygrad.errors import DataError, nearest
from whygrad.trace.meta import DataFacts

if TYPE_CHECKING:
    from whygrad.experiment import Data

DEFAULT_SAMPLES = 500  # the default of `data.samples`

_Float32 = npt.NDArray[np.float32]
_Float64 = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Dataset:
    """Samples to train and to test on. All arrays are C-contiguous and read-only: loads are shared.

    N training samples, M test samples, F columns as the network sees them, K classes.
    """

    x_train: _Float32  # (N, F)
    y_train: npt.NDArray[np.int64] | _Float32  # (N,) classes, or (N, 1) numbers
    x_test: _Float32  # (M, F)
    y_test: npt.NDArray[np.int64] | _Float32  # (M,) or (M, 1)
    task: Task
    classes: int  # K, 0 for numbers
    class_names: tuple[str, ...]  # K
    feature_names: tuple[str, ...]  # F
    pictures: bool
    facts: DataFacts
    class_share: _Float64  # (K,) of the training samples
    input_mean: _Float64  # (F,) of the training samples
    input_std: _Float64  # (F,)
    x_raw_train: _Float32 | None  # (N, 2) before features and preprocessing, if there are two columns
    x_raw_test: _Float32 | None  # (M, 2)
    raw_names: tuple[str, ...]  # D
    _derive: Callable[[_Float64], _Float64]
    _preprocessor: preprocess.Preprocessor

    def transform(self, raw: npt.ArrayLike) -> _Float32:
        """What the network sees of raw samples (M, D), such as the grid of a decision boundary: (M, F)."""
        return _as_float32(self._preprocessor.apply(self._derive(np.asarray(raw, np.float64))))


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


def load(data: Data, folder: Path | Mapping[str, str | Table] | None = None) -> Dataset:
    """The data set that an experiment's [data] table describes; raise `DataError` if there is none.

    All samples are shuffled once, by `data.seed`; the first round(train_share·N) are the training share. `folder` is
    where a relative path of a CSV file starts, the current directory if `None`; or it is what there is instead of
    files: the text of a CSV file, or a table, by its name. Nothing is read from disk then.

    `samples` is how many points are generated. Of a data set that is read (digits, a CSV file) it is an upper limit
    that keeps the shares of the classes; its default of 500 takes all there are.

    What `noise` does is the data set's (`DatasetInfo.noise`): "label" looks the label up at a displaced point, "spread"
    widens the blobs, "jitter" moves the points. "relabel" (digits, a CSV with classes) draws that share of the labels
    anew, uniformly over the classes; "target" (curves, a CSV with numbers) adds normal noise, in standard deviations
    of the target.

    The last few results are kept, for a trial loads the same data for every remedy.
    """
    content = None
    if isinstance(folder, Mapping):
        path, content = None, folder.get(data.name)
        if content is None and data.name.lower().endswith(".csv"):
            near = nearest(data.name, folder)
            raise DataError("error-csv-missing-nearest" if near else "error-csv-missing", file=data.name, nearest=near)
    else:
        path = _path(data.name, folder)
    return _load(
        _Key(
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
        )
    )


def _path(name: str, folder: Path | None) -> Path | None:
    """The file that the name of a data set stands for, or `None` if it is a named one."""
    if not name.lower().endswith(".csv"):
        return None
    path = (folder or Path()) / name
    if name.startswith("~"):
        with suppress(RuntimeError):  # there is no such user: the file will be missing
            path = Path(name).expanduser()
    return path.absolute()


def _version(path: Path | None) -> tuple[int, int]:
    """What changes when a file does; zeros if there is none, which reading it then reports."""
    try:
        stat = path.stat() if path else None
    except OSError:
        stat = None
    return (stat.st_mtime_ns, stat.st_size) if stat else (0, 0)


def _random(seed: int, stream: int) -> np.random.Generator:
    """Independent streams of random numbers, so that noise and shuffling stay the same when generation changes."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, stream))))


@lru_cache(maxsize=32)  # a class in the studio has that many at a time
def _load(key: _Key) -> Dataset:
    table, noise = _table(key)
    names, derive = _features(key, table)
    order = _random(key.seed, 1).permutation(len(table.y))
    if key.noise > 0:
        table = _noisy(table, noise, key)
    if key.samples != DEFAULT_SAMPLES and key.samples < len(order):
        order = order[_stratified(table.y[order], key.samples)] if table.class_names else order[: key.samples]
    train, test = _split(order, key)

    derived = derive(table.x)  # (N + M, F)
    preprocessor = preprocess.fit(key.preprocessing, derived[train], names)
    x_train, x_test = (_as_float32(preprocessor.apply(derived[share])) for share in (train, test))
    y_train = _targets(table, train)
    classes = len(table.class_names)
    share = np.bincount(y_train, minlength=classes) / len(train) if classes else np.zeros(0)
    plane = table.x.shape[1] == 2
    with np.errstate(invalid="ignore", over="ignore"):
        mean, deviation = x_train.mean(axis=0, dtype=np.float64), x_train.std(axis=0, dtype=np.float64)
    dataset = Dataset(
        x_train=x_train,
        y_train=y_train,
        x_test=x_test,
        y_test=_targets(table, test),
        task=table.task,
        classes=classes,
        class_names=table.class_names,
        feature_names=preprocessor.names,
        pictures=table.pictures,
        facts=facts(
            x_train,
            y_train,
            table.task,
            names=preprocessor.names,
            raw=_as_float32(derived[train]),
            raw_names=names,
            target=table.target,
            pictures=table.pictures,
        ),
        class_share=share,
        input_mean=mean,
        input_std=deviation,
        x_raw_train=_as_float32(table.x[train]) if plane else None,
        x_raw_test=_as_float32(table.x[test]) if plane else None,
        raw_names=table.columns,
        _derive=derive,
        _preprocessor=preprocessor,
    )
    for value in vars(dataset).values():
        if isinstance(value, np.ndarray):
            value.setflags(write=False)
    return dataset


def _table(key: _Key) -> tuple[Table, Noise]:
    """All samples in the order of their source, and what noise means for them."""
    table = None
    if key.path is not None:
        table = csv_file.read_csv(key.path, key.features, key.target)
    elif isinstance(key.content, str):
        table = csv_file.read_text(key.name, key.content, key.features, key.target)
    elif key.content is not None:
        table = key.content
    if table is not None:
        return table, "relabel" if table.class_names else "target"
    entry = find(key.name)
    if entry.read is not None:
        return entry.read(), entry.info.noise
    x, y = entry.generate(_random(key.seed, 0), key.samples, key.noise)
    return (
        Table(
            x=x,
            y=y,
            columns=tuple(f"x{number}" for number in range(1, x.shape[1] + 1)),
            class_names=tuple(str(number) for number in range(entry.info.classes)),
            points=True,
        ),
        entry.info.noise,
    )


def _features(key: _Key, table: Table) -> tuple[tuple[str, ...], Callable[[_Float64], _Float64]]:
    """The names of the features, and the map from the table's columns (N, D) to them (N, F)."""
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


def _split(order: npt.NDArray[np.int64], key: _Key) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Shuffled sample numbers, divided into the training and the test share."""
    count = math.floor(key.train_share * len(order) + 0.5)
    if not 0 < count < len(order):
        raise DataError("error-data-split", data=key.name, samples=str(len(order)), train_share=f"{key.train_share:g}")
    return order[:count], order[count:]


def _targets(table: Table, share: npt.NDArray[np.int64]) -> npt.NDArray[np.int64] | _Float32:
    """The targets of some samples: classes (N,) or numbers (N, 1)."""
    if table.class_names:
        return np.ascontiguousarray(table.y[share], dtype=np.int64)
    return _as_float32(table.y[share][:, None].astype(np.float64))


def _as_float32(x: _Float64) -> _Float32:
    """C-contiguous float32; values beyond its range become infinite, for the diagnosis to find."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.ascontiguousarray(x, dtype=np.float32)
