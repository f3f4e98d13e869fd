"""Output and loss: can the network say what the loss wants to hear?"""

from __future__ import annotations

import numpy as np

from whygrad.diagnose.finding import Severity
from whygrad.diagnose.limits import limit
from whygrad.diagnose.reading import Reading, known_reach, reachable_skill
from whygrad.diagnose.rule import Bools, Measure, Rule, Verdict
from whygrad.diagnose.rules.initialization import copied_layers
from whygrad.diagnose.rules.optimization import distance_traveled
from whygrad.trace.meta import Meta
from whygrad.trace.program import LossFacts, OutsideFacts

_RANGES = {
    "tanh": (-1.0, 1.0),
    "sigmoid": (0.0, 1.0),
    "softmax": (0.0, 1.0),
    "hard-sigmoid": (0.0, 1.0),
    "relu": (0.0, np.inf),
    "softplus": (0.0, np.inf),
    "elu": (-1.0, np.inf),
    "log-softmax": (-np.inf, 0.0),
    "log-sigmoid": (-np.inf, 0.0),
    "unit-length": (-1.0, 1.0),
    "cosine-similarity": (-1.0, 1.0),
}

# Activations of an output that grow with what they are given: two classes meet at a plane, whichever it is.
_PLANES = frozenset(("sigmoid", "tanh", "softmax", "log-softmax", "softsign", "hard-sigmoid"))
_NO_PROBABILITIES = frozenset(("log-softmax", "log-sigmoid", "relu", "softplus"))
_SAME_SIZE = frozenset(("squared", "absolute", "huber", "difference", "gaussian", "binary"))


def _all(reading: Reading, holds: bool) -> np.ndarray:
    return np.full(reading.runs, holds, bool)


def _start(reading: Reading) -> np.ndarray:
    return np.zeros(reading.runs, np.int64)


def _where(meta: Meta) -> str:
    """Where a program's output function is applied, or else its loss."""
    again = next((one for one in _outside(meta) if one.twice), None)
    if again is not None:
        return again.before_place or again.place
    loss = meta.program.loss if meta.program is not None else None
    return "" if loss is None else loss.before_place or loss.place


def _loss_of_squashed(meta: Meta, output: str) -> LossFacts | None:
    """A loss that takes logits and was trained on what `output` ("softmax", "sigmoid") had made of them: the main one,
    or one of several that are added up.
    """
    applies = {"softmax": "cross-entropy", "sigmoid": "binary-logits"}[output]
    losses = meta.program.losses if meta.program is not None else ()
    trained = (one for one in losses if one.phase == "train" and one.attached and one.kind == applies)
    return next((one for one in trained if one.before == output), None)


def _outside(meta: Meta) -> tuple[OutsideFacts, ...]:
    return meta.program.usual_outside if meta.program is not None else ()


def _seen_twice(reading: Reading) -> bool:
    """Whether a function was seen to be applied twice: then the loss need not be known."""
    return any(one.twice for one in _outside(reading.meta))


def _over_one(reading: Reading) -> OutsideFacts | None:
    """A softmax of a loss by hand over a single number, which is 1 whatever it is, and nothing ever came back to any
    layer. Where something does, the number may be the weight of a single component, and others make the loss.
    """
    signal = reading.get("backprop_rms")
    known = signal[np.isfinite(signal)] if signal is not None else np.zeros(0)
    if not known.size or known.any():
        return None
    return next((one for one in _outside(reading.meta) if one.axis == 1), None)


def _final(reading: Reading) -> Measure:
    return Measure("final_progress", reading.explained, limit("progress-poor"), below=True)


def _twice(output: str):
    def check(reading: Reading) -> Verdict:
        """The network squashes its output and the loss, which takes logits, does it once more."""
        meta = reading.meta
        squashed = meta.takes_logits and meta.output == output
        squashed = squashed and not (output == "sigmoid" and _softmax_of_sigmoids(reading))
        loss = _loss_of_squashed(meta, output)
        return Verdict(
            affected=_all(reading, squashed or loss is not None),
            measures=(_final(reading),),
            step=_start(reading),
            source=_where(meta) if loss is None else loss.before_place or loss.place,
        )

    return check


