"""Losses of several parts: what a training minimizes is what backward begins at."""

from __future__ import annotations

import gc
import warnings
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import log_softmax, logsumexp, softmax

import whygrad as wg

torch = pytest.importorskip("torch")
F = torch.nn.functional
pytestmark = pytest.mark.torch

N, CLASSES, BATCH = 128, 4, 32
X = torch.randn(N, 3, generator=torch.Generator().manual_seed(1))
LABEL = (X[:, 0].abs() * 2).long().clamp(max=CLASSES - 1)
OTHER = LABEL.flip(0)
TEACHER = 2 * X @ torch.randn(3, CLASSES, generator=torch.Generator().manual_seed(2))


def watched_steps(loss: Any) -> tuple[wg.Trace, list[float], list[Any]]:
    """The trace of a network that does not move; what backward began at, and the network's answers, batch by batch."""
    torch.manual_seed(0)
    model = torch.nn.Linear(3, CLASSES)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    roots, answers = [], []
    with wg.watch(model, optimizer, every=1) as watch:
        for rows in torch.arange(N).split(BATCH) * 4:
            optimizer.zero_grad()
            z = model(X[rows])
            root = loss(z, rows)
            root.backward()
            optimizer.step()
            roots.append(root.item())
            answers.append(z.detach())
    return watch.trace, roots, answers


def right(z: Any, labels: Any) -> float:
    """Accuracy."""
    return float((z.argmax(1) == labels).float().mean())


def test_losses_of_one_kind_count_as_much_as_backward_counts_them() -> None:
    """Two labels of each sample, one of which counts for nine tenths (mixup; Zhang et al. 2018)."""
    trace, roots, answers = watched_steps(
        lambda z, rows: 0.9 * F.cross_entropy(z, LABEL[rows]) + F.cross_entropy(z, OTHER[rows]) / 10
    )
    np.testing.assert_allclose(trace["loss_train"][0], roots, rtol=1e-5)
    rows = torch.arange(N).split(BATCH) * 4
    expected = [0.9 * right(z, LABEL[r]) + 0.1 * right(z, OTHER[r]) for z, r in zip(answers, rows, strict=True)]
    np.testing.assert_allclose(trace["accuracy_train"][0], expected, rtol=1e-5)


def test_a_loss_that_is_made_larger_is_not_what_is_learned() -> None:
    trace, roots, answers = watched_steps(
        lambda z, rows: F.cross_entropy(z, LABEL[rows]) - 0.1 * F.cross_entropy(z, OTHER[rows])
    )
    rows = torch.arange(N).split(BATCH) * 4
    expected = [float(F.cross_entropy(z, LABEL[r])) for z, r in zip(answers, rows, strict=True)]
    np.testing.assert_allclose(trace["loss_train"][0], expected, rtol=1e-5)
    np.testing.assert_allclose(trace["loss_whole"][0], roots, rtol=1e-5)


@pytest.mark.parametrize("cut", [True, False])
def test_a_part_without_a_graph_is_found_however_well_the_other_is_learned(cut: bool) -> None:
    """A place is read off a heat map: its largest value has no derivative, the mean under its softmax has one."""
    torch.manual_seed(0)
    body, where, count = torch.nn.Linear(3, 16), torch.nn.Linear(16, 8), torch.nn.Linear(16, CLASSES)
    optimizer = torch.optim.Adam([*body.parameters(), *where.parameters(), *count.parameters()], lr=0.02)
    places, answers = torch.linspace(-1, 1, 8), []
    with wg.watch(torch.nn.ModuleList([body, where, count]), optimizer, every=2) as watch:
        for _ in range(30):
            for rows in torch.arange(N).split(BATCH):
                features = torch.tanh(body(X[rows]))
                heat = where(features)
                place = places[heat.argmax(1)] if cut else heat.softmax(1) @ places
                optimizer.zero_grad()
                number = F.cross_entropy(count(features), LABEL[rows])
                (10 * F.mse_loss(place, X[rows, 1]) + number).backward()
                optimizer.step()
                answers.append(number.item())
    found = {one.code: one for one in watch.diagnosis().findings}
    assert ("no-gradient" in found) is cut
    if cut:
        losses = watch.trace["loss_train"][0]
        np.testing.assert_allclose(losses[np.isfinite(losses)][:10], answers[:20:2], rtol=1e-5)
        line = Path(__file__).read_text().splitlines()[int(found["no-gradient"].where.source.rpartition(":")[2]) - 1]
        assert "argmax" in line


