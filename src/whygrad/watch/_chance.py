"""What a known loss is worth, as far as the observed targets tell: of the best answer that is the same for all samples
(its chance level), and of the best answers of all (its floor).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from torch import Tensor

from whygrad.instrument.provenance import LossCall
from whygrad.trace.limits import fact_limit
from whygrad.watch._followed import LossSeen

# Of a batch. The mean and the median of fewer targets are so near to them that the level comes out too low, of one it
# is 0. Of eight normal ones it is too low by 13 % for squares (1/n), and by 9 % for sizes (Monte Carlo, 10⁶ batches).


def class_counts(main: LossSeen | None) -> list[float]:
    """How often each class was a target; empty for targets that are no classes."""
    if main is None or main.counts is None or len(main.counts) < 2:
        return []
    shape = main.first.target_shape
    if main.first.kind in ("binary", "binary-logits") and len(shape) == 2 and shape[1] > 1 and not main.one_hot:
        return []  # several labels a sample, none of them its class
    counts = main.counts.tolist()
    return counts if sum(counts) and not _has_shares(main) else []


def _has_shares(main: LossSeen) -> bool:
    """Whether the targets of a loss of classes are shares of these, as those of a teacher."""
    return main.first.kind in ("cross-entropy", "nll") and not (main.whole or main.one_hot)


def chance_on_new_samples(trained: Sequence[float], new: Sequence[float]) -> tuple[float, float]:
    """Loss and accuracy, on classes that came so often in evaluations, of the best constant prediction of those that
    came so often in training; NaN if either are not known. If a class was never trained on, each counts one more
    (Laplace's rule of succession).
    """
    if len(trained) != len(new) or not sum(trained) or not sum(new):
        return math.nan, math.nan
    more = int(0 in trained)
    whole = sum(trained) + more * len(trained)
    loss = -sum(one * math.log((count + more) / whole) for count, one in zip(trained, new, strict=True))
    return loss / sum(new), new[trained.index(max(trained))] / sum(new)


def renumbered_accuracy(confusion: Tensor | None) -> float:
    """The largest accuracy that the answers of an evaluation would have if each class had the number of another one: of
    how often each was answered (K, K, rows) where each was right (columns), the most that one-to-one pairs add up to
    (Kuhn 1955). NaN where fewer samples of a class were answered than can tell.
    """
    if confusion is None:
        return math.nan
    counts = confusion.cpu().numpy()
    if counts.sum() < fact_limit("paired-samples") * len(counts):
        return math.nan
    from scipy.optimize import linear_sum_assignment  # only here: importing SciPy takes long

    return float(counts[linear_sum_assignment(counts, maximize=True)].sum() / counts.sum())


def chance_on_new_numbers(main: LossSeen | None, evaluated: Sequence[LossSeen]) -> float:
    """The largest loss of the best constant prediction of the targets of an evaluation, by the loss that is trained on:
    they may be in other units, as prices that were scaled for training. NaN if it is not known.
    """
    same = [one for one in evaluated if main is not None and one.first.kind == main.first.kind]
    return max(filter(math.isfinite, map(chance_level, same)), default=math.nan)


def chance_level(main: LossSeen | None) -> float:
    """Training loss of the best constant prediction, as far as the observed targets tell.

    With class weights w the best constant is q ∝ w·p for shares p, and the mean loss, over Σ w, its entropy; a weight
    of the positive class makes it q = w p / (w p + 1 - p).
    """
    if main is None or main.uneven or main.weighed_by_network:
        return math.nan
    counts = class_counts(main)
    shares = [count / sum(counts) for count in counts]
    first, mean = main.first, {name: value / main.calls for name, value in main.total.items()}
    if _has_shares(main) or first.smoothed:
        return math.nan  # its best value is not 0 either: the loss itself tells both (`LossLevels`)
    if _has_several_labels(main):
        return math.nan  # each label has a share of its own: the loss itself tells
    if first.weighted:
        return _weighted(first, mean.get("target_mean", math.nan), shares)
    if first.kind == "triplet":  # of outputs that are all alike
        return first.delta if first.reduction == "mean" else math.nan
    if first.kind in ("cross-entropy", "nll") and shares:
        return -sum(share * math.log(share) for share in shares if share > 0)
    if first.kind in ("binary", "binary-logits"):
        if not main.whole:  # probabilities: what is left at best is not 0 (`floor`)
            return math.nan if main.out_of_range else mean.get("entropy_of_mean", math.nan)
        p = mean.get("target_mean", math.nan)
        return -(p * math.log(p) + (1 - p) * math.log(1 - p)) if 0 < p < 1 else math.nan
    if first.kind == "squared":
        spread = mean.get("variance", math.nan)
        # The best constant is one number an output over all batches, so what batches differ by counts too.
        if not _has_columns(first):
            return main.target_variance
        return spread if first.target_shape[0] >= fact_limit("batch-targets") else math.nan
    if first.kind == "margin" and "target_mean" in mean and not mean.get("zeros", 1.0):
        # Of shares p of 1 and 1 - p of -1: the answer that is right for the more frequent ones.
        return first.delta * (1 - abs(mean["target_mean"]))
    if first.kind == "poisson" and "own" in mean:  # of the mean count, less that of the counts themselves
        rate = mean["target_mean"]
        return rate - rate * math.log(rate) - mean["own"] if rate > 0 else math.nan
    if first.kind in ("absolute", "huber") and math.prod(first.target_shape) >= fact_limit("batch-targets"):
        return mean.get(first.kind, math.nan)
    return math.nan


def chance_of_labels(main: LossSeen | None) -> float:
    """The same of several labels a sample, as black and white pixels: the mean entropy of the labels' shares within the
    observed batches. It is a little low, as a batch is closer to its own shares than to those of all batches.
    """
    if main is None or main.uneven or main.weighed_by_network or main.first.weighted or not _has_several_labels(main):
        return math.nan
    if main.first.target_shape[0] < fact_limit("batch-targets"):
        return math.nan
    return main.total.get("entropy_of_mean", math.nan) / main.calls


def has_computed_scores(main: LossSeen | None) -> bool:
    """Whether what a loss of classes was given is not known to be the output of a layer: the program computed it.
    Similarities of vectors of length 1, for example, have bounds that keep the loss from 0.
    """
    return main is not None and main.first.kind in ("cross-entropy", "nll") and main.first.origin.call is None


def _weighted(first: LossCall, p: float, shares: list[float]) -> float:
    """The same of a loss with weights of classes; `p` is the share of positive ones."""
    weights = _class_weights(first)
    if first.reduction != "mean":
        return math.nan
    if first.kind in ("cross-entropy", "nll") and len(weights) == len(shares):
        total = sum(weight * share for weight, share in zip(weights, shares, strict=True))
        parts = [weight * share / total for weight, share in zip(weights, shares, strict=True)] if total else []
        return -sum(part * math.log(part) for part in parts if part > 0)
    if first.kind == "binary-logits" and weights and 0 < p < 1:
        q = weights[1] * p / (weights[1] * p + 1 - p)
        return -(weights[1] * p * math.log(q) + (1 - p) * math.log(1 - q))
    return math.nan


def _class_weights(first: LossCall) -> list[float]:
    """The weight of each class, as the loss is given them; empty if they are not known."""
    weights = first.weight.tolist() if first.weight is not None else []
    if first.kind == "binary-logits":
        return [1.0, *weights] if len(weights) == 1 else []
    return weights


def rare_weight(main: LossSeen) -> float:
    """The weight of the smallest class of the targets, relative to that of the largest: 1 without weights, NaN if they
    are not known. A class that weighs nothing is left out of the loss.
    """
    if not main.first.weighted:
        return 1.0
    counts, weights = class_counts(main), _class_weights(main.first)
    if len(counts) != len(weights):
        return math.nan
    trained = sorted((count, weight) for count, weight in zip(counts, weights, strict=True) if count and weight)
    return trained[0][1] / trained[-1][1] if len(trained) > 1 and trained[0][0] < trained[-1][0] else math.nan


def _has_several_labels(main: LossSeen) -> bool:
    """Whether the targets are zeros and ones, several of them a sample."""
    first = main.first
    binary = first.kind in ("binary", "binary-logits") and main.whole
    return binary and len(first.target_shape) == 2 and _has_columns(first)


def _has_columns(first: LossCall) -> bool:
    """Whether the targets have several columns, for each of which the network can give a constant of its own."""
    return len(first.target_shape) > 1 and first.target_shape[-1] > 1 and not _has_shared_units(first)


def _has_shared_units(first: LossCall) -> bool:
    """Whether a unit of the last layer answers for several columns of the targets, as of a layer that is applied to one
    place after the other: a constant of its own for each of them is none that the network could give.
    """
    call = first.origin.call
    return call is not None and call.units < first.target_shape[-1]


def floor(main: LossSeen | None) -> float:
    """Training loss of a perfect prediction of targets that are probabilities: their own mean entropy."""
    if main is None or main.whole or main.first.weighted or main.out_of_range or "entropy" not in main.total:
        return 0.0
    return main.total["entropy"] / main.calls
