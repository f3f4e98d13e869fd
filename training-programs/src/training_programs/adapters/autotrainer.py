"""AutoTrainer's published rules, re-implemented.

Zhang et al., ICSE 2021 and TDSC 2024 (github.com/shiningrain/AUTOTRAINER): rules and defaults of utils/monitor.py and
reproduce.py. It counts in epochs; a plain loop does not say where one ends, so the run is cut into 20 equal parts. Its
accuracies are those of training batches. Where there is none (regression), "poor" and "slow" are a loss that fell by
less than a tenth. Its check of the last activation is made on the probabilities, after the softmax that PyTorch's loss
applies itself.
"""

from __future__ import annotations

import itertools
import math
import statistics
from collections.abc import Iterable, Sequence

from training_programs.adapters.recorded import Step, Weight

# The labels that each finding can stand for, read generously.
MEANS: dict[str, frozenset[str]] = {
    "gradient vanish": frozenset({"vanishing-gradient", "init-too-small", "saturated-units", "no-gradient"}),
    "gradient explode": frozenset({"exploding-gradient", "non-finite", "learning-rate-too-high", "init-too-large"}),
    "dying ReLU": frozenset({"dead-units", "no-gradient"}),
    "oscillating loss": frozenset({"learning-rate-too-high", "noisy-updates", "gradients-accumulate", "not-shuffled"}),
    "slow convergence": frozenset({"learning-rate-too-low", "no-progress", "underfitting", "init-too-small"}),
    "improper activation": frozenset({
        "output-loss-mismatch", "output-range-mismatch", "softmax-before-cross-entropy", "sigmoid-before-logit-loss",
    }),
    "improper loss": frozenset({"output-loss-mismatch", "target-out-of-range"}),
    "abnormal data": frozenset({"inputs-not-normalized", "constant-feature", "non-finite-data"}),
}  # fmt: skip

PARTS = 20  # a run is cut into so many "epochs"


def autotrainer(steps: Sequence[Step]) -> list[str]:
    """What AutoTrainer would report: the first verdict of its checks, every third epoch; or nothing."""
    size = len(steps) // PARTS
    if not size:
        return []
    epochs = [steps[i * size : (i + 1) * size] for i in range(PARTS)]
    seen: set[str] = set()  # its flags are never taken back
    for epoch in range(3, PARTS + 1, 3):
        past = epochs[:epoch]
        last = past[-1][-1]  # gradients and outputs of one batch
        losses = [statistics.fmean(s.loss for s in part) for part in past]
        not_finite = any(not w.finite for w in last.weights) or not all(map(math.isfinite, losses))
        if not_finite or (_ratio(last.weights) > 70):
            seen.add("gradient explode")
        if _ratio(last.weights) < 1e-3 and last.weights[0].gradient < 1e-4:
            seen.add("gradient vanish")
        if _zero_share(last.weights) >= 0.7:
            seen.add("dying ReLU")
        poor, slow, oscillates = _progress(past) if epoch >= 0.3 * PARTS else (False, False, False)
        found = {"gradient explode"} if not_finite else set[str]()
        if poor or slow:
            found |= seen
            if not found and slow:
                found.add("slow convergence")
        elif oscillates:
            found.add("oscillating loss")
        if found or poor or epoch >= 0.5 * PARTS:  # only then it looks at the outputs
            found |= _outputs(last, losses)
        for problem in PRIORITY:
            if problem in found:
                return [problem]
    return []


# Abnormal data before activation and loss before gradients before the rest; among gradients the order of its checks.
PRIORITY = (
    "abnormal data", "improper activation", "improper loss", "dying ReLU", "gradient explode", "gradient vanish",
    "slow convergence", "oscillating loss",
)  # fmt: skip


def _progress(epochs: Sequence[Sequence[Step]]) -> tuple[bool, bool, bool]:
    """Whether the accuracy is poor, is poor and hardly rises in any epoch, and goes up and down."""
    measured = [_mean(s.accuracy for s in epoch) for epoch in epochs]
    accuracy = [a for a in measured if not math.isnan(a)]
    if not accuracy:
        losses = [statistics.fmean(s.loss for s in epoch) for epoch in epochs]
        slow = not losses[-1] < 0.9 * losses[0]
        return slow, slow, False
    poor = max(accuracy) < 0.6
    slow = poor and max((b - a for a, b in itertools.pairwise(accuracy)), default=0.0) < 0.01
    inner = list(zip(accuracy, accuracy[1:], accuracy[2:], strict=False))
    highs = [b for a, b, c in inner if b >= a and b >= c]
    lows = [b for a, b, c in inner if b <= a and b <= c]
    wide = sum(high - low >= 0.03 for high, low in zip(highs, lows, strict=False))
    return poor, slow, wide >= 0.2 * len(accuracy)


def _outputs(step: Step, losses: Sequence[float]) -> set[str]:
    """What the second version asks of the outputs, however well the training goes."""
    found: set[str] = set()
    if step.row_sum > 1.1 or (math.isnan(step.row_sum) and step.kind in ("binary", "categorical")):
        found.add("improper activation")
    fits = "binary" if step.width <= 2 else "categorical"
    if (step.kind and step.kind != fits) or any(loss < 0 for loss in losses):
        found.add("improper loss")
    if max(step.hidden[:-1], default=0.0) >= 10:
        found.add("abnormal data")
    return found


def _ratio(weights: Sequence[Weight]) -> float:
    """The gradient's norm in the first layer over that in the last; NaN if there is none."""
    if len(weights) < 2:
        return math.nan
    first, last = weights[0].gradient, weights[-1].gradient
    return first / last if last else math.nan


def _zero_share(weights: Sequence[Weight]) -> float:
    entries = sum(w.entries for w in weights)
    return sum(w.zeros * w.entries for w in weights) / entries if entries else 0.0


def _mean(values: Iterable[float]) -> float:
    numbers = [x for x in values if not math.isnan(x)]
    return statistics.fmean(numbers) if numbers else math.nan
