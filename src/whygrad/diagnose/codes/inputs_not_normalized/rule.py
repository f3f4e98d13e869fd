"""Inputs not normalized."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats
from whygrad.diagnose.measurements.backward import began_far_above_chance, first_layer_gets_no_gradient
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link


def input_scale(mean: Floats, std: Floats, pictures: bool, flat: bool = False) -> tuple[float, float]:
    """How far the inputs are from center 0 and scale 1: (the largest RMS of a column, the largest standard deviation of
    a column over the smallest).

    The RMS counts the distance of a column's values from 0, mean² + std² (LeCun et al. 1998, 4.3). All pixels of an
    image share one scale, as a border that never changes is no fault. Constant columns have no scale to compare.
    `flat`: the columns may be the pixels of an image, so that the largest standard deviation is compared with the
    median instead.
    """
    size = np.sqrt(mean**2 + std**2)
    if pictures:
        return float(np.sqrt(np.mean(size**2))), 1.0
    scales = std[std > 0]
    if not len(scales):
        return float(size.max()), 1.0
    unlike = float(scales.max() / (np.median(scales) if flat else scales.min()))
    return float(size.max()), unlike


def check(reading: Reading) -> Verdict:
    """Columns far from 0, of very different scales, or all of them tiny, in a training that suffers."""
    mean, std = np.asarray(reading.channels["input_mean"], float), np.asarray(reading.channels["input_std"], float)
    mean, std = np.nan_to_num(mean), np.nan_to_num(std)
    flat = reading.meta.program is not None
    size, unlike = input_scale(mean, std, reading.meta.data.pictures, flat)
    scales = "input_scales_median" if flat else "input_scales"
    norm = _norm_beside_a_bias(reading, mean, std)
    far, mixed, tiny = size > limit("input-size"), unlike > limit("input-scales"), norm < limit("input-norm")
    return Verdict(
        affected=reading.in_every_run(far or mixed or tiny),
        measures=(
            Measure("input_norm", reading.constant(norm if tiny else np.nan), limit("input-norm"), below=True),
            Measure("input_size", reading.constant(size), limit("input-size")),
            Measure(scales, reading.constant(unlike), limit("input-scales")),
        ),
        step=reading.at_update_zero(),
        decided=reading.judged,
        costly=reading.harmed
        | _first_layer_saturated(reading)
        | _small_columns_outweighed(reading, mean, std)
        | (tiny & _learned_late(reading)),
        remedies=("scale-inputs", "add-batch-normalization") if tiny and not (far or mixed) else (),
        # What inputs did before the first update, no further one takes back.
        early=reading.prospect.early & ~first_layer_gets_no_gradient(reading) & ~began_far_above_chance(reading),
    )


def _norm_beside_a_bias(reading: Reading, mean: Floats, std: Floats) -> float:
    """Root mean square of the norm of a sample, √Σ(mean² + std²). The input of a bias is 1: what is far smaller says
    next to nothing beside it, and the gradient of its weights is as small. NaN where the first layer's outputs are
    normalized, which makes up for it, and for inputs that are all 0.
    """
    norm = float(np.sqrt(np.sum(mean**2 + std**2)))
    first = reading.meta.layers[0] if reading.meta.layers else None
    return np.nan if norm == 0 or first is None or first.normalization != "none" else norm


def _small_columns_outweighed(reading: Reading, mean: Floats, std: Floats) -> Bools:
    """(P,) runs that left something to learn while the largest column outweighs the smallest that varies so far that a
    first layer's weights would have to differ as much for both to be seen.
    """
    scales = std[std > 0]
    if not len(scales) or reading.meta.data.pictures:
        return reading.in_every_run(False)
    outweighed = float(np.sqrt(mean**2 + std**2).max() / scales.min())
    return (outweighed > limit("input-hidden")) & reading.unfinished


def _learned_late(reading: Reading) -> Bools:
    """(P,) runs that knew next to nothing for a good part of the training, and left something to learn: weights have to
    grow until they make up for tiny inputs.
    """
    return (reading.plateau_share > limit("waited-tiny")) & reading.unfinished & (not reading.cut_off)


def _first_layer_saturated(reading: Reading) -> Bools:
    """(P,) runs in which nearly all of the first layer lay where its activation is flat before anything was learned,
    and that left something to learn: the inputs are too large for it, even if the layers above make do.
    """
    share = reading.get("saturated_share")
    if share is None or reading.depth < 2:
        return reading.in_every_run(False)
    return (share[:, 0, 0] > limit("saturated-most")) & reading.unfinished


RULE = Rule(
    "inputs-not-normalized",
    Severity.WARNING,
    ("input_mean", "input_std", "loss_train"),
    check,
    ("scale-inputs", "add-batch-normalization", "lower-learning-rate", "use-adam"),
    facts=("chance_loss",),
    parts=("inputs",),
    group="data",
    place=10,
    rank=180,
    traits=("more-updates-may-disprove",),
    explains=(
        # Steps that would be too long on unit inputs as well have another cause.
        link("learning-rate-too-high", hidden="unit_input_step"),
        link(
            "saturated-units",
            "dead-units",
            "non-finite",
            "exploding-gradient",
            "vanishing-gradient",
            "noisy-updates",
            *(code for code in SYMPTOMS if code != "learning-rate-too-low"),
        ),
        # Steps that could be far longer on these very inputs have another cause.
        link("learning-rate-too-low", hidden="short_steps"),
        link("init-too-small", shown="input_norm"),
        # What is far too large drives bounded units to where their slope is 0; a graph that is cut is another matter.
        link("no-gradient", shown="flat_records"),
    ),
    quantities={
        "input_norm": "number",
        "input_size": "number",
        "input_scales": "number",
        "input_scales_median": "number",
    },
    reasons={"input_norm": "tiny"},
)
