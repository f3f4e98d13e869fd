"""Features of pictures compared before the same linear classifier."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from whygrad.data import Dataset, load
from whygrad.data.features import PictureFeatures
from whygrad.experiment import Experiment
from whygrad.zoo.linear_classifier import Array, linear_weights, probabilities
from whygrad.zoo.linear_classifier import linear_classifier as training_on
from whygrad.zoo.training import train_to_the_end

SETS: tuple[tuple[str, ...], ...] = (
    ("pixels",),
    ("histogram",),
    ("joint-histogram",),
    ("hog",),
    ("words",),
    ("soft-words",),
    ("pixels", "hog"),
    ("hog", "soft-words"),
    ("hog", "joint-histogram"),
)
"""What is compared, pixels first. The joint histogram is that of colors; gray pictures are compared without it."""

_NEVER = 1_000_000_000  # steps between records: of these trainings only the end is looked at


@dataclass(frozen=True, eq=False)
class Features:
    """A linear classifier behind some features, S times over: with another seed the data are divided anew (unless they
    were published in two shares), visual words are found anew and training starts anew.

    `right` (S, M): which test pictures are recognized. `seconds_data`, `seconds_training`: how long loading the data
    with these features takes, and training.
    """

    words: tuple[str, ...]
    experiment: Experiment
    inputs: int
    right: NDArray[np.bool_]
    accuracy_train: Array  # (S,)
    fitted: PictureFeatures | None  # with the last seed; `None` of pixels alone
    seconds_data: float
    seconds_training: float

    @property
    def accuracy(self) -> Array:
        """The share of test pictures recognized with each seed: (S,)."""
        return self.right.mean(axis=1)

    def interval(self) -> tuple[float, float, float]:
        """Mean accuracy and its 95 % interval (`interval`)."""
        return interval(self.right.astype(np.float64))

    def difference(self, other: Features) -> tuple[float, float, float]:
        """How much more is recognized than with other features, on the same pictures: mean and 95 % interval."""
        return interval(self.right.astype(np.float64) - other.right)


@dataclass(frozen=True, eq=False)
class FeatureTable:
    """Features compared on one data set; `picture` (C, H, W) is one of its test pictures, `top` the value of white."""

    data: str
    rows: tuple[Features, ...]
    seeds: int
    train_samples: int
    test_samples: int
    picture: NDArray[np.uint8]
    top: float


def interval(values: Array) -> tuple[float, float, float]:
    """The mean of `values` (S, M), one a seed and a test picture, and its 95 % interval.

    Half of its width is √((t·s/√S)² + (1.96·d/√M)²): s is the standard deviation of the seeds' means, t Student's
    factor for S - 1 degrees of freedom, d the mean standard deviation over the pictures of a seed. The first term is
    what other seeds would change, the second what other test pictures would.
    """
    from scipy import stats

    seeds, pictures = values.shape
    by_seed = values.mean(axis=1)
    among = float(stats.t.ppf(0.975, seeds - 1)) * by_seed.std(ddof=1) / math.sqrt(seeds) if seeds > 1 else 0.0
    within = 1.96 * math.sqrt(values.var(axis=1).mean() / pictures)
    middle, half = float(by_seed.mean()), math.hypot(among, within)
    return middle, middle - half, middle + half


def sets_of(channels: int) -> tuple[tuple[str, ...], ...]:
    """What is compared on pictures of so many channels."""
    return SETS if channels > 1 else tuple(words for words in SETS if "joint-histogram" not in words)


def feature_table(
    data: str,
    base: Experiment | None = None,
    seeds: int = 3,
    sets: Sequence[tuple[str, ...]] | None = None,
    progress: Callable[[float], None] | None = None,
) -> FeatureTable:
    """Train the same linear classifier behind each of `sets`, every column centered and scaled.

    `base` is the training (`linear_classifier`). Ctrl-C raises `KeyboardInterrupt`. Raises `ExperimentError` or
    `DataError` for data that are no pictures or have no room for a feature.
    """
    training = training_on(data, base).replace(preprocessing=["center", "scale"], augmentation=[], every=_NEVER)
    plain = load(training.data, training.folder)
    shape, pixels = plain.pixels_shape, plain.pixels_test
    assert shape is not None
    assert pixels is not None
    chosen = sets or sets_of(shape[0])
    dataset: Dataset = plain
    found: list[Features] = []
    for place, words in enumerate(chosen):
        right: list[NDArray[np.bool_]] = []
        accuracy: list[float] = []
        loading = learning = 0.0
        for seed in range(seeds):
            experiment = training.replace(features=list(words), **{"data.seed": training.data.seed + seed})
            start = time.perf_counter()
            dataset = load(experiment.data, experiment.folder)
            loaded = time.perf_counter()
            trace = train_to_the_end([experiment], [seed])[0]
            loading, learning = loading + loaded - start, learning + time.perf_counter() - loaded
            w, b = linear_weights(trace, dataset)
            right.append(_hits(dataset.x_test, dataset.y_test, w[0], b[0]))
            accuracy.append(float(_hits(dataset.x_train, dataset.y_train, w[0], b[0]).mean()))
            if progress is not None:
                progress((place * seeds + seed + 1) / (len(chosen) * seeds))
        found.append(
            Features(
                words, training.replace(features=list(words)), dataset.x_train.shape[1], np.array(right),
                np.array(accuracy), dataset.picture_features, loading / seeds, learning / seeds,
            )
        )  # fmt: skip
    return FeatureTable(
        data, tuple(found), seeds, len(plain.y_train), len(plain.y_test),
        pixels.values[0].reshape(shape), float(pixels.top),
    )  # fmt: skip


def _hits(x: NDArray[np.float32], y: NDArray[np.generic], w: Array, b: Array) -> NDArray[np.bool_]:
    """Which samples (N, F) are recognized: (N,)."""
    return probabilities(x, w, b).argmax(axis=1) == y
