"""Which batch a training is asked about: of a list of numbers, of a network that is no module, of a model that was
evaluated first.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.watch.forked import watched

import whygrad as wg

torch = pytest.importorskip("torch")

from whygrad.instrument.settings import Settings  # noqa: E402
from whygrad.watch._neighbors import Neighbors  # noqa: E402

pytestmark = pytest.mark.torch

N = 100
X = torch.linspace(-1, 1, N)


class Line(torch.nn.Module):
    """Takes a list of numbers, as no layer does."""

    def __init__(self) -> None:
        super().__init__()
        self.slope, self.height = torch.nn.Parameter(torch.zeros(1)), torch.nn.Parameter(torch.zeros(1))

    def forward(self, x: Any) -> Any:
        return self.slope * x + self.height


class Remembers(torch.nn.Module):
    """Keeps what its last pass made, with its graph."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = torch.nn.Linear(3, 1)
        self.kept: list[Any] = []

    def forward(self, x: Any) -> Any:
        self.kept = [self.layer(x)]
        return self.kept[0].tanh()


def trained(model: Any, x: Any, y: Any, before: Any = None) -> wg.Trace:
    """Twenty updates by the mean squared error; `before` is asked first, with gradients."""
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    with wg.watch(model, optimizer, every=1) as watch:
        if before is not None:
            model(before)
        for _ in range(20):
            optimizer.zero_grad()
            torch.nn.functional.mse_loss(model(x), y).backward()
            optimizer.step()
    return watch.trace


def test_a_list_with_as_many_answers_holds_samples_of_one_number() -> None:
    meta = trained(Line(), X, X**3).meta
    assert (meta.batch_size, meta.data.neighbor_samples) == (N, N)
    assert meta.data.neighbor_agreement > 0.99
    assert meta.program is not None
    assert (meta.program.mixing.samples, meta.program.mixing.change) == (4, 0)
    assert meta.program.mixing.bent < 1e-5


def test_a_list_that_a_layer_takes_in_is_one_sample() -> None:
    meta = trained(torch.nn.Linear(6, 6), torch.randn(6), torch.randn(6)).meta
    assert (meta.batch_size, meta.data.neighbor_samples) == (1, 0)
    assert meta.program is not None
    assert meta.program.mixing.samples == 0


BY_HAND = """
import torch
torch.manual_seed(0)
x = torch.linspace(-1, 1, 100)
{made}
for _ in range(40):
    ({loss}).backward()
    with torch.no_grad():
        for w in weights:
            w -= 0.1 * w.grad
            w.grad = None
"""
LINE = "weights = [torch.zeros((), requires_grad=True), torch.zeros(1, requires_grad=True)]"
MATRIX = "weights = [torch.zeros(1, 1, requires_grad=True)]"
TABLE = "weights = [torch.randn(10, 4, requires_grad=True), torch.randn(12, 10, requires_grad=True)]\n" \
    "x = torch.randint(0, 10, (100, 3)); y = x[:, 0]"  # fmt: skip


@pytest.mark.parametrize(
    ("made", "loss", "samples"),
    [
        (LINE, "(weights[0] * x + weights[1] - x**3).square().mean()", 100),
        (MATRIX, "(x[:, None] @ weights[0] - x[:, None] ** 3).square().mean()", 100),
        (TABLE, "torch.nn.functional.cross_entropy(weights[0][x].view(-1, 12) @ weights[1], y)", 90),
        # Two halves: which of them belongs to the targets is not known.
        (LINE, "sum((weights[0] * half + weights[1] - half**3).square().mean() for half in x.chunk(2))", 0),
    ],
    ids=["line", "matrix", "table", "halves"],
)
def test_what_a_network_of_plain_tensors_takes_in_is_its_batch(
    made: str, loss: str, samples: int, tmp_path: Path
) -> None:
    script = tmp_path / "train.py"
    script.write_text(BY_HAND.format(made=made, loss=loss), "utf-8")
    meta = watched(script, steps=10_000).traces[0].meta
    assert meta.batch_size == (100 if samples else 50)
    assert meta.data.neighbor_samples == pytest.approx(samples, abs=10 if samples else 0)


def test_a_model_that_keeps_what_it_made_is_asked_whether_samples_mix() -> None:
    program = trained(Remembers(), torch.randn(20, 3), torch.randn(20, 1)).meta.program
    assert program is not None
    assert (program.mixing.samples, program.mixing.change) == (4, 0)


def test_a_model_that_was_evaluated_first_is_asked_with_a_batch_of_training() -> None:
    model = torch.nn.Linear(3, 1)
    program = trained(model, torch.randn(20, 3), torch.randn(20, 1), before=torch.randn(50, 3)).meta.program
    assert program is not None
    assert (program.mixing.samples, program.mixing.rows) == (4, 20)


def test_of_large_pictures_some_pixels_are_compared() -> None:
    x = torch.randn(100, 3, 50, 50, generator=torch.Generator().manual_seed(0))
    y = torch.arange(100) % 2
    neighbors = Neighbors(Settings(columns=100))
    neighbors.see(x + 3 * y[:, None, None, None], y)
    found = neighbors.agreement(classes=True)
    assert (found.samples, found.share) == (100, 1)


CLOSURE = """
import torch
from torch import nn
torch.manual_seed(0)
x = torch.randn(400, 5); y = (x[:, 0] > 0).long()
model = nn.Sequential(nn.Linear(5, 8), nn.ReLU(), nn.Linear(8, 2))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
for step in range(30):
    def closure():
        optimizer.zero_grad()
        rows = torch.arange(step % 10 * 40, step % 10 * 40 + 40)
        loss = nn.functional.cross_entropy(model(x[rows]), y[rows])
        loss.backward()
        return loss
    optimizer.step(closure)
"""


def test_a_model_that_only_closures_run_is_given_batches_from_the_first_update_on(tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text(CLOSURE)
    trace = watched(script).traces[0]
    meta = trace.meta
    assert (meta.batch_size, meta.train_samples) == (40, 40 * len(trace.steps))
    assert meta.data.neighbor_agreement > 0.7
    assert meta.program is not None
    assert {one.name for one in meta.program.parameters} == {"0.weight", "0.bias", "2.weight", "2.bias"}


@pytest.mark.parametrize("same", [True, False])
def test_losses_at_several_places_tell_of_one_target_only(same: bool) -> None:
    """As of a first and a second step in one update, or of two heads of a network."""
    torch.manual_seed(0)
    x = torch.randn(400, 5)
    y = (x[:, 0] > 0).long()
    model = torch.nn.Linear(5, 2)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with wg.watch(model, optimizer, every=1) as watch:
        for step in range(5):
            rows = slice(80 * step, 80 * step + 80)
            batch, target = x[rows], y[rows]
            second = target if same else 1 - target
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(batch), target)
            loss = loss + torch.nn.functional.cross_entropy(model(batch), second)
            loss.backward()
            optimizer.step()
    assert (watch.trace.meta.data.neighbor_agreement > 0.7) == same
