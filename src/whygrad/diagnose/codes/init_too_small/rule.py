"""Initial weights too small."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.first_weights import (
    hampered_by_first_weights,
    layer_scales,
    recorded_from_the_start,
    waited_at_chance,
)
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, deep, link


def check(reading: Reading) -> Verdict:
    """Most layers' first weights are far below every recipe, and the network waits on a plateau because of it: for most
    of its training, or, of weights that are smaller still, so long that it does not come to its end.

    A last layer alone that begins small is no reason: its own gradient does not depend on its weights, so that it grows
    at once. All weights 0 is another matter (`symmetric-init`). Inputs far above 1 make up for small weights of the
    first layer, which multiplies them. What is normalized on its way to the output has the size that the normalization
    gives it, whatever its weights' size: the layers up to the last normalized one count as 1 (a transformer's 0.02,
    Devlin et al. 2019).
    """
    small, _ = layer_scales(reading)
    small[:, :1] *= _input_size(reading)
    normalized = np.array([layer.normalization != "none" for layer in reading.meta.layers])
    small = np.where(np.cumsum(normalized[::-1])[::-1] > 0, np.maximum(small, 1.0), small)
    threshold = limit("init-small")
    layers = (small < threshold) & (small > 0)
    typical = np.exp(np.log(np.maximum(small, 1e-30)).mean(1))  # geometric mean over the layers
    hampered = hampered_by_first_weights(reading, threshold / typical) & waited_at_chance(reading)
    return Verdict(
        affected=layers[:, :-1].any(1) & (typical < threshold) & hampered,
        measures=(Measure("init_scale", typical, threshold, reading.at_update_zero(), below=True),),
        early=reading.prospect.early,
        step=reading.at_update_zero(),
        layers=layers,
        decided=recorded_from_the_start(reading) & reading.judged,
    )


def _input_size(reading: Reading) -> float:
    """Root mean square of the inputs, 1 at least."""
    mean, deviation = reading.get("input_mean"), reading.get("input_std")
    if mean is None or deviation is None or not np.isfinite(mean).any():
        return 1.0
    return max(1.0, float(np.sqrt(np.nanmean(np.square(mean) + np.square(deviation)))))


RULE = Rule(
    "init-too-small",
    Severity.ERROR,
    ("weight_rms", "loss_train"),
    check,
    ("use-xavier-init", "use-he-init", "use-orthogonal-init", "add-batch-normalization", "use-adam"),
    facts=("chance_loss",),
    applies=deep,
    parts=("layers",),
    group="initialization",
    place=10,
    rank=200,
    traits=("more-updates-may-disprove",),
    explains=(link("vanishing-gradient", "no-gradient", *SYMPTOMS),),
)