def test_sums_count_by_how_many_targets_they_add_up() -> None:
    def loss(z: Any, rows: Any) -> Any:
        return F.mse_loss(z[:8], TEACHER[rows[:8]], reduction="sum") + F.mse_loss(
            z[8:], TEACHER[rows[8:]], reduction="sum"
        )

    trace, roots, _ = watched_steps(loss)
    np.testing.assert_allclose(trace["loss_train"][0], np.array(roots) / (BATCH * CLASSES), rtol=1e-5)


def distilled(z: Any, rows: Any) -> Any:
    """A student learns from a teacher's probabilities and from labels (Hinton et al. 2015)."""
    soft = F.kl_div(F.log_softmax(z, 1), F.softmax(TEACHER[rows], 1), reduction="batchmean")
    return 0.7 * soft + 0.3 * F.cross_entropy(z, LABEL[rows])


def test_loss_of_different_parts_is_judged_as_a_whole() -> None:
    trace, roots, _ = watched_steps(distilled)
    np.testing.assert_allclose(trace["loss_train"][0], roots, rtol=1e-5)
    logs = log_softmax(TEACHER.double().numpy(), 1)
    labels = LABEL.numpy()

    def constant(z: Any) -> float:
        own = log_softmax(z)
        soft = (softmax(TEACHER.double().numpy(), 1) * (logs - own)).sum(1).mean()
        return float(0.7 * soft - 0.3 * own[labels].mean())

    best = minimize(constant, np.zeros(CLASSES), method="Nelder-Mead", options={"maxiter": 4000}).fun
    assert trace.meta.chance_loss == pytest.approx(best, rel=1e-3)
    # Of one sample -Σ m log q is lowest at q = m, for m = 0.7 p + 0.3 of its label.
    mixed = 0.7 * np.exp(logs - logsumexp(logs, 1, keepdims=True)) + 0.3 * np.eye(CLASSES)[labels]
    entropy = -(mixed * np.log(mixed)).sum(1) + 0.7 * (np.exp(logs) * logs).sum(1)
    assert trace.meta.loss_floor == pytest.approx(entropy.mean(), rel=1e-2)


def test_evaluations_of_one_part_are_not_compared_with_the_whole() -> None:
    torch.manual_seed(0)
    model = torch.nn.Linear(3, CLASSES)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(4):
            for rows in torch.arange(N).split(BATCH):
                optimizer.zero_grad()
                distilled(model(X[rows]), rows).backward()
                optimizer.step()
            with torch.no_grad():
                F.kl_div(F.log_softmax(model(X + 1), 1), F.softmax(TEACHER, 1), reduction="batchmean")
    assert "loss_test" not in watch.trace.channels


def test_loss_can_still_be_saved(tmp_path: Path) -> None:
    """A hook on the tensor would be warned of."""
    model = torch.nn.Linear(3, CLASSES)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    with wg.watch(model, optimizer, every=1), warnings.catch_warnings():
        warnings.simplefilter("error")
        loss = F.cross_entropy(model(X), LABEL)
        loss.backward()
        optimizer.step()
        torch.save({"loss": loss}, tmp_path / "checkpoint.pt")


def test_graph_of_gradients_of_gradients_is_let_go() -> None:
    model = torch.nn.Linear(3, CLASSES)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    with wg.watch(model, optimizer, every=1):
        for _ in range(2):
            optimizer.zero_grad()
            given = X.clone().requires_grad_()
            loss = F.cross_entropy(model(given), LABEL)
            by_given = torch.autograd.grad(loss**2, given, create_graph=True)[0]
            (loss + by_given.square().sum()).backward()
            optimizer.step()
            kept = weakref.ref(given)
            del given, loss, by_given
    gc.collect()
    assert kept() is None


@pytest.mark.parametrize("other", ["head", "code", "none"])
def test_heads_are_layers_whose_output_only_a_loss_gets(other: str) -> None:
    """A code that a loss gets beside the layer above it is none."""
    body, one, two = torch.nn.Linear(3, 8), torch.nn.Linear(8, CLASSES), torch.nn.Linear(8, 1)
    model = torch.nn.ModuleDict({"body": body, "one": one, "two": two})
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with wg.watch(model, optimizer, every=1) as watch:
        for rows in torch.arange(N).split(BATCH):
            optimizer.zero_grad()
            code = body(X[rows]).relu()
            loss = F.cross_entropy(one(code), LABEL[rows])
            if other == "head":
                loss = loss + F.mse_loss(two(code)[:, 0], X[rows, 1])
            elif other == "code":
                loss = loss + F.mse_loss(code, torch.zeros_like(code))
            loss.backward()
            optimizer.step()
    heads = {layer.name: layer.head for layer in watch.trace.meta.layers}
    assert heads == {"body": False, "one": True} | ({"two": True} if other == "head" else {})
