"""Initialization: are the first weights of a size, and different enough, to learn from?"""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.reading import Reading, ratio
from whygrad.diagnose.rule import Bools, Floats, Ints, Measure, Rule, Verdict, deep
from whygrad.trace.meta import Meta


def weight_scales(weight_rms: Floats, inputs: Floats, outputs: Floats) -> tuple[Floats, Floats]:
    """First weights (P, L) against the smallest and the largest of the usual recipes.

    Xavier has a standard deviation of √(2/(I+O)), LeCun √(1/I), He √(2/I) for I inputs and O outputs (Glorot & Bengio
    2010; LeCun et al. 1998; He et al. 2015). Returns weight_rms over the smallest and over the largest of these.
    """
    xavier, lecun, he = np.sqrt(2 / (inputs + outputs)), np.sqrt(1 / inputs), np.sqrt(2 / inputs)
    return weight_rms / np.minimum(xavier, lecun), weight_rms / np.maximum(xavier, he)


_DRAWN_ANEW = ("use-xavier-init", "use-he-init", "use-orthogonal-init")
# Of these kinds of layers the weights multiply nothing that a recipe knows the size of.
_OWN_SIZE = ("lookup", "distance")


def _scales(reading: Reading) -> tuple[Floats, Floats]:
    """`weight_scales`, 1 for layers that no recipe is made for."""
    inputs = np.array([layer.inputs for layer in reading.meta.layers], np.float64)
    outputs = np.array([layer.outputs for layer in reading.meta.layers], np.float64)
    scales = np.array([layer.scale for layer in reading.meta.layers], np.float64)
    small, large = weight_scales(reading.at_start(reading["weight_rms"]) * scales, inputs, outputs)
    own = np.array([layer.kind in _OWN_SIZE for layer in reading.meta.layers])
    return np.where(own, 1.0, small), np.where(own, 1.0, large)


def _input_size(reading: Reading) -> float:
    """Root mean square of the inputs, 1 at least."""
    mean, deviation = reading.get("input_mean"), reading.get("input_std")
    if mean is None or deviation is None or not np.isfinite(mean).any():
        return 1.0
    return max(1.0, float(np.sqrt(np.nanmean(np.square(mean) + np.square(deviation)))))


def _at_zero(reading: Reading) -> Ints:
    return np.zeros(reading.runs, np.int64)


def _too_small(reading: Reading) -> Verdict:
    """Most layers' first weights are far below every recipe, and the network waits on a plateau because of it: for most
    of its training, or, of weights that are smaller still, so long that it does not come to its end.

    All weights 0 is another matter (`symmetric-init`). Inputs far above 1 make up for small weights of the first layer,
    which multiplies them. What is normalized on its way to the output has the size that
    the normalization gives it, whatever its weights' size: the layers up to the last normalized one count as 1 (a
    transformer's 0.02, Devlin et al. 2019).
    """
    small, _ = _scales(reading)
    small[:, :1] *= _input_size(reading)
    normalized = np.array([layer.normalization != "none" for layer in reading.meta.layers])
    small = np.where(np.cumsum(normalized[::-1])[::-1] > 0, np.maximum(small, 1.0), small)
    threshold = limit("init-small")
    layers = (small < threshold) & (small > 0)
    typical = np.exp(np.log(np.maximum(small, 1e-30)).mean(1))  # geometric mean over the layers
    return Verdict(
        affected=layers.any(1) & (typical < threshold) & _costs(reading, threshold / typical),
        measures=(Measure("init_scale", typical, threshold, _at_zero(reading), below=True),),
        early=reading.early,
        step=_at_zero(reading),
        layers=layers,
        decided=_starts(reading) & reading.judged,
    )


