"""Output cannot reach the targets."""

from __future__ import annotations

import numpy as np

from whygrad.activations import KNOWN
from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.arrays import Bools, ratio
from whygrad.diagnose.measurements.outputs import final_progress, place_of_output
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link
from whygrad.trace.meta import Meta

_RANGES = {
    **{name: (row.range.low, row.range.high) for name, row in KNOWN.items()},
    "softmax": (0.0, 1.0),
    "log-softmax": (-np.inf, 0.0),
    "unit-length": (-1.0, 1.0),
    "cosine-similarity": (-1.0, 1.0),
}


_SAME_SIZE = frozenset(("squared", "absolute", "huber", "difference", "gaussian", "binary"))


def check(reading: Reading) -> Verdict:
    """Targets lie where the output cannot reach, by more than a share of their spread."""
    meta, data = reading.meta, reading.meta.data
    low, high = _RANGES.get(meta.output, (-np.inf, np.inf))
    if meta.loss == "difference" and meta.output.startswith("log-"):  # a likelihood by hand, no guess at the targets
        low, high = -np.inf, np.inf
    if _goes_beyond(meta, low, high):  # something was made of the activation's result on its way to the loss
        low, high = -np.inf, np.inf
    beyond = max(data.target_max - high, low - data.target_min, 0.0) / max(data.target_std, 1e-12)
    return Verdict(
        affected=reading.in_every_run(beyond > limit("target-beyond")),
        measures=(Measure("target_beyond", reading.constant(beyond), limit("target-beyond")), final_progress(reading)),
        step=reading.at_update_zero(),
        source=place_of_output(meta),
        costly=reading.unfinished | _leaves_much(reading),
    )


def _leaves_much(reading: Reading) -> Bools:
    """(P,) runs that ended with a good part of the loss at chance: what a program's loss cannot fall below is known for
    its own outputs, and may be what this range leaves open.
    """
    left = ratio(reading.at_end(reading["loss_train"]), reading.chance[:, 0])
    return (left > 1 - limit("progress-done")) & (reading.meta.loss_floor > 0)


def _goes_beyond(meta: Meta, low: float, high: float) -> bool:
    """Whether the loss was given values outside of the activation's range, as where they were scaled before."""
    loss = meta.program.loss if meta.program is not None else None
    if loss is None:
        return False
    given = np.array([loss.input_min, loss.input_max])
    return bool(np.any((given < low) & ~np.isclose(given, low)) or np.any((given > high) & ~np.isclose(given, high)))


def _compares(meta: Meta) -> bool:
    """Whether the loss wants outputs of the targets' own size, and not their logarithms, logits or sides."""
    loss = meta.program.loss if meta.program is not None else None
    alike = loss is None or loss.kind in _SAME_SIZE or (loss.kind == "poisson" and not loss.logs)
    return meta.task == "numbers" and alike


RULE = Rule(
    "output-range-mismatch",
    Severity.ERROR,
    ("loss_train",),
    check,
    ("identity-output", "output-auto", "scale-targets"),
    facts=("target_min", "target_max", "target_std"),
    applies=_compares,
    parts=("losses",),
    group="output-and-loss",
    place=40,
    rank=150,
    explains=(link("learning-rate-too-high", "noisy-updates", "no-gradient", "vanishing-gradient", *SYMPTOMS),),
    quantities={"target_beyond": "number"},
)
