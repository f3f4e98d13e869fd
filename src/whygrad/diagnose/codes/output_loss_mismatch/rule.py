"""Output does not fit the loss."""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Finding, Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.measurements.outputs import (
    applied_after_model,
    final_progress,
    misses_the_mean,
    sigmoid_of_classes_squared,
    softmax_of_sigmoids,
)
from whygrad.diagnose.measurements.steps import has_room
from whygrad.diagnose.reading import Reading
from whygrad.diagnose.rule import SYMPTOMS, Measure, Rule, Verdict, link
from whygrad.trace.meta import Meta
from whygrad.trace.program import LossFacts, OutsideFacts

_NO_PROBABILITIES = frozenset(("log-softmax", "log-sigmoid", "relu", "softplus"))


def check(reading: Reading) -> Verdict:
    """The output's range leaves out values that the loss needs to become small.

    A logit must be able to grow without end, so tanh before cross-entropy leaves a floor of ln(1 + e⁻²) (two outputs)
    or ln(1 + e⁻¹) (one), and sigmoids before a softmax one of ln(1 + (K - 1)/e); a margin of 1 for the class "no" needs
    -1, which sigmoid and softmax never reach; a softmax or sigmoid has almost no slope left for the squared loss where
    it is sure and wrong (Glorot & Bengio 2010, 4.1); a sigmoid of what is never negative cannot say "no". Or
    the classes of the loss are not the units of the output layer, as where its output was reshaped and no axis moved.
    Or input and target have changed places.
    """
    meta = reading.meta
    pairs = {("cross-entropy", "tanh"), ("hinge", "sigmoid"), ("hinge", "softmax"), ("squared", "softmax")}
    loss = meta.program.loss if meta.program is not None else None
    # A logit that is never negative does harm only where its units die, a probability that is cut off at 0 and 1 where
    # all of them lie beyond.
    cut_off = loss is not None and loss.kind == "binary" and loss.before == "identity"
    limited = loss is not None and (misses_the_mean(loss) or sigmoid_of_classes_squared(loss))
    # What longer steps would mend is no matter of the range or the slope, nor is what gets no gradient at all.
    limited = limited and not has_room(reading).any() and _gets_gradient(reading)
    mild = meta.loss == "squared" or (meta.output == "relu" and loss is not None) or cut_off or limited
    wrong = (meta.loss, meta.output) in pairs or (mild and meta.takes_logits and meta.output == "relu")
    wrong = wrong or softmax_of_sigmoids(reading) or cut_off or limited
    one = _softmax_over_one_number(reading)
    meaningless = one is not None or (loss is not None and _meaningless(loss))
    named = loss is not None and loss.whole_targets and _names_of_classes(meta)
    misplaced = loss is not None and loss.misplaced
    swapped = loss is not None and loss.swapped
    meaningless = meaningless or swapped
    done = reading.final_progress >= limit("progress-done")
    same = meta.data.neighbor_same if named else np.nan
    # What a meaningless loss costs at chance need not be known: that of a single class is 0 whatever comes out.
    wrong = wrong and np.isfinite(meta.chance_loss)
    if loss is not None and (loss.cut or not loss.attached):  # nothing is learned, whatever the loss would mean
        wrong = named = False
    waits = limited and not (meaningless or named or misplaced)
    return Verdict(
        affected=reading.in_every_run(wrong or meaningless or named or misplaced),
        measures=(Measure("same_target", reading.constant(same), limit("same-target")), final_progress(reading)),
        step=reading.at_update_zero(),
        costly=None if meaningless or (wrong and not mild) else (~done if named or misplaced else reading.harmed),
        # Where a sigmoid is flat, learning begins late, if it does.
        plateau=reading.poor & (waits and reading.cut_off),
        early=(reading.prospect.early | reading.prospect.rising) & waits,
        source=one.place if one is not None else loss.place if loss is not None else "",
        remedies=("swap-arguments",) if swapped else ("keep-samples-apart",) if misplaced else (),
    )


