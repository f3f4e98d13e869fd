"""Evaluations whose classes are not as common as those of the training."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from scipy.stats import entropy

import whygrad as wg
from whygrad.diagnose import diagnose
from whygrad.diagnose.messages import message

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch
F = torch.nn.functional

COUNTS, NEW = (90, 30, 8), (40, 40, 40)
CENTERS = torch.tensor([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0]])


def samples(counts: tuple[int, ...], seed: int) -> tuple[Any, Any]:
    """Points around each class's own place, which lie between each other."""
    label = torch.repeat_interleave(torch.arange(3), torch.tensor(counts))
    noise = torch.randn(len(label), 2, generator=torch.Generator().manual_seed(seed))
    return CENTERS[label] + 0.7 * noise, label


@pytest.mark.parametrize("by", ["loss", "answers alone"])
def test_classes_of_evaluations_have_a_chance_of_their_own(by: str) -> None:
    torch.manual_seed(0)
    (x, y), (new, target) = samples(COUNTS, 1), samples(NEW, 2)
    model = torch.nn.Sequential(torch.nn.Linear(2, 16), torch.nn.ReLU(), torch.nn.Linear(16, 3))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(30):
            for rows in torch.randperm(len(x)).split(32):
                optimizer.zero_grad()
                F.cross_entropy(model(x[rows]), y[rows]).backward()
                optimizer.step()
            with torch.no_grad():
                if by == "loss":
                    F.cross_entropy(model(new), target)
                else:
                    model(new).numpy().argmax(1)
    trace, p, q = watch.trace, np.array(COUNTS) / sum(COUNTS), np.array(NEW) / sum(NEW)
    assert trace.meta.chance_loss == pytest.approx(entropy(p), rel=1e-3)
    assert trace.meta.data.test_chance_loss == pytest.approx(entropy(q) + entropy(q, p), rel=1e-3)
    assert trace.meta.data.test_chance_accuracy == pytest.approx(q[0])
    # The test loss ends far above that of the training, by the loss at chance of the latter.
    test = trace["loss_test"][0]
    gap = (test[np.isfinite(test)][-1] - np.nanmean(trace["loss_train"][0, -8:])) / entropy(p)
    assert gap > 0.5
    assert "overfitting" not in [one.code for one in diagnose(trace).findings]


def in_one_row(answers: Any, target: Any) -> Any:
    return answers.argmax(1) == target


def in_one_column(answers: Any, target: Any) -> Any:
    return answers.argmax(1, keepdim=True).eq(target.view(-1, 1))


def named_as_the_first_class(answers: Any, target: Any) -> Any:
    return answers.argmax(1) == 0


@pytest.mark.parametrize(("compare", "known"), [
    (in_one_row, True), (in_one_column, True), (named_as_the_first_class, False),
])  # fmt: skip
def test_answers_are_right_if_they_are_the_targets(compare: Callable[[Any, Any], Any], known: bool) -> None:
    torch.manual_seed(0)
    (x, y), (new, target) = samples(COUNTS, 1), samples((5, 20, 15), 2)
    target = target if known else None  # targets that stand beside the answers would be found
    model = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    right: list[float] = []
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            for rows in torch.randperm(len(x)).split(32):
                optimizer.zero_grad()
                F.cross_entropy(model(x[rows]), y[rows]).backward()
                optimizer.step()
            with torch.no_grad():
                right.append(float(compare(model(new), target).float().mean()))
    trace = watch.trace
    assert trace.has("accuracy_test") is known
    if known:
        seen = trace["accuracy_test"][0]
        np.testing.assert_allclose(seen[np.isfinite(seen)], right, rtol=1e-6)
        np.testing.assert_allclose(trace["test_class_share"], [1 / 8, 1 / 2, 3 / 8])
    assert trace.has("test_class_share") is known


def by_the_loss(answers: Any, target: Any) -> Any:
    return F.cross_entropy(answers, target)


def by_shares(answers: Any, target: Any) -> Any:
    return F.cross_entropy(answers, F.one_hot(target, 3).float())


