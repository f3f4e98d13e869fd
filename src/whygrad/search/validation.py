"""Samples that are held out from an experiment's training set, so that a search can choose without the test set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from whygrad.data import DEFAULT_SAMPLES, Dataset, Table, find, load
from whygrad.experiment import DATA_SETS, Experiment

SHARE = 0.2  # of the training set
FEW = 5_000  # training samples, of which a fifth decides well enough without other fifths
FEWEST = 25  # training samples, so that at least five decide
_DEFAULT_SHARE = 0.5  # the default of `data.train_share`, with which a published split is kept


class Validation:
    """Makes experiments whose test set is a part of the training set; keeps the tables that it made for them."""

    def __init__(self) -> None:
        self._tables: dict[Any, Table] = {}

    def held_out(self, experiment: Experiment, split: int = 0) -> Experiment | None:
        """The experiment trained on four fifths of its training set and tested on the others; its test set is not used.

        Each `split` holds another random fifth back, of at most 5,000 training samples; of more it is always the same.
        Of a published training set that `train_share` divides already, the divided part decides, which is no test set.
        `None` where nothing can be held out: too few samples, or augmented images without a published test set.
        """
        if _is_published(experiment):
            if experiment.data.train_share != _DEFAULT_SHARE:
                return experiment
            large = len(load(experiment.data, experiment.folder).y_train) > FEW
            shares = {"data.train_share": 1 - SHARE, "data.seed": _seed(experiment, 0 if large else split)}
            return experiment.replace(**shares)
        dataset = load(experiment.data, experiment.folder)
        if len(dataset.y_train) < FEWEST or experiment.data.augmentation:
            return None
        folder = experiment.folder
        key = (experiment.data, id(folder) if isinstance(folder, Mapping) else folder)
        table = self._tables.setdefault(key, _table(dataset))
        seed = _seed(experiment, 0 if len(dataset.y_train) > FEW else split)
        settings = {
            "seed": seed, "train_share": 1 - SHARE, "noise": 0.0, "features": "auto", "preprocessing": (),
            "augmentation": (), "samples": DEFAULT_SAMPLES, "size": "auto", "target": "",
        }  # fmt: skip
        changed = experiment.replace(**{f"data.{name}": value for name, value in settings.items()})
        return changed.at({experiment.data.name: table})


def _seed(experiment: Experiment, split: int) -> int:
    """The seed that shuffles the samples before a fifth is held out."""
    return (experiment.data.seed + split) % 2**32


def _is_published(experiment: Experiment) -> bool:
    """Whether the data come with a test set of their own."""
    name = experiment.data.name
    if name.partition(":")[0] in DATA_SETS:
        return bool(find(name).info.published)
    if not name.endswith("/") or isinstance(experiment.folder, Mapping):
        return False
    folder = (experiment.folder or _here()) / name
    return (folder / "train").is_dir() and (folder / "test").is_dir()


def _here() -> Any:
    from pathlib import Path

    return Path()


def _table(dataset: Dataset) -> Table:
    """The training set as the network sees it: features are made, preprocessing is done, labels are as they are."""
    tokens = dataset.tokens
    sequence = dataset.shape if len(dataset.shape) > 1 or tokens else None
    y: Any = dataset.y_train.astype(np.int64 if dataset.classes else np.float64).reshape(-1)
    return Table(
        x=np.asarray(dataset.x_train, dtype=np.float64), y=y, columns=dataset.feature_names,
        class_names=dataset.class_names, picture_shape=dataset.picture_shape, sequence_shape=sequence, tokens=tokens,
    )  # fmt: skip
