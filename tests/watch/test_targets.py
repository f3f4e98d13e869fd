"""What targets tell: of the order of samples, of their neighbors, of what a loss was given; by numbers of our own."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
F = torch.nn.functional


def watched(model: Any, loss_of: Any, batches: list[Any]) -> Any:
    """The watch of a model that is trained with rate 0 on batches (x, y)."""
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for x, y in batches:
            optimizer.zero_grad()
            loss_of(model(x), y).backward()
            optimizer.step()
    return watch


def test_neighbors_of_samples_with_several_targets() -> None:
    generator = torch.Generator().manual_seed(0)
    x = torch.rand(200, 2, generator=generator)
    y = torch.stack([(3 * x[:, 0]).sin(), (3 * x[:, 1]).cos()], 1)
    watch = watched(torch.nn.Linear(2, 2), F.mse_loss, [(x[:100], y[:100]), (x[100:], y[100:])])
    scaled, targets = ((x - x.mean(0)) / x.std(0)).double().numpy(), y.double().numpy()
    distance = np.linalg.norm(scaled[:, None] - scaled[None], axis=2)
    np.fill_diagonal(distance, np.inf)
    wrong = ((targets - targets[distance.argmin(1)]) ** 2).sum(1).mean()
    truth = 1 - wrong / (2 * targets.var(0).sum())
    assert watch.trace.meta.data.neighbor_agreement == pytest.approx(truth, rel=1e-4)


def test_a_bottleneck_is_not_held_against_neighbors() -> None:
    x = torch.randn(100, 8)
    narrow = torch.nn.Sequential(torch.nn.Linear(8, 2), torch.nn.Linear(2, 8))
    assert math.isnan(watched(narrow, F.mse_loss, [(x, x)]).trace.meta.data.neighbor_agreement)


@pytest.mark.parametrize("columns", [3, 20])
def test_what_columns_tell(columns: int) -> None:
    generator = torch.Generator().manual_seed(columns)
    x = torch.randn(600, columns, generator=generator)
    model = torch.nn.Linear(columns, 2)

    def told(y: Any) -> float:
        return watched(model, F.cross_entropy, [(x, y)]).trace.meta.data.target_told

    # The product of two signs tells all of it: a correlation of 1 is √600 standard errors.
    asked = 2 * (2 * columns + columns * (columns - 1) // 2)
    above = x > x.quantile(0.5, 0)
    product = told((above[:, 0] == above[:, 1]).long())
    assert product == pytest.approx(math.sqrt(600) - math.sqrt(2 * math.log(asked)), abs=0.3)
    assert told((x[:, :2].norm(dim=1) > 1.2).long()) > 5
    assert told(torch.randint(0, 2, (600,), generator=generator)) < 2


def test_the_pixels_of_a_mask_are_in_no_order() -> None:
    x = torch.randn(8, 1, 12, 12)
    mask = torch.zeros(8, 1, 12, 12)
    mask[:, :, 3:9, 3:9] = 1
    watch = watched(torch.nn.Conv2d(1, 1, 3, padding=1), F.binary_cross_entropy_with_logits, [(x, mask)] * 3)
    assert watch.trace.meta.program is not None
    assert watch.trace.meta.program.order.pairs == 0


@pytest.mark.parametrize(("order", "between"), [("alike", 0.0), ("sorted", 1.0)])
def test_how_far_batches_differ_in_their_classes(order: str, between: float) -> None:
    rows = [[0] * 8 + [1] * 8] * 4 if order == "alike" else [[0] * 16] * 2 + [[1] * 16] * 2
    batches = [(torch.randn(16, 3), torch.tensor(row)) for row in rows]
    program = watched(torch.nn.Linear(3, 2), F.cross_entropy, batches).trace.meta.program
    assert program is not None
    assert program.order.between == pytest.approx(between)
    assert program.order.alike > 0.9


@pytest.mark.parametrize("positional", [True, False])
def test_a_class_that_is_left_out_is_not_out_of_range(positional: bool) -> None:
    y = torch.tensor([0, 1, -1, 2, -1, 0])

    def loss(output: Any, target: Any) -> Any:
        if positional:
            return F.cross_entropy(output, target, None, None, -1)
        return torch.nn.CrossEntropyLoss(ignore_index=-1)(output, target)

    watch = watched(torch.nn.Linear(3, 3), loss, [(torch.randn(6, 3), y)])
    assert watch.trace.meta.program is not None
    assert watch.trace.meta.program.losses[0].out_of_range == 0


@pytest.mark.parametrize("masked", [True, False])
def test_targets_that_are_not_finite(masked: bool) -> None:
    y = torch.randn(10, 1)
    y[2] = y[5] = math.nan

    def loss(output: Any, target: Any) -> Any:
        return (
            F.mse_loss(output[target.isfinite()], target[target.isfinite()]) if masked else F.mse_loss(output, target)
        )

    watch = watched(torch.nn.Linear(3, 1), loss, [(torch.randn(10, 3), y)] * 2)
    assert watch.trace.meta.data.non_finite == (0 if masked else 4)


def test_a_loss_made_of_parts_is_seen_to_broadcast() -> None:
    def robust(output: Any, target: Any) -> Any:
        error = output - target
        return torch.where(error.abs() < 1, 0.5 * error**2, error.abs() - 0.5).mean()

    model, x = torch.nn.Linear(3, 1), torch.randn(10, 3)
    for y, holds in ((torch.randn(10), True), (torch.randn(10, 1), False)):
        program = watched(model, robust, [(x, y)]).trace.meta.program
        assert program is not None
        assert program.loss is not None
        assert program.loss.broadcast is holds


def test_several_labels_are_no_shares_of_classes() -> None:
    y = torch.tensor([[1.0, 1.0, 0.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0]])
    for target, off in ((y, 1.0), (torch.full((4, 3), 1 / 3), 0.0)):
        watch = watched(torch.nn.Linear(2, 3), F.cross_entropy, [(torch.randn(4, 2), target)] * 3)
        assert watch.trace.meta.program is not None
        assert watch.trace.meta.program.losses[0].target_off == pytest.approx(off, abs=1e-6)
        found = {finding.code for finding in watch.diagnosis().findings}
        assert ("output-loss-mismatch" in found) is bool(off)


@pytest.mark.parametrize(("activation", "straight"), [("Identity", True), ("ReLU", False), ("Tanh", False)])
def test_a_model_is_asked_whether_it_is_linear(activation: str, straight: bool) -> None:
    torch.manual_seed(0)
    middle = getattr(torch.nn, activation)()
    model = torch.nn.Sequential(torch.nn.Linear(3, 16), torch.nn.BatchNorm1d(16), middle, torch.nn.Linear(16, 2))
    watch = watched(model, F.cross_entropy, [(torch.randn(12, 3), torch.randint(0, 2, (12,)))])
    assert watch.trace.meta.program is not None
    assert (watch.trace.meta.program.mixing.bent < 1e-5) is straight


class Lengths(torch.nn.Module):
    """Reads sequences to their ends; `mixed` takes time for samples."""

    def __init__(self, mixed: bool) -> None:
        super().__init__()
        self.mixed, self.layer, self.out = mixed, torch.nn.GRU(3, 8), torch.nn.Linear(8, 2)

    def forward(self, x: Any, lengths: Any, _mode: str = "last") -> Any:
        turned = x.reshape(x.shape[1], x.shape[0], 3) if self.mixed else x.transpose(0, 1)
        return self.out(self.layer(turned)[0][lengths - 1, torch.arange(len(x))])


@pytest.mark.parametrize("mixed", [True, False])
def test_a_model_of_several_inputs_is_asked_whether_it_mixes(mixed: bool) -> None:
    torch.manual_seed(0)
    model, lengths = Lengths(mixed), torch.randint(2, 6, (12,))
    y = torch.randint(0, 2, (12,))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            F.cross_entropy(model(torch.randn(12, 5, 3), lengths, "last"), y).backward()
            optimizer.step()
    assert watch.trace.meta.program is not None
    assert watch.trace.meta.program.mixing.samples == 4
    assert (watch.trace.meta.program.mixing.change > 1e-3) is mixed
