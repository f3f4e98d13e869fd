"""Scores of classifiers against scikit-learn's and closed forms."""

from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support, top_k_accuracy_score

from whygrad.zoo.evaluation import evaluate

K = 7
LABELS = tuple("abcdefg")


def _case(seed: int = 0, n: int = 500) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    y = random.integers(0, K, n)
    logits = random.normal(size=(n, K)) + 1.5 * np.eye(K)[y]
    p = np.exp(logits)
    return p / p.sum(axis=1, keepdims=True), y


def test_scores_are_scikit_learns() -> None:
    p, y = _case()
    found = evaluate(p, y, LABELS)
    np.testing.assert_array_equal(found.confusion, confusion_matrix(y, p.argmax(axis=1), labels=range(K)))
    expected = precision_recall_fscore_support(y, p.argmax(axis=1), labels=range(K))
    for ours, theirs in zip((found.precision, found.recall, found.f1), expected, strict=False):
        np.testing.assert_allclose(ours, theirs)
    for k in (1, 2, 5):
        assert found.top(k).value == pytest.approx(top_k_accuracy_score(y, p, k=k, labels=range(K)))


def test_calibration_of_known_answers() -> None:
    """Answers of 0.9 that are right 7 times of 10, and of 0.6 that are right 6 times of 10."""
    p = np.array([[0.9, 0.1]] * 10 + [[0.4, 0.6]] * 10)
    y = np.array([0] * 7 + [1] * 3 + [1] * 6 + [0] * 4)
    found = evaluate(p, y, ("no", "yes"))
    assert found.calibration_error == pytest.approx(0.5 * 0.2 + 0.5 * 0.0)
    known = found.count > 0
    np.testing.assert_allclose(found.confidence[known], [0.6, 0.9])
    np.testing.assert_allclose(found.right[known], [0.6, 0.7])


def test_mistakes_are_the_wrong_ones_the_surest_first() -> None:
    p, y = _case(3)
    found = evaluate(p, y, LABELS)
    sure = p.max(axis=1)[found.mistakes]
    assert (np.diff(sure) <= 0).all()
    assert sorted(found.mistakes) == np.flatnonzero(p.argmax(axis=1) != y).tolist()


def test_equal_probabilities_are_no_luck() -> None:
    found = evaluate(np.full((K, K), 1 / K), np.arange(K), LABELS)
    assert found.top(1).value == pytest.approx(1 / K)
    assert found.top(5).value == pytest.approx(5 / K)


def test_a_class_without_samples_is_said_as_such() -> None:
    found = evaluate(np.array([[0.8, 0.2, 0.0]]), np.array([0]), ("a", "b", "c"))
    assert np.isnan(found.recall[2])
    assert json.dumps(found.as_json())