def _too_large(reading: Reading) -> Verdict:
    """Most layers' first weights are far above every recipe, and the network does not get over it, or not wholly; or
    those of a single layer are, and the first answers are so sure of what they cannot know that unlearning them takes
    its time: the loss begins many times above chance. Or rows of tables meet in products that are too large.
    """
    products = _products(reading)
    if products is not None and (products.affected.any() or not reading.meta.layers):
        return products
    if "weight_rms" not in reading.channels:
        nobody = np.zeros(reading.runs, bool)
        return Verdict(affected=nobody, measures=(), decided=nobody, missing=("weight_rms",))
    _, large = _scales(reading)
    threshold = limit("init-large")
    layers = large > threshold
    typical = np.exp(np.log(np.maximum(large, 1e-30)).mean(1))
    most = layers.any(1) & (typical > threshold) & _costs(reading, typical / threshold) & deep(reading.meta)
    largest = large.max(1, initial=0.0)
    begins = 1 - reading.at_start(reading.progress)  # over the loss at chance
    far = largest / threshold
    sure = (begins > limit("init-loss")) & (far > limit("init-far")) & _costs(reading, far)
    return Verdict(
        affected=most | sure,
        early=reading.early,
        measures=(Measure("init_scale", np.where(most | ~sure, typical, largest), threshold, _at_zero(reading)),),
        step=_at_zero(reading),
        layers=layers,
        decided=_starts(reading) & reading.judged,
    )


def _products(reading: Reading) -> Verdict | None:
    """Rows of two tables are multiplied and added up to answers that are far beyond 1, the loss begins as far above
    chance, and the network does not get over it; `None` where there are no such products. A row's numbers have a
    deviation of 1 by default (in PyTorch), and the sum over K products of such numbers one of √K.
    """
    program, threshold = reading.meta.program, limit("init-large")
    largest = max(program.products, key=lambda one: one.spread, default=None) if program is not None else None
    if largest is None:
        return None
    begins = 1 - reading.at_start(reading.progress)
    return Verdict(
        affected=(largest.spread > threshold) & (begins > threshold) & reading.harmed,
        early=reading.early,
        measures=(Measure("product_spread", reading.constant(largest.spread), threshold, _at_zero(reading)),),
        step=_at_zero(reading),
        decided=_starts(reading) & reading.judged,
        names=tuple(name.removesuffix(".weight") for name in largest.names),
        source=largest.place,
        remedies=_DRAWN_ANEW,
    )


def _costs(reading: Reading, times: Floats) -> Bools:
    """(P,) runs that suffer; of first weights so many `times` (P,) beyond the limit, all that did not finish, unless
    they were cut off.
    """
    return reading.harmed | ((times > limit("init-far")) & reading.unfinished & (not reading.cut_off))


def _symmetric(reading: Reading) -> Verdict:
    """The units of a hidden layer do all the same at the start and on, or layers do: they get the same gradient.

    That is, through the training's beginning, and typically as long as nothing is known. Rounding tells them apart in
    the end, each update a little more, but for that the training has waited.
    """
    tables = np.array([layer.kind == "lookup" for layer in reading.meta.layers])
    several = (reading.hidden | tables) & np.array([layer.outputs > 1 for layer in reading.meta.layers])
    spread = reading["unit_std"]
    size = reading["activation_rms"]
    # Layers that put out nothing are alike only if they began with nothing; otherwise they are dead, and cannot tell.
    empty = (reading.at_start(reading["weight_rms"]) == 0)[:, None]
    alike = np.where(size > 0, ratio(spread, size), np.where(empty, 0.0, np.nan))
    threshold = limit("symmetric-units")
    most = np.fmax.reduce(np.where(_beginning(reading)[..., None], alike, np.nan), axis=1)  # (P, L)
    most = np.fmax(most, reading.typical(alike, _waiting(reading)))
    saturated = reading.get("saturated_share")  # units at the same flat end look alike, too
    layers = (reading.at_start(alike) < threshold) & (most < threshold) & several
    if saturated is not None:
        layers &= ~(reading.at_start(saturated) > limit("saturated-share"))
    value = np.where(several, most, np.inf).min(1, initial=np.inf)
    copies, difference = copied_layers(reading)
    start = _at_zero(reading)
    units = Measure("unit_difference", value, threshold, start, below=True)
    copied = Measure("copy_difference", difference, threshold, start, below=True)
    only = bool(copies.any()) and not layers.any()
    return Verdict(
        affected=np.any(layers | copies, axis=1),
        measures=(copied if only else units,),
        step=start,
        layers=layers | copies,
        decided=_starts(reading) & (reading.alive.sum(1) > 1),
        costly=reading.unfinished,
    )


