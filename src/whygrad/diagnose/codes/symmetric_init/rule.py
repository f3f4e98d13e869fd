"""Symmetric initialization."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats, ratio
from whygrad.diagnose.measurements.copies import at_the_beginning, copied_layers, without_progress
from whygrad.diagnose.measurements.first_weights import of_one_number, recorded_from_the_start
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, deep, link
from whygrad.trace.meta import Meta

_SMALLEST = float(np.sqrt(np.finfo(np.float32).tiny))  # what has a square in single precision


def check(reading: Reading) -> Verdict:
    """The units of a hidden layer do all the same at the start and on, or layers do: they get the same gradient.

    That is, through the training's beginning, and typically as long as nothing is known. Rounding tells them apart in
    the end, each update a little more, but for that the training has waited. Units that are not quite equal do nearly
    the same if what they have in common varies far more from sample to sample than they differ, as where random weights
    are all positive; that is told of what never came to know anything. Weights that are all one number are
    reported if training is impaired, even if biases differ.
    """
    tables = np.array([layer.kind == "lookup" for layer in reading.meta.layers])
    several = (reading.hidden | tables) & np.array([layer.outputs > 1 for layer in reading.meta.layers])
    spread = reading["unit_std"]
    size = reading["activation_rms"]
    # Layers that put out nothing are alike only if they began with nothing; otherwise they are dead, and cannot tell.
    # Nor can those whose outputs are so small that their squares, of which a spread is made, are nothing.
    empty = (reading.at_start(reading["weight_rms"]) == 0)[:, None]
    alike = np.where(size > _SMALLEST, ratio(spread, size), np.where(empty, 0.0, np.nan))
    threshold = limit("symmetric-units")
    most = _most_before_progress(reading, alike)
    layers = (reading.at_start(alike) < threshold) & (most < threshold) & several & ~_at_the_same_end(reading)
    varied = reading.get("sample_std")
    apart = np.full(most.shape, np.nan) if varied is None else _most_before_progress(reading, ratio(spread, varied))
    known = reading.tells_level  # of a loss without a level nobody knows what was learned
    stuck, harmed = ((runs & known)[:, None] for runs in (reading.stuck, reading.harmed))
    together = (apart < limit("units-apart")) & stuck & several & ~layers & ~_at_the_same_end(reading)
    value = np.where(several, most, np.inf).min(1, initial=np.inf)
    one_number = of_one_number(reading.meta)
    constant = one_number & several & harmed & ~layers & ~together
    copies, difference = copied_layers(reading)
    start = reading.at_update_zero()
    units = Measure("unit_difference", value, threshold, start, below=True)
    copied = Measure("copy_difference", difference, threshold, start, below=True)
    nearly = np.where(together, apart, np.inf).min(1, initial=np.inf)
    joined = Measure("units_apart", nearly, limit("units-apart"), start, below=True)
    share = one_number[:-1].mean() if reading.depth > 1 else 0.0
    equal = Measure("constant_layers", reading.constant(share), 0.0, start)
    ways = ((units, layers), (copied, copies), (joined, together), (equal, constant))
    measure = next((measure for measure, where in ways if where.any()), units)
    return Verdict(
        affected=np.any(layers | copies | together | constant, axis=1),
        measures=(measure,),
        step=start,
        layers=layers | copies | together | constant,
        decided=recorded_from_the_start(reading) & (reading.alive.sum(1) > 1),
        costly=reading.unfinished,
    )


def _most_before_progress(reading: Reading, values: Floats) -> Floats:
    """(P, L) the larger one of the highest value (P, S, L) of the training's beginning and the typical one of the
    records at which nothing was known.
    """
    highest = np.fmax.reduce(np.where(at_the_beginning(reading)[..., None], values, np.nan), axis=1)
    return np.fmax(highest, reading.typical(values, without_progress(reading)))


def _at_the_same_end(reading: Reading) -> Bools:
    """(P, L) layers whose units look alike because most of them are saturated at the same end, throughout the
    beginning.
    """
    saturated = reading.get("saturated_share")
    if saturated is None:
        return np.zeros((reading.runs, reading.depth), bool)
    least = np.fmin.reduce(np.where(at_the_beginning(reading)[..., None], saturated, np.nan), axis=1)
    return least > limit("saturated-share")


def _has_several_units(meta: Meta) -> bool:
    """As `deep`; the columns of a table that is looked up meet in products or sums, wherever it stands."""
    return deep(meta) or any(layer.kind == "lookup" for layer in meta.layers)


RULE = Rule(
    "symmetric-init",
    Severity.ERROR,
    ("unit_std", "activation_rms", "weight_rms", "loss_train"),
    check,
    ("use-xavier-init", "use-he-init", "use-orthogonal-init"),
    applies=_has_several_units,
    parts=("gradients", "backpropagation"),
    group="initialization",
    place=30,
    rank=190,
    explains=(link("no-gradient", "vanishing-gradient", "dead-units", *SYMPTOMS),),
    quantities={
        "unit_difference": "number",
        "copy_difference": "number",
        "units_apart": "share",
        "constant_layers": "share",
    },
    reasons={"copy_difference": "copies", "units_apart": "together", "constant_layers": "constant"},
)