def _softmax_of_sigmoids(reading: Reading) -> bool:
    """Whether a program's loss takes the softmax of an output that ends in a sigmoid: nothing is applied twice, but the
    values lie too close together for a softmax to be sure.
    """
    meta = reading.meta
    loss = meta.program.loss if meta.program is not None else None
    taken = loss is not None and loss.kind in ("cross-entropy", "nll")
    return taken and meta.takes_logits and meta.output == "sigmoid" and not _seen_twice(reading)


def _mismatch(reading: Reading) -> Verdict:
    """The output's range leaves out values that the loss needs to become small.

    A logit must be able to grow without end, so tanh before cross-entropy leaves a floor of ln(1 + e⁻²) (two outputs)
    or ln(1 + e⁻¹) (one), and sigmoids before a softmax one of ln(1 + (K - 1)/e); a margin of 1 for the class "no" needs
    -1, which sigmoid and softmax never reach; a softmax has almost no slope left for the squared loss where it is sure
    and wrong.
    """
    meta = reading.meta
    pairs = {("cross-entropy", "tanh"), ("hinge", "sigmoid"), ("hinge", "softmax"), ("squared", "softmax")}
    loss = meta.program.loss if meta.program is not None else None
    # A logit that is never negative does harm only where its units die.
    mild = meta.loss == "squared" or (meta.output == "relu" and loss is not None)
    wrong = (meta.loss, meta.output) in pairs or (mild and meta.takes_logits and meta.output == "relu")
    wrong = wrong or _softmax_of_sigmoids(reading)
    one = _over_one(reading)
    meaningless = one is not None or (loss is not None and _meaningless(loss))
    named = loss is not None and loss.whole_targets and _names_of_classes(meta)
    done = reading.final_progress >= limit("progress-done")
    same = meta.data.neighbor_same if named else np.nan
    # What a meaningless loss costs at chance need not be known: that of a single class is 0 whatever comes out.
    wrong = wrong and np.isfinite(meta.chance_loss)
    if loss is not None and (loss.cut or not loss.attached):  # nothing is learned, whatever the loss would mean
        wrong = named = False
    return Verdict(
        affected=_all(reading, wrong or meaningless or named),
        measures=(Measure("same_target", reading.constant(same), limit("same-target")), _final(reading)),
        step=_start(reading),
        costly=None if meaningless or (wrong and not mild) else (~done if named else reading.harmed),
        source=one.place if one is not None else loss.place if loss is not None else "",
    )


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
    sample are no shares of one. A divergence wants logarithms too, along whichever axes: none of them is above 0, and
    not all of them are 0 or more. A rate whose logarithm can only be positive was made positive for its own sake. A
    hinge of embeddings wants distances.
    """
    if loss.target_off > limit("probability-sum"):
        return True
    if loss.before in ("softmax", "log-softmax") and loss.before_axis == 1:
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


def _range(reading: Reading) -> Verdict:
    """Targets lie where the output cannot reach, by more than a share of their spread."""
    meta, data = reading.meta, reading.meta.data
    low, high = _RANGES.get(meta.output, (-np.inf, np.inf))
    if meta.loss == "difference" and meta.output.startswith("log-"):  # a likelihood by hand, no guess at the targets
        low, high = -np.inf, np.inf
    beyond = max(data.target_max - high, low - data.target_min, 0.0) / max(data.target_std, 1e-12)
    return Verdict(
        affected=_all(reading, beyond > limit("target-beyond")),
        measures=(Measure("target_beyond", reading.constant(beyond), limit("target-beyond")), _final(reading)),
        step=_start(reading),
        source=_where(meta),
        costly=reading.unfinished,
    )


def _linear(reading: Reading) -> Verdict:
    """All layers together are one linear map, and that does not do: the training has settled far below what can be
    known.

    Without hidden layers that is only worth a word where it does not do. A program's model was asked itself: products
    of layers, as in attention, are not linear either, and activations may cancel out, as in relu(x) - relu(-x). Where
    it is unknown what can be known, layers upon layers whose weights did move, but came to know nothing, are reason
    enough. Layers that stay copies of each other (`symmetric-init`) do not show what they are together: linear experts
    under a gate that gets no gradient because all of them say the same.
    """
    program = reading.meta.program
    bent, uneven = (program.mixing.bent, program.mixing.uneven) if program is not None else (np.nan, np.nan)
    linear = all(layer.activation in ("linear", "identity") for layer in reading.meta.layers[:-1])
    bends = bent > limit("mixing") and not _output_bends(reading)
    linear = (linear and not bends) or (bent <= limit("straight") and uneven <= limit("straight"))
    unknown = not np.isfinite(bent) and (not reading.meta.layers or _unseen_layers(reading.meta))
    asked = reading.depth > 1 and bool(np.isfinite(bent))
    threshold = limit("skill-short") * reachable_skill(reading.meta)
    gain = np.maximum(reading.may_gain, reading.could_gain)
    early = reading.cut_off & (reading.skill + gain >= threshold)
    short = (reading.skill + reading.may_gain < threshold) & reading.settled
    return Verdict(
        affected=_all(reading, linear) & ~copied_layers(reading)[0].any(1) & (short | (reading.depth > 1)),
        measures=(Measure("skill", reading.skill, threshold, below=True),),
        step=_start(reading),
        decided=reading.judged & (not unknown),
        early=early,
        costly=short & (known_reach(reading.meta) | (asked & reading.stuck & _walked_through(reading))),
    )


def _output_bends(reading: Reading) -> bool:
    """Whether a single layer takes in the data's own columns, and only its output's activation is not linear: it still
    tells classes apart by one plane.
    """
    columns, layers = reading.channels.get("input_mean"), reading.meta.layers
    alone = len(layers) == 1 and columns is not None and layers[0].inputs == len(columns)
    return alone and layers[0].activation in _PLANES and reading.meta.task == "classes"


def _unseen_layers(meta: Meta) -> bool:
    """Whether parameters took part that are neither a known layer's weight nor small beside the largest of these: what
    is done with them is unknown.
    """
    parameters = meta.program.parameters if meta.program is not None else ()
    largest = max((p.size for p in parameters if p.order >= 0), default=0)
    return any(p.reached and p.order < 0 and p.size > largest for p in parameters)


def _walked_through(reading: Reading) -> Bools:
    """(P,) runs whose weights were walked through (not `learning-rate-too-low`)."""
    update = reading.get("update_ratio")
    if update is None:
        return np.zeros(reading.runs, bool)
    return distance_traveled(update, reading.steps).max(1) > limit("distance-traveled")


def _takes_logits(meta: Meta) -> bool:
    return meta.takes_logits or any(_loss_of_squashed(meta, output) for output in ("softmax", "sigmoid"))


def _compares(meta: Meta) -> bool:
    """Whether the loss wants outputs of the targets' own size, and not their logarithms, logits or sides."""
    loss = meta.program.loss if meta.program is not None else None
    alike = loss is None or loss.kind in _SAME_SIZE or (loss.kind == "poisson" and not loss.logs)
    return meta.task == "numbers" and alike


