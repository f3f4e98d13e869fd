"""Updates until a training loss is reached, with an activation function that is moved up or down by a constant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.claims.c12_outputs_away_from_zero_slow_training.training import losses
from whygrad.claims.tuning import FIRST_SEED, on_validation_data
from whygrad.data import load
from whygrad.experiment import Experiment

Array = NDArray[np.float64]

FRACTION = 0.3  # of the chance-level loss
RATES = (0.1, 0.18, 0.32, 0.56, 1.0, 1.8, 3.2, 5.6, 10.0, 18.0)
TUNING_SEEDS = 12


def values(settings: Mapping[str, Any], seeds: Sequence[int]) -> Array:
    """log2 of the updates until the training loss is first 30 % of the chance-level loss, once per seed: (P,).

    `shift` is added to the activation function, the other settings are an experiment's. The learning rate is the
    fastest on other samples and seeds. Raises `ValueError` if that is the first or the last of the list.
    """
    experiment = Experiment().replace(**{key: value for key, value in settings.items() if key != "shift"})
    shift = float(settings["shift"])
    others = on_validation_data(experiment)
    tried = losses(others, range(FIRST_SEED, FIRST_SEED + TUNING_SEEDS), shift, RATES)
    best = int(np.argmin(log2_updates(tried, others).mean(axis=1)))
    if best in (0, len(RATES) - 1):
        raise ValueError(f"the best learning rate, {RATES[best]:g}, lies at the end of the list")
    return log2_updates(losses(experiment, seeds, shift, RATES[best : best + 1]), experiment)[0]


def log2_updates(loss: Array, experiment: Experiment) -> Array:
    """The measure of losses (…, S): (…). A run that never gets there counts as twice the whole training."""
    share = np.asarray(load(experiment.data, experiment.folder).class_share, np.float64)
    chance = -float((share * np.log(share)).sum())
    reached = loss <= FRACTION * chance
    every = int(experiment.recording.every)
    updates = every * np.where(reached.any(axis=-1), np.argmax(reached, axis=-1), 2 * (loss.shape[-1] - 1))
    return np.asarray(np.log2(np.maximum(updates, 1)))