@pytest.mark.parametrize("flipped", [False, True])
def test_yes_and_no_that_changed_places_are_told(flipped: bool) -> None:
    torch.manual_seed(0)
    x, new = torch.randn(300, 4), torch.randn(200, 4)
    y, target = ((one[:, :1] > 0).float() for one in (x, new))
    target = 1 - target if flipped else target
    model = torch.nn.Sequential(torch.nn.Linear(4, 16), torch.nn.ReLU(), torch.nn.Linear(16, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(12):
            for rows in torch.randperm(len(x)).split(32):
                optimizer.zero_grad()
                F.binary_cross_entropy_with_logits(model(x[rows]), y[rows]).backward()
                optimizer.step()
            with torch.no_grad():
                F.binary_cross_entropy_with_logits(model(new), target)
    found = [one for one in diagnose(watch.trace).findings if one.severity.value != "info"]
    assert [one.code for one in found] == (["overfitting"] if flipped else [])
    if flipped:
        assert "numbered differently" in message(found[0], watch.trace.meta)


@pytest.mark.parametrize("ask", [in_one_row, by_the_loss, by_shares])
@pytest.mark.parametrize("numbers", [(0, 1, 2), (1, 2, 0)])
def test_an_evaluation_that_numbers_the_classes_otherwise_is_told(
    ask: Callable[[Any, Any], Any], numbers: tuple[int, ...]
) -> None:
    torch.manual_seed(0)
    (x, y), (new, target) = samples((60, 60, 60), 1), samples((40, 40, 40), 2)
    target = torch.tensor(numbers)[target]
    model = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(12):
            for rows in torch.randperm(len(x)).split(32):
                optimizer.zero_grad()
                F.cross_entropy(model(x[rows]), y[rows]).backward()
                optimizer.step()
            with torch.no_grad():
                ask(model(new), target)
    answers = model(new).argmax(1)
    best = max(float((torch.tensor(order)[answers] == target).float().mean()) for order in permutations(range(3)))
    trace = watch.trace
    assert trace.meta.data.test_renumbered == pytest.approx(best)
    found = [one for one in diagnose(trace).findings if one.code == "overfitting"]
    assert bool(found) is (numbers != (0, 1, 2))
    if found:
        assert "their classes are numbered differently" in message(found[0], trace.meta)
        values = {one.quantity: one.value for one in found[0].evidence}
        assert values["renumbered_accuracy"] == pytest.approx(best)
        assert found[0].remedies == ("check-labels",)


@pytest.mark.parametrize("mixed_up", [False, True])
def test_labels_that_do_not_belong_to_new_samples_are_told(mixed_up: bool) -> None:
    torch.manual_seed(0)
    (x, y), (new, target) = samples((100, 100, 100), 1), samples((60, 60, 60), 2)
    target = target[torch.randperm(len(target))] if mixed_up else target
    model = torch.nn.Sequential(torch.nn.Linear(2, 16), torch.nn.ReLU(), torch.nn.Linear(16, 3))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(15):
            for rows in torch.randperm(len(x)).split(32):
                optimizer.zero_grad()
                F.cross_entropy(model(x[rows]), y[rows]).backward()
                optimizer.step()
            with torch.no_grad():
                F.cross_entropy(model(new), target)
    found = [one for one in diagnose(watch.trace).findings if one.severity.value != "info"]
    assert [one.code for one in found] == (["overfitting"] if mixed_up else [])
    if mixed_up:
        assert "belong together" in message(found[0], watch.trace.meta)


def test_answers_to_a_rare_class_alone_are_no_overfitting() -> None:
    """A class of one sample in forty is never named; who evaluates it alone finds no right answer."""
    torch.manual_seed(0)
    (x, y), (new, target) = samples((400, 400, 20), 1), samples((0, 0, 60), 2)
    model = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(8):
            for rows in torch.randperm(len(x)).split(32):
                optimizer.zero_grad()
                F.cross_entropy(model(x[rows]), y[rows]).backward()
                optimizer.step()
            with torch.no_grad():
                (model(new).argmax(1) == target).float().mean()
    trace = watch.trace
    np.testing.assert_allclose(trace["test_class_share"], [0, 0, 1])
    found = {one.code: one for one in diagnose(trace).findings if one.severity.value != "info"}
    assert list(found) == ["class-imbalance"]
    assert "answers_lost" in [one.quantity for one in found["class-imbalance"].evidence]


def test_an_evaluation_in_other_units_is_compared_with_its_own_chance() -> None:
    """Prices that are scaled for training, and scored in the currency they came in."""
    torch.manual_seed(0)
    x = torch.randn(600, 4)
    price = 3e5 + 1e5 * (x[:, :1] + 0.5 * x[:, 1:2].square()) + 5e3 * torch.randn(600, 1)
    middle, spread = price.mean(), price.std()
    scaled = (price - middle) / spread
    model = torch.nn.Sequential(torch.nn.Linear(4, 32), torch.nn.ReLU(), torch.nn.Linear(32, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(40):
            for rows in torch.randperm(400).split(40):
                optimizer.zero_grad()
                F.mse_loss(model(x[rows]), scaled[rows]).backward()
                optimizer.step()
        with torch.no_grad():
            F.mse_loss(model(x[400:]) * spread + middle, price[400:])
    trace = watch.trace
    assert trace.meta.data.test_chance_loss == pytest.approx(float(price[400:].var(correction=0)), rel=1e-3)
    assert "overfitting" not in [one.code for one in diagnose(trace).findings]
