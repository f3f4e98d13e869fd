"""In which order batches of one sample come, by numbers of our own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import whygrad as wg
from whygrad.diagnose.messages import message

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


def batches_of(parts: list[Any], rows: int) -> Any:
    """The trace of a network that is trained on some samples an update, part by part, with rate 0."""
    torch.manual_seed(0)
    labels = torch.tensor(np.concatenate(parts))
    model, x = torch.nn.Linear(3, int(labels.max()) + 1), torch.randn(len(labels), 3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for at in range(0, len(labels), rows):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x[at : at + rows]), labels[at : at + rows]).backward()
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


def test_classes_that_change_in_the_middle_of_the_training() -> None:
    """By pairs of samples, counted one by one; batches of samples that are shuffled within each half."""
    random = np.random.default_rng(0)
    halves = [random.permutation(np.repeat(classes, 40)) for classes in ([0, 2, 4], [1, 3, 4])]
    trace = batches_of(halves, 8)
    across = np.mean(halves[0][:, None] == halves[1])
    within = [(np.sum(one[:, None] == one) - len(one)) / (len(one) * (len(one) - 1)) for one in halves]
    assert trace.meta.program.order.change == pytest.approx(1 - 2 * across / sum(within))
    [found] = [one for one in wg.diagnose(trace).findings if one.code == "not-shuffled"]
    assert "other classes than the first" in message(found, trace.meta)


@pytest.mark.parametrize("classes", [5, 60])
def test_classes_that_stay_are_those_of_both_halves(classes: int) -> None:
    labels = np.random.default_rng(1).integers(classes, size=480)
    trace = batches_of([labels], 8)
    assert abs(trace.meta.program.order.change) < 0.25
    assert "not-shuffled" not in {one.code for one in wg.diagnose(trace).findings}


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (np.repeat([0, 1, 2], 200), True),  # 60 of one class after the other for each update
        (np.tile(np.repeat([0, 1, 2], 20), 10), False),  # 20 of each class for each update
        (np.random.default_rng(0).permutation(np.repeat([0, 1, 2], 200)), False),
    ],
)
def test_batches_whose_gradients_are_added_up_are_parts_of_one(labels: Any, found: bool) -> None:
    torch.manual_seed(0)
    model, x, y = torch.nn.Linear(3, 3), torch.randn(len(labels), 3), torch.tensor(labels)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with wg.watch(model, optimizer, every=1) as watch:
        for at in range(0, len(labels), 20):
            torch.nn.functional.cross_entropy(model(x[at : at + 20]), y[at : at + 20]).backward()
            if at // 20 % 3 == 2:
                optimizer.step()
                optimizer.zero_grad()
    assert watch.trace.meta.program.order.pairs == 19 * len(labels) // 20
    assert any(one.code == "not-shuffled" for one in wg.diagnose(watch.trace).findings) == found


def loaded(shuffled: bool) -> Any:
    """The trace of a network that gets a loader's first batch again and again."""
    torch.manual_seed(0)
    model, labels = torch.nn.Linear(3, 3), torch.tensor(LABELS)
    samples = torch.utils.data.TensorDataset(torch.randn(len(labels), 3), labels)
    loader = torch.utils.data.DataLoader(samples, batch_size=20, shuffle=shuffled)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(30):
            x, y = next(iter(loader))
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x), y).backward()
            optimizer.step()
    return watch.trace


@pytest.mark.parametrize("shuffled", [False, True])
def test_the_first_batch_again_is_one_of_several(shuffled: bool) -> None:
    order = loaded(shuffled).meta.program.order
    assert (order.batches, order.epoch_batches) == (30, 9)
    assert order.repeats == (0 if shuffled else 29)


def test_the_loader_of_an_evaluation_hands_out_other_batches() -> None:
    torch.manual_seed(0)
    model, labels = torch.nn.Linear(3, 3), torch.tensor(LABELS)
    x = torch.randn(len(labels), 3)
    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, labels), batch_size=20)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(5):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x), labels).backward()
            optimizer.step()
            with torch.no_grad():
                for batch, label in loader:
                    torch.nn.functional.cross_entropy(model(batch), label)
    program: Any = watch.trace.meta.program
    assert program.order.epoch_batches == 0
