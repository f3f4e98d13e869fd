"""In which order batches of one sample come, by numbers of our own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import whygrad as wg

torch = pytest.importorskip("torch")

LABELS = np.repeat([0, 1, 2], 60)


def watched(labels: Any, every: int) -> Any:
    """The trace of a network that is trained on one sample an update, with rate 0."""
    torch.manual_seed(0)
    model, x = torch.nn.Linear(3, 3), torch.randn(len(labels), 3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=every) as watch:
        for sample, label in zip(x, torch.tensor(labels), strict=True):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(sample[None]), label[None]).backward()
            optimizer.step()
    return watch.trace


@pytest.mark.parametrize("labels", [LABELS, np.random.default_rng(0).permutation(LABELS)])
def test_batches_of_one_sample_are_neighbors_of_the_batch_observed_before(labels: Any) -> None:
    order, seen = watched(labels, 3).meta.program.order, labels[::3]
    assert order.pairs == len(seen) - 1
    assert order.alike == pytest.approx(np.mean(seen[1:] == seen[:-1]))
    assert order.alike_chance == pytest.approx(1 / 3, abs=0.01)


def test_few_samples_of_one_class_in_a_row_are_no_order() -> None:
    assert watched(LABELS, 1).meta.program.order.pairs == 0


@pytest.mark.parametrize(("seed", "found"), [(None, True), (0, False)])
def test_sorted_samples_are_found_one_by_one(seed: int | None, found: bool) -> None:
    labels = LABELS if seed is None else np.random.default_rng(seed).permutation(LABELS)
    diagnosis = wg.diagnose(watched(labels, 3))
    assert ("not-shuffled" in {one.code for one in diagnosis.findings}) is found
