"""Initial weights too large."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, Floats
from whygrad.diagnose.measurements.backward import loss_of_zeros
from whygrad.diagnose.measurements.first_weights import hampered_by_first_weights, layer_scales, recorded_from_the_start
from whygrad.diagnose.measurements.units import have_slope
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, deep, link
from whygrad.trace.meta import Meta

_DRAWN_ANEW = ("use-xavier-init", "use-he-init", "use-orthogonal-init")


def check(reading: Reading) -> Verdict:
    """Most layers' first weights are far above every recipe, and the network does not get over it, or not wholly; or
    those of a single layer are, and the first answers are so sure of what they cannot know that unlearning them takes
    its time: the loss begins many times above chance; or units lie where they are flat before any update, which more
    updates do not disprove. Or rows of tables meet in products that are too large.
    """
    products = _check_products(reading)
    if products is not None and (products.affected.any() or not reading.meta.layers):
        return products
    if "weight_rms" not in reading.channels:
        nobody = reading.in_every_run(False)
        return Verdict(affected=nobody, measures=(), decided=nobody, missing=("weight_rms",))
    _, large = layer_scales(reading)
    threshold = limit("init-large")
    layers = large > threshold
    typical = np.exp(np.log(np.maximum(large, 1e-30)).mean(1))
    most = (
        layers.any(1)
        & (typical > threshold)
        & hampered_by_first_weights(reading, typical / threshold)
        & deep(reading.meta)
    )
    largest = large.max(1, initial=0.0)
    begins = _first_loss(reading)
    far = largest / threshold
    sure = (begins > limit("init-loss")) & (far > limit("init-far")) & hampered_by_first_weights(reading, far)
    flat = (far > limit("init-far")) & _flat_at_first(reading) & reading.harmed & deep(reading.meta)
    single = (sure | flat) & ~most
    return Verdict(
        affected=most | sure | flat,
        early=reading.prospect.early & ~flat,
        measures=(Measure("init_scale", np.where(single, largest, typical), threshold, reading.at_update_zero()),),
        step=reading.at_update_zero(),
        layers=layers,
        decided=recorded_from_the_start(reading) & reading.judged,
    )


def _first_loss(reading: Reading) -> Floats:
    """(P,) the first loss over that at chance, or over that of outputs of 0 where targets lie far from these."""
    return (1 - reading.at_start(reading.progress)) / loss_of_zeros(reading.meta)


def _flat_at_first(reading: Reading) -> Bools:
    """(P,) runs that begin with a hidden layer most of whose pre-activations lie where its activation is flat."""
    share = reading.get("saturated_share")
    if share is None:
        return reading.in_every_run(False)
    flat = (reading.at_start(share) > limit("saturated-share")) & reading.hidden & have_slope(reading)
    return np.asarray(flat.any(1))


def _check_products(reading: Reading) -> Verdict | None:
    """Rows of two tables are multiplied and added up to answers that are far beyond 1, the loss begins as far above
    chance, and the network does not get over it; `None` where there are no such products. A row's numbers have a
    deviation of 1 by default (in PyTorch), and the sum over K products of such numbers one of √K.
    """
    program, threshold = reading.meta.program, limit("init-large")
    largest = max(program.products, key=lambda one: one.spread, default=None) if program is not None else None
    if largest is None:
        return None
    begins = _first_loss(reading)
    return Verdict(
        affected=(largest.spread > threshold) & (begins > threshold) & reading.harmed,
        early=reading.prospect.early,
        measures=(Measure("product_spread", reading.constant(largest.spread), threshold, reading.at_update_zero()),),
        step=reading.at_update_zero(),
        decided=recorded_from_the_start(reading) & reading.judged,
        names=tuple(name.removesuffix(".weight") for name in largest.names),
        source=largest.place,
        remedies=_DRAWN_ANEW,
    )


def _has_weights(meta: Meta) -> bool:
    """A single layer's first weights do no harm by their size alone, but its first answers may be far off; as may be
    those of tables in products, without any layer.
    """
    return bool(meta.layers) or (meta.program is not None and bool(meta.program.products))


RULE = Rule(
    "init-too-large",
    Severity.ERROR,
    ("loss_train",),
    check,
    ("use-xavier-init", "use-he-init", "use-orthogonal-init", "add-batch-normalization", "add-layer-normalization"),
    facts=("chance_loss",),
    applies=_has_weights,
    parts=("weights", "layers"),
    group="initialization",
    place=20,
    rank=210,
    explains=(
        # What is far too large drives bounded units to where their slope is 0; a graph that is cut is another matter.
        link("no-gradient", shown="flat_records"),
        link(
            "saturated-units",
            "exploding-gradient",
            "learning-rate-too-high",
            "dead-units",
            "non-finite",
            "vanishing-gradient",
            "noisy-updates",
            "overfitting",
            *SYMPTOMS,
        ),
    ),
    quantities={"product_spread": "number"},
    reasons={"product_spread": "products"},
)
