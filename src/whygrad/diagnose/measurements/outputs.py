"""The function at the end of a model, and what the loss after it takes."""

from __future__ import annotations

import math
from collections.abc import Callable

from whygrad.diagnose.limits import limit
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import Measure, Verdict
from whygrad.trace.meta import Meta
from whygrad.trace.program import LossFacts, OutsideFacts

_TAKES_LOGITS = {
    "softmax": ("cross-entropy", "cross_entropy"),
    "sigmoid": ("binary-logits", "binary_cross_entropy_with_logits"),
}
"""The kind of loss, and PyTorch's function, that applies this itself."""


def applied_after_model(meta: Meta) -> tuple[OutsideFacts, ...]:
    """The functions that a program applies to the outputs of its model."""
    return meta.program.usual_outside if meta.program is not None else ()


def seen_applied_twice(reading: Reading) -> bool:
    """Whether a function was seen to be applied twice: then the loss need not be known."""
    return any(one.twice for one in applied_after_model(reading.meta))


def place_of_output(meta: Meta) -> str:
    """Where a program's output function is applied, or else its loss."""
    again = next((one for one in applied_after_model(meta) if one.twice), None)
    if again is not None:
        return again.before_place or again.place
    loss = meta.program.loss if meta.program is not None else None
    return "" if loss is None else loss.before_place or loss.place


def loss_of_squashed(meta: Meta, output: str) -> LossFacts | None:
    """A loss that takes logits and was trained on what `output` ("softmax", "sigmoid") had made of them: the main one,
    or one of several that are added up. That it was weighed by what an agent's actions were worth does not matter.
    """
    kind, function = _TAKES_LOGITS[output]
    losses = meta.program.losses if meta.program is not None else ()
    trained = (one for one in losses if one.phase == "train" and one.attached and one.before == output)
    return next((one for one in trained if one.kind == kind or (one.kind, one.function) == ("policy", function)), None)


def takes_logits(meta: Meta) -> bool:
    """Whether a loss of the training takes logits."""
    return meta.takes_logits or any(loss_of_squashed(meta, output) for output in ("softmax", "sigmoid"))


def softmax_of_sigmoids(reading: Reading) -> bool:
    """Whether a program's loss takes the softmax of an output that ends in a sigmoid: nothing is applied twice, but the
    values lie too close together for a softmax to be sure.
    """
    meta = reading.meta
    loss = meta.program.loss if meta.program is not None else None
    taken = loss is not None and loss.kind in ("cross-entropy", "nll")
    return taken and meta.takes_logits and meta.output == "sigmoid" and not seen_applied_twice(reading)


def misses_the_mean(loss: LossFacts) -> bool:
    """Whether a probability of two classes never came to the side of 1/2 where the mean of its targets lies, in no
    observed update: a sigmoid of what is never negative, as of a ReLU or another sigmoid, cannot say "no".
    """
    if loss.kind != "binary" or loss.before != "sigmoid" or not loss.whole_targets:
        return False
    return loss.target_mean < 0.5 <= loss.input_min or loss.input_max <= 0.5 < loss.target_mean


def sigmoid_of_classes_squared(loss: LossFacts) -> bool:
    """Whether a squared loss compares sigmoids with the names of classes: ones and zeros, one 1 a row, or one number a
    sample.
    """
    if loss.kind != "squared" or loss.before != "sigmoid" or (loss.target_min, loss.target_max) != (0, 1):
        return False
    single = math.prod(loss.target_shape[1:]) == 1
    return loss.one_hot or (loss.whole_targets and single)


def way_to_targets(meta: Meta) -> float:
    """How far the outputs of all updates came on the way from 0 to the nearest of the targets: 1 if one was reached, as
    where targets lie on both sides of 0. NaN where the loss does not compare the two, or they are not known.
    """
    loss = meta.program.loss if meta.program is not None else None
    if loss is None or loss.kind not in ("squared", "absolute", "huber"):
        return math.nan
    if loss.target_min > 0:
        return min(max(loss.input_max, 0.0) / loss.target_min, 1.0)
    return min(min(loss.input_min, 0.0) / loss.target_max, 1.0) if loss.target_max < 0 else 1.0


def final_progress(reading: Reading) -> Measure:
    """How much of the loss was explained at the end."""
    return Measure("final_progress", reading.explained_share, limit("progress-poor"), below=True)


def applied_twice(output: str) -> Callable[[Reading], Verdict]:
    """A check whether `output` ("softmax", "sigmoid") is applied by the model and once more by its loss."""

    def check(reading: Reading) -> Verdict:
        meta = reading.meta
        squashed = meta.takes_logits and meta.output == output
        squashed = squashed and not (output == "sigmoid" and softmax_of_sigmoids(reading))
        loss = loss_of_squashed(meta, output)
        return Verdict(
            affected=reading.in_every_run(squashed or loss is not None),
            measures=(final_progress(reading),),
            step=reading.at_update_zero(),
            source=place_of_output(meta) if loss is None else loss.before_place or loss.place,
        )

    return check
