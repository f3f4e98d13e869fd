"""The published rules of AutoTrainer and SageMaker Debugger, re-implemented, on the same scripts.

    python -m benchmarks.clinic.peers [NAME…]

AutoTrainer (github.com/shiningrain/AUTOTRAINER, ICSE 2021 and TDSC 2024): rules and defaults of utils/monitor.py and
reproduce.py. It counts in epochs; a plain loop does not say where one ends, so the run is cut into 20 equal parts. Its
rules on accuracy are left out where there is none (regression); there, "slow" is a loss that fell by less than a tenth.
Its check of the last activation is made on the probabilities, after the softmax that PyTorch's loss applies itself.

SageMaker Debugger: the defaults of "List of Debugger built-in rules" in AWS's documentation; the rules that look
at a training of a network, not at its pictures, sequences or trees. A rule that fires at any step counts.

A finding of a peer counts as the right family if one of the codes that it stands for (`MEANS`) is the cause.
"""

from __future__ import annotations

import argparse
import itertools
import math
import statistics
import sys
from collections.abc import Sequence

from benchmarks.clinic.forks import warm_up
from benchmarks.clinic.index import Script, scripts
from benchmarks.clinic.recorded import Step, Weight, record

# Which of whygrad's codes each finding of a peer can stand for, read generously.
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

PARTS = 20  # a run is cut into so many "epochs"


def autotrainer(steps: Sequence[Step]) -> list[str]:
    """What AutoTrainer would report: the problem of highest priority, or nothing."""
    if len(steps) < PARTS:
        return []
    size = len(steps) // PARTS
    epochs = [steps[i * size : (i + 1) * size] for i in range(PARTS)]
    accuracy = [_mean(s.accuracy for s in epoch) for epoch in epochs]
    losses = [_mean(s.loss for s in epoch) for epoch in epochs]
    counted = [a for a in accuracy if not math.isnan(a)]
    bad_loss = any(not math.isfinite(x) or x >= 1e3 for x in losses)
    late = counted[int(0.3 * PARTS) :]  # rules on loss and accuracy begin at 30 % of the epochs
    if counted:
        gains = [b - a for a, b in itertools.pairwise(counted)]
        slow = bool(late) and max(gains, default=0.0) < 0.01 and max(late) < 0.6
        not_converged = max(counted) < 0.6
    else:
        slow = not losses[-1] < 0.9 * losses[0]
        not_converged = slow
    found: list[tuple[int, str]] = []
    checked = [epoch[-1] for epoch in epochs[2::3]]  # every third epoch, on one batch
    if slow or bad_loss or not_converged:
        if any(_vanishes(s.weights) for s in checked):
            found.append((2, "gradient vanish"))
        if any(_explodes(s.weights, bad_loss) for s in checked):
            found.append((2, "gradient explode"))
        if any(_zero_share(s.weights) >= 0.7 for s in checked):
            found.append((2, "dying ReLU"))
        outputs = [s for s in checked if s.kind]
        if any(s.row_sum > 1.1 or (math.isnan(s.row_sum) and s.kind != "mean") for s in outputs):
            found.append((3, "improper activation"))
        if any((s.width <= 2 and s.kind != "binary") or (s.width > 2 and s.kind != "categorical") for s in outputs):
            found.append((3, "improper loss"))
        if any(max(s.hidden[:-1], default=0.0) >= 10 for s in checked):
            found.append((4, "abnormal data"))
    if any(x < 0 for x in losses):
        found.append((3, "improper loss"))
    if counted and _oscillations(counted) >= 0.2 * PARTS:
        found.append((1, "oscillating loss"))
    if slow:
        found.append((1, "slow convergence"))
    # Within a priority it reports in the order activation, dying ReLU, explode, vanish.
    order = ("abnormal data", "improper activation", "improper loss", "dying ReLU", "gradient explode",
             "gradient vanish", "oscillating loss", "slow convergence")  # fmt: skip
    found.sort(key=lambda entry: (-entry[0], order.index(entry[1])))
    return [found[0][1]] if found else []


def _vanishes(weights: Sequence[Weight]) -> bool:
    if len(weights) < 2:
        return False
    first, last = weights[0].gradient, weights[-1].gradient
    return first < 1e-4 and (last == 0 or first / last < 1e-3)


def _explodes(weights: Sequence[Weight], bad_loss: bool) -> bool:
    if any(not w.finite for w in weights):
        return bad_loss
    return len(weights) > 1 and weights[-1].gradient > 0 and weights[0].gradient / weights[-1].gradient > 70


def _zero_share(weights: Sequence[Weight]) -> float:
    entries = sum(w.entries for w in weights)
    return sum(w.zeros * w.entries for w in weights) / entries if entries else 0.0


def _oscillations(accuracy: Sequence[float]) -> int:
    """Neighboring local extrema of the accuracy that lie at least 0.03 apart."""
    extrema = [b for a, b, c in zip(accuracy, accuracy[1:], accuracy[2:], strict=False) if (b - a) * (c - b) < 0]
    return sum(abs(a - b) >= 0.03 for a, b in itertools.pairwise(extrema))


def _mean(values: object) -> float:
    numbers = [x for x in values if not math.isnan(x)]  # pyright: ignore[reportGeneralTypeIssues]
    return statistics.fmean(numbers) if numbers else math.nan


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


RULES = {"AutoTrainer": autotrainer, "SageMaker Debugger": sagemaker}


def right(script: Script, found: Sequence[str]) -> bool:
    """Whether one of the findings can stand for the script's cause."""
    return any({script.cause, *script.accept} & MEANS[name] for name in found)


def measure(names: Sequence[str] = ()) -> dict[str, dict[str, dict[str, list[str]]]]:
    """Findings by peer, script and role (failing, fixed, healthy)."""
    warm_up()
    results: dict[str, dict[str, dict[str, list[str]]]] = {peer: {} for peer in RULES}
    for script in scripts():
        if names and script.name not in names:
            continue
        for path in script.paths:
            steps = record(path)
            for peer, rules in RULES.items():
                results[peer].setdefault(script.name, {})[path.parent.name] = rules(steps)
        print(f"peers: {script.name}", file=sys.stderr, flush=True)
    return results


def main() -> int:
    """Print what each peer finds in each script, and the rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="scripts by name (all)")
    given = parser.parse_args()
    results = measure(given.names)
    index = {script.name: script for script in scripts()}
    for peer, found in results.items():
        print(f"\n{peer}")
        ill = [(index[name], roles["failing"]) for name, roles in found.items() if "failing" in roles]
        well = [codes for roles in found.values() for role, codes in roles.items() if role != "failing"]
        for name, roles in found.items():
            print(f"  {name} [{index[name].cause or 'healthy'}]: " + "; ".join(f"{r}: {c}" for r, c in roles.items()))
        if ill:
            print(f"  anything reported {sum(bool(codes) for _, codes in ill)}/{len(ill)}, ", end="")
            print(f"right family {sum(right(script, codes) for script, codes in ill)}/{len(ill)}")
        print(f"  false alarms {sum(bool(codes) for codes in well)}/{len(well)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
