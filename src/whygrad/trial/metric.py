"""What a trial compares, and when it calls a run repaired. Both are fixed here, before anything is trained."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whygrad.trace.meta import Meta, Status

if TYPE_CHECKING:
    from whygrad.trace import Trace

Array = NDArray[np.float64]

_FAILED = (Status.NON_FINITE, Status.DIVERGED)
_FEWEST_TEST_SAMPLES = 20  # fewer, and test accuracy moves in steps too coarse to compare
_SHARE_OF_GAP = 0.8
_SMALLEST = 1e-300


@dataclass(frozen=True, slots=True)
class Metric:
    """A number for how well a run ended.

    accuracy_test        share of test samples classified right at the end; a run that turned non-finite or diverged
                         counts as chance (the largest class's share)
    r2_test              1 - loss / loss of the best constant prediction, on the test set; below 0 counts as 0, and so
                         does a run that failed
    relative_loss_test   test loss / loss at chance: 0 is perfect, 1 is no better than the best constant prediction; at
                         most 10, which is also what a failed run counts as
    relative_loss_train  the same of the training set, at most 1

    `worth` is the smallest difference worth having.
    """

    name: str
    channel: str
    higher_is_better: bool
    worth: float
    worst: float | None = None  # None: chance accuracy

    @property
    def has_level(self) -> bool:
        """Whether it says how much of what can be learned was learned, and not only how far a loss fell."""
        return self.name != "loss_fall_train"

    @property
    def sign(self) -> float:
        """+1 if more is better, -1 if less is."""
        return 1.0 if self.higher_is_better else -1.0

    def values(self, trace: Trace) -> Array:
        """The metric of every run, from its last finite record: (P,)."""
        last = last_finite(trace[self.channel]) if trace.has(self.channel) else np.full(len(trace.seeds), np.nan)
        failed = np.array([status in _FAILED for status in trace.status]) | ~np.isfinite(last)
        worst = self.chance(trace.meta) if self.worst is None else self.worst
        if self.channel.startswith("loss"):
            # Targets that are all alike cost a constant nothing: every loss but 0 is then beyond all measure.
            with np.errstate(over="ignore"):
                relative = last / max(trace.meta.chance_loss, _SMALLEST)
            last = np.clip(relative, 0, self.worst) if not self.higher_is_better else np.clip(1 - relative, 0, 1)
        return np.where(failed, worst, last)

    def chance(self, meta: Meta) -> float:
        """What the best constant prediction reaches."""
        if self.channel == "accuracy_test":
            return meta.chance_accuracy
        return 0.0 if self.higher_is_better else 1.0


METRICS = {
    metric.name: metric
    for metric in (
        Metric("accuracy_test", "accuracy_test", higher_is_better=True, worth=0.02),
        Metric("r2_test", "loss_test", higher_is_better=True, worth=0.02, worst=0.0),
        Metric("relative_loss_test", "loss_test", higher_is_better=False, worth=0.05, worst=10.0),
        Metric("relative_loss_train", "loss_train", higher_is_better=False, worth=0.05, worst=1.0),
    )
}

# Where accuracy hides what is wrong: the predicted probabilities are what suffers.
_SEEN_IN_TEST_LOSS = frozenset(
    {"overfitting", "class-imbalance", "softmax-before-cross-entropy", "sigmoid-before-logit-loss"}
)


def choose(meta: Meta, root: str | None) -> Metric:
    """The metric for a trial of a training whose root cause is `root`.

    Test loss where accuracy hides what is wrong; training loss where there are hardly any test samples (logic gates);
    otherwise test accuracy for classes and R² for numbers.
    """
    if meta.test_samples < _FEWEST_TEST_SAMPLES:
        return METRICS["relative_loss_train"]
    if root in _SEEN_IN_TEST_LOSS or (root == "output-loss-mismatch" and meta.takes_logits):
        return METRICS["relative_loss_test"]
    return METRICS["accuracy_test" if meta.task == "classes" else "r2_test"]


def sampling_error(metric: Metric, meta: Meta, values: Array) -> float:
    """The standard error of a mean accuracy from the test samples being these and no others: sqrt(p(1 - p)/N).

    It cancels where two networks are tested on the same samples, and does not where a remedy brings others. For losses
    it is not known (0), because single samples' losses are not recorded.
    """
    if metric.channel != "accuracy_test":
        return 0.0
    p = float(values.mean())
    return math.sqrt(p * (1 - p) / max(meta.test_samples, 1))


def last_finite(series: Any) -> Array:
    """The last finite value of each row, NaN if there is none: (P, S) -> (P,)."""
    values = np.asarray(series, dtype=np.float64)
    finite = np.isfinite(values)
    last = values.shape[1] - 1 - np.argmax(finite[:, ::-1], axis=1)
    return np.where(finite.any(axis=1), values[np.arange(len(values)), last], np.nan)


def beats_chance(metric: Metric, values: Array, chance: float) -> bool:
    """Whether the mean of `values` is better than what a constant reaches, by what is worth having."""
    return bool(metric.sign * (float(values.mean()) - chance) >= metric.worth)


def repaired_from(metric: Metric, baseline: Array, tried: Array, chance: float) -> float | None:
    """The value from which a run counts as repaired: baseline (P,), tried (R, P), random remedies among them.

    A repaired run has closed at least four fifths of the gap between the baseline's median and the best median that
    anything reached in this trial, and beats chance by what is worth having. There is nothing to repair (`None`) if
    that gap is not worth having.
    """
    sign = metric.sign
    start = float(np.median(sign * baseline))
    best = float(np.median(sign * tried, axis=1).max(initial=start))
    if best - start < metric.worth:
        return None
    return sign * max(start + _SHARE_OF_GAP * (best - start), sign * chance + metric.worth)


def repaired(metric: Metric, values: Array, threshold: float | None) -> NDArray[np.bool_]:
    """Which runs count as repaired: boolean, the shape of `values`."""
    if threshold is None:
        return np.zeros(values.shape, dtype=bool)
    return metric.sign * values >= metric.sign * threshold
