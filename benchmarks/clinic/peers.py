"""The published rules of AutoTrainer and SageMaker Debugger, re-implemented, on the same scripts.

    python -m benchmarks.clinic.peers [NAME…] [--results FILE]

AutoTrainer (github.com/shiningrain/AUTOTRAINER, ICSE 2021 and TDSC 2024): rules and defaults of utils/monitor.py and
reproduce.py. It counts in epochs; a plain loop does not say where one ends, so the run is cut into 20 equal parts. Its
accuracies are those of training batches. Where there is none (regression), "poor" and "slow" are a loss that fell by
less than a tenth. Its check of the last activation is made on the probabilities, after the softmax that PyTorch's loss
applies itself.

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
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.clinic.forks import warm_up
from benchmarks.clinic.index import Script, script_key, scripts
from benchmarks.clinic.recorded import Step, Weight, record
from benchmarks.kept import HELP, Kept

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


def measure(names: Sequence[str] = (), kept: Kept | None = None) -> dict[str, dict[str, dict[str, list[str]]]]:
    """Findings by peer, script and role (failing, fixed, healthy); what `kept` knows is not run again."""
    warm_up()
    kept = kept or Kept(None)
    results: dict[str, dict[str, dict[str, list[str]]]] = {peer: {} for peer in RULES}
    for script in scripts():
        if names and script.name not in names:
            continue
        for path in script.paths:
            key = script_key(path, asked="peers")
            found = kept.get(key)
            if found is None:
                steps = record(path)
                found = {peer: rules(steps) for peer, rules in RULES.items()}
                kept.add(key, found)
            for peer, codes in found.items():
                results[peer].setdefault(script.name, {})[path.parent.name] = codes
        print(f"peers: {script.name}", file=sys.stderr, flush=True)
    return results


def main() -> int:
    """Print what each peer finds in each script, and the rates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="scripts by name (all)")
    parser.add_argument("--results", type=Path, help=HELP)
    given = parser.parse_args()
    results = measure(given.names, Kept(given.results))
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