RULES = (
    Rule(
        "softmax-before-cross-entropy",
        Severity.ERROR,
        ("loss_train",),
        _twice("softmax"),
        ("output-auto",),
        applies=_takes_logits,
        parts=("losses",),
    ),
    Rule(
        "sigmoid-before-logit-loss",
        Severity.ERROR,
        ("loss_train",),
        _twice("sigmoid"),
        ("output-auto",),
        applies=_takes_logits,
        parts=("losses",),
    ),
    Rule(
        "output-loss-mismatch",
        Severity.WARNING,
        ("loss_train",),
        _mismatch,
        ("output-auto", "use-cross-entropy"),
        applies=lambda meta: meta.task == "classes" or meta.program is not None,
        parts=("losses", "targets"),
    ),
    Rule(
        "output-range-mismatch",
        Severity.ERROR,
        ("loss_train",),
        _range,
        ("identity-output", "output-auto", "scale-targets"),
        facts=("target_min", "target_max", "target_std"),
        applies=_compares,
        parts=("losses",),
    ),
    Rule(
        "linear-network",
        Severity.WARNING,
        ("loss_train",),
        _linear,
        ("nonlinear-activation", "deeper-network", "add-features"),
        facts=("chance_loss",),
        parts=("targets", "mixing", "gradients", "inputs"),
    ),
)