def _gets_gradient(reading: Reading) -> bool:
    """Whether the last layer typically gets some gradient, or nobody knows."""
    gradient = reading.get("gradient_rms")
    if gradient is None or not reading.depth:
        return True
    return not (reading.typical(gradient[..., -1], reading.alive) == 0).all()


def _softmax_over_one_number(reading: Reading) -> OutsideFacts | None:
    """A softmax of a loss by hand over a single number, which is 1 whatever it is, and nothing ever came back to any
    layer. Where something does, the number may be the weight of a single component, and others make the loss.
    """
    signal = reading.get("backprop_rms")
    known = signal[np.isfinite(signal)] if signal is not None else np.zeros(0)
    if not known.size or known.any():
        return None
    return next((one for one in applied_after_model(reading.meta) if one.axis == 1), None)


def _names_of_classes(meta: Meta) -> bool:
    """Whether targets compared as quantities look like names of classes that happen to be numbers: more than two,
    neighbors have the very same one, and those that do not have just any other.
    """
    data = meta.data
    return (
        meta.loss in ("squared", "absolute", "huber")
        and data.target_max - data.target_min > 1
        and data.neighbor_same > limit("same-target")
        and data.neighbor_order > limit("target-order")
    )


def _meaningless(loss: LossFacts) -> bool:
    """A loss that means something else for what it was given: a softmax over a single number is 1 whatever it is, a
    binary cross-entropy wants probabilities, which neither logarithms nor values without an upper end are, and NLL
    wants the logarithms of probabilities, which add up to 1, as the targets of a cross-entropy do: several labels a
    sample are no shares of one. What has both signs is no share of its sum. A divergence wants logarithms too, along
    whichever axes: none of them is above 0, and not all of them are 0 or more. A rate whose logarithm can only be
    positive was made positive for its own sake. A hinge of embeddings wants distances.
    """
    if loss.target_off > limit("probability-sum"):
        return True
    if loss.before in ("softmax", "log-softmax") and loss.before_axis == 1:
        return True
    if loss.before == "log-signed-shares":
        return True
    if loss.kind == "binary":
        return loss.before in _NO_PROBABILITIES
    if loss.kind == "poisson":
        return loss.logs and loss.before in ("softplus", "relu", "exp", "softmax")
    if loss.kind == "cross-entropy":
        return len(loss.input_shape) > 1 and loss.input_shape[1] == 1
    if loss.kind == "divergence":
        return loss.input_max > (0.0 if loss.input_min >= 0 else np.log1p(limit("probability-sum")))
    if loss.kind == "hinge-embedding":
        return loss.input_min < 0
    return loss.kind in ("nll", "ctc") and abs(loss.input_sum - 1.0) > limit("probability-sum")


def _values(finding: Finding, meta: Meta) -> dict[str, str]:
    """The variant of the sentence about a softmax over a single number, about classes that are not the units, and about
    arguments in each other's place.
    """
    program = meta.program
    if program is None or any(one.quantity == "same_target" for one in finding.evidence):
        return {}
    if program.loss is not None and program.loss.swapped:
        return {"reason": "swapped"}
    if program.loss is not None and program.loss.misplaced:
        return {"reason": "axes"}
    single = [one.place for one in program.usual_outside if one.axis == 1]
    return {"reason": "single"} if finding.where.source in single else {}


RULE = Rule(
    "output-loss-mismatch",
    Severity.WARNING,
    ("loss_train",),
    check,
    ("output-auto", "use-cross-entropy"),
    applies=lambda meta: meta.task == "classes" or meta.program is not None,
    parts=("losses", "targets"),
    group="output-and-loss",
    place=30,
    rank=140,
    explains=(
        link(
            "learning-rate-too-high", "noisy-updates", "saturated-units", "no-gradient", "vanishing-gradient", *SYMPTOMS
        ),
        link("non-finite"),  # as the logarithm of what is no probability
    ),
    quantities={"same_target": "share"},
    reasons={"same_target": "names"},
    values=_values,
)
