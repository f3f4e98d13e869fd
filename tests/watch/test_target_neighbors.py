"""What neighbors, columns and pictures tell of the targets, and in which order samples come; by numbers of our own."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from tests.watch.batches import watched

import whygrad as wg

torch = pytest.importorskip("torch")
F = torch.nn.functional


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


def test_neighbors_of_gradients_that_are_added_up() -> None:
    x = torch.rand(160, 2)
    model = torch.nn.Linear(2, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for first in range(0, 160, 40):
            optimizer.zero_grad()
            for rows in (slice(first, first + 20), slice(first + 20, first + 40)):
                F.mse_loss(model(x[rows]), x[rows].sum(1, keepdim=True)).backward()
            optimizer.step()
    data = watch.trace.meta.data
    assert data.neighbor_samples == 80  # of each update the last batch with its own targets
    assert data.neighbor_agreement > 0.9


def test_a_bottleneck_is_not_held_against_neighbors() -> None:
    x = torch.randn(100, 8)
    narrow = torch.nn.Sequential(torch.nn.Linear(8, 2), torch.nn.Linear(2, 8))
    data = watched(narrow, F.mse_loss, [(x, x)]).trace.meta.data
    assert math.isnan(data.neighbor_agreement)
    assert data.target_told > 5  # what it is given tells of what it is to give all the same


@pytest.mark.parametrize("kept", [True, False])
def test_what_pictures_tell_of_pictures(kept: bool) -> None:
    x = torch.randn(150, 1, 5, 5)
    y = x if kept else x[torch.randperm(150)]
    data = watched(torch.nn.Conv2d(1, 1, 3, padding=1), F.mse_loss, [(x, y)]).trace.meta.data
    assert (data.target_told > 5) is kept
    assert (data.target_told < 2) is not kept


@pytest.mark.parametrize("kept", [True, False])
def test_what_symbols_tell(kept: bool) -> None:
    """Of sentences of several lengths: a symbol that gives the class away, anywhere in them, and none that does."""
    generator = torch.Generator().manual_seed(0)
    model = torch.nn.Sequential(torch.nn.EmbeddingBag(12, 4), torch.nn.Linear(4, 2))
    batches: list[Any] = []
    for length in (5, 7, 9):
        x, y = torch.randint(0, 10, (100, length), generator=generator), torch.arange(100) % 2
        x[:, 3] = 10 + y
        batches.append((x, y if kept else y[torch.randperm(100, generator=generator)]))
    data = watched(model, F.cross_entropy, batches).trace.meta.data
    assert (data.target_told > 10) is kept
    assert (data.target_told < 2) is not kept
    assert (data.neighbor_agreement > 0.7) is kept


def test_neighbors_of_samples_with_several_labels() -> None:
    x = torch.randn(200, 4)
    model, loss = torch.nn.Linear(4, 4), F.binary_cross_entropy_with_logits
    data = watched(model, loss, [(x, (x > 0).float())]).trace.meta.data
    shuffled = watched(model, loss, [(x, (x > 0).float()[torch.randperm(200)])]).trace.meta.data
    assert data.target_told > 5 > 2 > shuffled.target_told
    assert data.neighbor_agreement > 0.2 > 0.1 > shuffled.neighbor_agreement


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


@pytest.mark.parametrize(("sequences", "pairs"), [(1, 0), (20, 38)])
def test_the_steps_of_one_sequence_are_no_neighbors(sequences: int, pairs: int) -> None:
    """Of as many sequences as targets they are samples; the steps of a single one follow each other."""

    class Steps(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer, self.out = torch.nn.GRU(1, 8), torch.nn.Linear(8, 1)

        def forward(self, x: Any) -> Any:
            return self.out(self.layer(x.transpose(0, 1))[0].reshape(-1, 8))

    x = torch.randn(sequences, 20 // sequences, 1)
    watch = watched(Steps(), F.mse_loss, [(x, torch.randn(20, 1))] * 2)
    assert watch.trace.meta.program is not None
    assert watch.trace.meta.program.order.pairs == pairs
