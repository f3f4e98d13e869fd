"""How good a classifier is: what it gets right, what it mixes up, how sure it is and whether it may be.

Everything is computed from probabilities (N, K) and classes (N,), whatever they come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from whygrad.data import said
from whygrad.zoo.classify import Share

BINS = 15  # of the confidence, as in Guo et al. 2017


@dataclass(frozen=True, eq=False)
class Evaluation:
    """A classifier on N samples of K classes.

    - `confusion` (K, K): how many samples of class i were taken for class j
    - `precision`, `recall`, `f1` (K,): of those taken for a class, the share that is; of those that are, the share
      found; their harmonic mean. NaN without samples
    - `confidence`, `right`, `count` (BINS,): mean probability of the answer, share of right answers and samples in each
      bin of that probability; NaN in empty ones
    - `calibration_error`: Σ count/N·|right − confidence| (Guo et al. 2017)
    - `mistakes` (M,): the wrongly classified samples, most confident first
    """

    labels: tuple[str, ...]
    probabilities: NDArray[np.float64]
    y: NDArray[np.int64]
    confusion: NDArray[np.int64]
    precision: NDArray[np.float64]
    recall: NDArray[np.float64]
    f1: NDArray[np.float64]
    confidence: NDArray[np.float64]
    right: NDArray[np.float64]
    count: NDArray[np.int64]
    calibration_error: float
    mistakes: NDArray[np.int64]

    @property
    def names(self) -> tuple[str, ...]:
        """The labels in the language in use, for people to read."""
        return said(self.labels)

    @property
    def answers(self) -> NDArray[np.int64]:
        """The most probable class of each sample (N,)."""
        return self.probabilities.argmax(axis=1)

    def top(self, k: int) -> Share:
        """Share of samples whose class is among the k most probable; of equal ones the first counts."""
        own = np.take_along_axis(self.probabilities, self.y[:, None], axis=1)
        before = (self.probabilities > own).sum(axis=1)
        equal = (self.probabilities == own) & (np.arange(self.probabilities.shape[1]) < self.y[:, None])
        return Share(int((before + equal.sum(axis=1) < k).sum()), len(self.y))

    def as_json(self) -> dict[str, Any]:
        """The schema whygrad.evaluation/1."""
        shares = {f"top{k}": self.top(k) for k in ((1, 5) if len(self.labels) > 5 else (1,))}
        return {
            "schema": "whygrad.evaluation/1",
            "samples": len(self.y),
            "labels": list(self.labels),
            **{name: {"value": one.value, "interval": list(one.interval)} for name, one in shares.items()},
            "calibration_error": self.calibration_error,
            "calibration": [
                {"confidence": float(sure), "right": float(right), "count": int(count)}
                for sure, right, count in zip(self.confidence, self.right, self.count, strict=True)
                if count
            ],
            "classes": [
                {"label": label, "precision": float(p), "recall": float(r), "f1": float(f), "count": int(n)}
                for label, p, r, f, n in zip(
                    self.labels, self.precision, self.recall, self.f1, self.confusion.sum(axis=1), strict=True
                )
            ],
            "confusion": self.confusion.tolist(),
        }


def evaluate(probabilities: NDArray[np.floating], y: NDArray[np.integer], labels: tuple[str, ...]) -> Evaluation:
    """Judge the answers of a classifier: probabilities (N, K), true classes (N,), the classes' names."""
    p, classes = probabilities.astype(np.float64), y.astype(np.int64)
    k = len(labels)
    answers, sure = p.argmax(axis=1), p.max(axis=1)
    confusion = np.bincount(classes * k + answers, minlength=k * k).reshape(k, k)
    hits = confusion.diagonal().astype(np.float64)
    correct = answers == classes
    place = np.minimum((sure * BINS).astype(np.int64), BINS - 1)
    count = np.bincount(place, minlength=BINS)
    with np.errstate(invalid="ignore", divide="ignore"):
        precision, recall = hits / confusion.sum(axis=0), hits / confusion.sum(axis=1)
        f1 = 2 * hits / (confusion.sum(axis=0) + confusion.sum(axis=1))
        confidence = np.bincount(place, weights=sure, minlength=BINS) / count
        right = np.bincount(place, weights=correct.astype(np.float64), minlength=BINS) / count
    wrong = np.flatnonzero(~correct)
    return Evaluation(
        labels=labels,
        probabilities=p,
        y=classes,
        confusion=confusion,
        precision=precision,
        recall=recall,
        f1=f1,
        confidence=confidence,
        right=right,
        count=count,
        calibration_error=float(np.nansum(count / max(len(classes), 1) * np.abs(right - confidence))),
        mistakes=wrong[np.argsort(-sure[wrong], kind="stable")],
    )
