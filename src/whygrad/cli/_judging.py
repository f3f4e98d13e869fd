"""A training's model judged on the whole test set of its data set."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whygrad.data import Dataset
    from whygrad.zoo.evaluation import Evaluation


def judged(folder: str) -> tuple[Evaluation, Dataset] | None:
    """How the model in a training's folder does on the test set; `None` if it predicts numbers."""
    import numpy as np

    from whygrad.data import load
    from whygrad.engine.layered import load_model
    from whygrad.zoo.evaluation import evaluate

    model = load_model(folder)
    if model.head.task != "classes":
        return None
    dataset = load(model.experiment.data, model.experiment.folder)
    return evaluate(model.probabilities(dataset.x_test), dataset.y_test.astype(np.int64), dataset.class_names), dataset
