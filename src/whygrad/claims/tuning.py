"""Each arm gets the setting that is best for it, chosen on data that the verdict never sees.

"A beats B" at one learning rate only says for which of them the rate was chosen. All values are tried for each arm with
the same seeds and the same number of updates. Generated data are drawn anew with another `data.seed`: an independent
draw of the same distribution. Of data that are read, the training set alone is used, split once more: a quarter is the
validation set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from whygrad.data import Table, catalog, load

if TYPE_CHECKING:
    from whygrad.experiment import Experiment

VALIDATION_SEED = 1_000_003  # added to data.seed
FIRST_SEED = 1_000_000  # of the runs that tune; those of the verdict begin at 0
VALIDATION_FRACTION = 0.25
_NAME = "training-set.csv"


def on_validation_data(experiment: Experiment) -> Experiment:
    """The experiment with a validation set in place of its test set."""
    data = experiment.data
    generated = {info.name.partition(":")[0] for info in catalog() if info.samples is None}
    if data.name.partition(":")[0] in generated:
        return experiment.replace(**{"data.seed": (data.seed + VALIDATION_SEED) % 2**32})
    changed = experiment.replace(**{
        "data.name": _NAME, "data.samples": 100_000, "data.train_share": 1 - VALIDATION_FRACTION, "data.target": "",
        "data.features": "auto", "data.preprocessing": (), "data.size": "auto",
    })  # fmt: skip
    return changed.at({_NAME: _training_set(experiment)})


def _training_set(experiment: Experiment) -> Table:
    """The training set as the network sees it: after features and preprocessing."""
    dataset = load(experiment.data, experiment.folder)
    y = np.asarray(dataset.y_train).reshape(-1)
    return Table(
        np.asarray(dataset.x_train, dtype=np.float64),
        y.astype(np.int64) if dataset.classes else y.astype(np.float64),
        dataset.feature_names,
        dataset.class_names,
        picture_shape=dataset.picture_shape,
        sequence_shape=dataset.shape if len(dataset.shape) > 1 and dataset.picture_shape is None else None,
        tokens=dataset.tokens,
    )
