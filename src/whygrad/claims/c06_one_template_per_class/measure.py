"""Whether each row of a linear classifier's weights looks like the images of its own class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.data import Table, load
from whygrad.engine import train
from whygrad.experiment import Experiment
from whygrad.zoo.linear_classifier import linear_weights

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

_TABLE = "images.csv"


def own_class_is_nearest(weights: Array, x: Array, y: Labels, classes_of: Labels) -> float:
    """Percent of the kinds of images whose mean is most similar to the template of their own class.

    `weights` (K, F), less their mean, which no prediction depends on, are the templates. `y` (N,) is the kind of
    each image in `x` (N, F), `classes_of` the class of each kind. Means are taken relative to that of all images.
    Similarity is the cosine; a template that is 0 everywhere resembles nothing.
    """
    templates = weights - weights.mean(axis=0)
    means = np.array([x[y == kind].mean(axis=0) for kind in range(len(classes_of))]) - x.mean(axis=0)
    sizes = np.linalg.norm(templates, axis=1) * np.linalg.norm(means, axis=1)[:, None]
    products = means @ templates.T
    cosine = np.divide(products, sizes, out=np.full_like(products, -1.0), where=sizes > 0)
    return 100 * float((cosine.argmax(axis=1) == classes_of).mean())


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """`own_class_is_nearest` by seed: (P,).

    `merge`: two kinds of images that follow each other form one class. `trained` = false: of the initial weights.
    """
    settings = dict(settings)
    merge, trained = settings.pop("merge", False), settings.pop("trained", True)
    experiment = Experiment().replace(**settings)
    dataset = load(experiment.data, experiment.folder)
    kinds, seen = dataset.y_train.astype(np.int64), dataset.x_train.astype(np.float64)
    classes_of = np.arange(dataset.classes)
    if merge:
        classes_of = classes_of // 2
        x = np.concatenate([dataset.x_train, dataset.x_test]).astype(np.float64)
        y = classes_of[np.concatenate([dataset.y_train, dataset.y_test]).astype(np.int64)]
        names = tuple(f"{one}+{other}" for one, other in zip(*[iter(dataset.class_names)] * 2, strict=True))
        table = Table(x, y, dataset.feature_names, names, published=len(kinds))
        experiment = experiment.replace(name=_TABLE, preprocessing=[]).at({_TABLE: table})
        dataset = load(experiment.data, experiment.folder)  # its samples are in another order than `seen`
    trace = train([experiment], seeds)[0]
    if not trained:
        assert trace.initial_parameters is not None
        weights = trace.initial_parameters[:, : dataset.classes * dataset.x_train.shape[1]].astype(np.float64)
        weights = weights.reshape(len(weights), dataset.classes, -1)
    else:
        weights = linear_weights(trace, dataset)[0]
    return np.array([own_class_is_nearest(one, seen, kinds, classes_of) for one in weights])
