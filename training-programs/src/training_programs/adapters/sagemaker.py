"""The built-in rules of Amazon SageMaker Debugger, re-implemented.

The defaults of "List of Debugger built-in rules" in AWS's documentation; the rules that look at the training of a
network, not at its images, sequences or trees. The rules are for watching one by one and have no order. A rule that
fires at any step counts.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from training_programs.adapters.recorded import Step

# The labels that each finding can stand for, read generously.
MEANS: dict[str, frozenset[str]] = {
    "DeadRelu": frozenset({"dead-units"}),
    "ExplodingTensor": frozenset({"exploding-gradient", "non-finite", "non-finite-data", "learning-rate-too-high"}),
    "PoorWeightInitialization": frozenset({"init-too-small", "init-too-large", "symmetric-init"}),
    "SaturatedActivation": frozenset({"saturated-units"}),
    "VanishingGradient": frozenset({"vanishing-gradient", "no-gradient", "init-too-small"}),
    "WeightUpdateRatio": frozenset({"learning-rate-too-high", "learning-rate-too-low"}),
    "AllZero": frozenset({"no-gradient", "dead-units", "symmetric-init"}),
    "ClassImbalance": frozenset({"class-imbalance"}),
    "LossNotDecreasing": frozenset({
        "no-progress", "learning-rate-too-low", "learning-rate-too-high", "noisy-updates", "underfitting",
    }),
    "Overfit": frozenset({"overfitting", "eval-in-train-mode"}),
    "Overtraining": frozenset({"overfitting"}),
}  # fmt: skip


def sagemaker(steps: Sequence[Step]) -> list[str]:
    """The built-in rules that fire at any step."""
    if not steps:
        return []
    fired: dict[str, bool] = {}
    fired["DeadRelu"] = any(share > 0.5 for s in steps for share in s.dead)
    fired["SaturatedActivation"] = any(share > 0.5 for s in steps for share in s.saturated)
    fired["ExplodingTensor"] = any(
        not math.isfinite(s.loss) or any(not w.finite for w in s.weights) for s in steps[:-1]
    )
    fired["VanishingGradient"] = any(w.mean_gradient < 1e-7 for s in steps for w in s.weights)
    fired["WeightUpdateRatio"] = any(w.moved > 10 or w.moved < 1e-8 for s in steps for w in s.weights)
    fired["AllZero"] = any(w.zeros == 1 for s in steps for w in s.weights)
    fired["PoorWeightInitialization"] = _poor_initialization(steps[:10])
    fired["ClassImbalance"] = _class_imbalance(steps)
    losses = [s.loss for s in steps]
    pairs = list(zip(losses[::10], losses[10::10], strict=False))
    fired["LossNotDecreasing"] = any(not b < 0.999 * a for a, b in pairs if a > 0)
    validated = [s for s in steps if math.isfinite(s.validation) and s.loss > 0]
    fired["Overfit"] = any((s.validation - s.loss) / s.loss > 0.1 for s in validated)
    fired["Overtraining"] = _overtrained(losses, 5) or _overtrained(_changes([s.validation for s in steps]), 10)
    return [name for name, yes in fired.items() if yes]


def _poor_initialization(steps: Sequence[Step]) -> bool:
    for step in steps:
        variances = [w.variance for w in step.weights]
        if len(variances) > 1 and (min(variances) == 0 or max(variances) / min(variances) > 10):
            return True
        if any(w.spread < 0.001 for w in step.weights):
            return True
    losses = [s.loss for s in steps]
    return len(losses) > 5 and min(losses[1:6]) >= losses[0]


def _class_imbalance(steps: Sequence[Step]) -> bool:
    seen: dict[int, list[int]] = {}
    for step in steps:
        for label, (count, wrong) in step.classes.items():
            entry = seen.setdefault(label, [0, 0])
            entry[0] += count
            entry[1] += wrong
        if sum(count for count, _ in seen.values()) >= 500:
            break
    else:
        return False
    counts = [count for count, _ in seen.values()]
    unbalanced = len(counts) > 1 and max(counts) / min(counts) > 10
    return unbalanced or any(wrong / count > 0.7 for count, wrong in seen.values())


def _overtrained(losses: Sequence[float], patience: int) -> bool:
    """No loss that is smaller by 0.01 for so many records."""
    best, waited = math.inf, 0
    for loss in losses:
        if loss < best - 0.01:
            best, waited = loss, 0
        elif math.isfinite(loss):
            waited += 1
        if waited > patience:
            return True
    return False


def _changes(values: Sequence[float]) -> list[float]:
    return [b for a, b in itertools.pairwise(values) if b != a and math.isfinite(b)]