def copied_layers(reading: Reading) -> tuple[Bools, Floats]:
    """(P, L) layers that began with the same numbers as another one, get the same gradient and stay as they are: one of
    them would do. And by how much two that are copies of each other have come to differ (P,), infinite without any.

    That is, through the training's beginning, and typically as long as nothing is known, as of units. Copies in a row,
    as a transformer's layers, or with other inputs get other gradients, and a copy that nobody trains gets none.
    """
    twins = np.array([layer.twin for layer in reading.meta.layers], np.int64)
    known = [name for name in _SAME if name in reading.channels]
    if not np.any(twins >= 0) or "gradient_l2" not in known:
        return np.zeros((reading.runs, reading.depth), bool), reading.constant(np.inf)
    differ = np.full((reading.runs, reading.records, reading.depth), np.nan)
    for name in known:
        values = reading[name]
        other = values[..., np.maximum(twins, 0)]
        differ = np.fmax(differ, ratio(np.abs(values - other), np.maximum(np.abs(values), np.abs(other))))
    gradient = reading["gradient_l2"]
    differ = np.where((gradient > 0) & (gradient[..., np.maximum(twins, 0)] > 0), differ, np.nan)
    most = np.fmax(np.fmax.reduce(np.where(_beginning(reading)[..., None], differ, np.nan), axis=1),
                   reading.typical(differ, _waiting(reading)))  # fmt: skip
    later = (twins >= 0) & (reading.at_start(differ) < limit("symmetric-units")) & (most < limit("symmetric-units"))
    first = np.zeros_like(later)
    for place in np.flatnonzero(twins >= 0):
        first[:, twins[place]] |= later[:, place]
    return later | first, np.where(later, most, np.inf).min(1, initial=np.inf)


# Of layers that do the same.
_SAME = ("weight_rms", "gradient_l2", "activation_rms", "activation_mean", "backprop_rms")


def _beginning(reading: Reading) -> Bools:
    return reading.alive & (reading.steps <= max(1, limit("early") * reading.steps[-1]))[None]


def _waiting(reading: Reading) -> Bools:
    return reading.alive & (reading.progress < limit("progress-none"))


def _starts(reading: Reading) -> Bools:
    """(P,) whether the trace shows the network as it was before its first update."""
    return reading.alive[:, 0] & (reading.steps[0] == 0)


def _layered(meta: Meta) -> bool:
    """A single layer's first weights do no harm by their size alone, but its first answers may be far off; as may be
    those of tables in products, without any layer.
    """
    return bool(meta.layers) or (meta.program is not None and bool(meta.program.products))


def _may_be_alike(meta: Meta) -> bool:
    """As `deep`; the columns of a table that is looked up meet in products or sums, wherever it stands."""
    return deep(meta) or any(layer.kind == "lookup" for layer in meta.layers)


RULES = (
    Rule(
        "init-too-small",
        Severity.ERROR,
        ("weight_rms", "loss_train"),
        _too_small,
        ("use-xavier-init", "use-he-init", "use-orthogonal-init", "add-batch-normalization", "use-adam"),
        facts=("chance_loss",),
        applies=deep,
        parts=("layers",),
    ),
    Rule(
        "init-too-large",
        Severity.ERROR,
        ("loss_train",),
        _too_large,
        ("use-xavier-init", "use-he-init", "use-orthogonal-init", "add-batch-normalization", "add-layer-normalization"),
        facts=("chance_loss",),
        applies=_layered,
        parts=("weights", "layers"),
    ),
    Rule(
        "symmetric-init",
        Severity.ERROR,
        ("unit_std", "activation_rms", "weight_rms", "loss_train"),
        _symmetric,
        ("use-xavier-init", "use-he-init", "use-orthogonal-init"),
        applies=_may_be_alike,
        parts=("gradients", "backpropagation"),
    ),
)
