"""What descent on signed errors ends with: a loss far below 0, and predictions that are worse than a constant."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from whygrad.claims.c54_signed_errors_cannot_be_minimized.measure import Network
from whygrad.data import load
from whygrad.experiment import Experiment
from whygrad.i18n.numbers import number

RATE, UPDATES, SEED = 0.1, 300, 0


def numbers() -> Mapping[str, str]:
    """Of the linear model after 300 updates, as the claim trains it: mean signed error and RMS error, in units of the
    targets' standard deviation, and the same after descent on squared errors.
    """
    experiment = Experiment().replace(name="plane", noise=0.1, preprocessing=["center", "scale"])
    dataset = load(experiment.data, experiment.folder)
    x, y = dataset.x_train.astype(np.float64), dataset.y_train.astype(np.float64).reshape(-1, 1)
    told = {"updates": str(UPDATES)}
    for loss in ("signed", "squared"):
        network = Network(SEED, x.shape[1], 0, "identity")
        network.descend(x, y, loss, RATE, UPDATES)
        error = (y - network.forward(x)[1]) / y.std()
        told |= {f"mean {loss}": number(error.mean()), f"rms {loss}": number(np.sqrt(np.square(error).mean()))}
    return told
