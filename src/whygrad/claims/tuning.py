"""Each arm gets the setting that is best for it, chosen on data that the verdict never sees.

"A beats B" at one learning rate only says whose learning rate it was. All values are tried for each arm with the same
seeds and the same number of updates. Generated data are drawn anew with another `data.seed`: an independent draw of the
same distribution. Of data that are read, the training set alone is used, split once more: a quarter is the validation
set.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from whygrad.data import catalog, load

if TYPE_CHECKING:
    from whygrad.experiment import Experiment

VALIDATION_SEED = 1_000_003  # added to data.seed
FIRST_SEED = 1_000_000  # of the runs that tune; those of the verdict begin at 0
VALIDATION_FRACTION = 0.25


def on_validation_data(experiment: Experiment) -> Experiment:
    """The experiment with a validation set in place of its test set; `ValueError` where there can be none."""
    data = experiment.data
    generated = {info.name.partition(":")[0] for info in catalog() if info.samples is None}
    if data.name.partition(":")[0] in generated:
        return experiment.replace(**{"data.seed": (data.seed + VALIDATION_SEED) % 2**32})
    if experiment.network.layers:
        raise ValueError(f"{data.name}: networks of layers are tuned on generated data only")
    files: Mapping[str, bytes] = {"training-set.csv": _training_set(experiment)}
    changed = experiment.replace(**{
        "data.name": "training-set.csv", "data.samples": 100_000, "data.train_share": 1 - VALIDATION_FRACTION,
        "data.target": "target", "data.features": "auto", "data.preprocessing": (),
    })  # fmt: skip
    return changed.at(files)


def _training_set(experiment: Experiment) -> bytes:
    """The training set as the network sees it, as a CSV file."""
    dataset = load(experiment.data, experiment.folder)
    target = np.asarray(dataset.y_train).reshape(-1)
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([*(f"x{column}" for column in range(dataset.x_train.shape[1])), "target"])
    for row, y in zip(dataset.x_train, target, strict=True):
        answer = dataset.class_names[int(y)] if dataset.classes else repr(float(y))
        writer.writerow([*(repr(float(x)) for x in row), answer])
    return written.getvalue().encode()
