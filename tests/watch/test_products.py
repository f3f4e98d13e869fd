"""Rows of tables that meet in products: how large these begin."""

from __future__ import annotations

import math
from typing import Any

import pytest

torch = pytest.importorskip("torch")

import torch.nn.functional as F  # noqa: E402
from torch import nn  # noqa: E402

from whygrad import watch  # noqa: E402

USERS, ITEMS, WIDTH = 80, 60, 36
MEETINGS: dict[str, Any] = {
    "sum": lambda u, i: (u * i).sum(-1),
    "matrix": lambda u, i: torch.bmm(u.unsqueeze(1), i.unsqueeze(2)).flatten(),
    "einsum": lambda u, i: torch.einsum("bk,bk->b", u, i),
}


class Factors(nn.Module):
    """Stars are products of what a user likes and what an item has."""

    def __init__(self, how: str, deviation: float) -> None:
        super().__init__()
        self.user, self.item = nn.Embedding(USERS, WIDTH), nn.Embedding(ITEMS, WIDTH)
        for table in (self.user, self.item):
            nn.init.normal_(table.weight, std=deviation)
        self.meet = MEETINGS[how]

    def forward(self, user: Any, item: Any) -> Any:
        return self.meet(self.user(user), self.item(item))


def _train(model: Any, steps: int, rate: float = 0.01) -> tuple[Any, float]:
    generator = torch.Generator().manual_seed(1)
    liking = torch.randn(USERS, 2, generator=generator) @ torch.randn(2, ITEMS, generator=generator)
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    first = math.nan
    with watch(model, optimizer, every=10, report=False) as seen:
        for step in range(steps):
            user = torch.randint(USERS, (128,), generator=generator)
            item = torch.randint(ITEMS, (128,), generator=generator)
            said = model(user, item)
            first = float(said.detach().std(correction=0)) if not step else first
            optimizer.zero_grad()
            F.mse_loss(said, liking[user, item]).backward()
            optimizer.step()
    return seen, first


@pytest.mark.parametrize("how", MEETINGS)
def test_the_first_products_are_measured_however_they_are_made(how: str) -> None:
    torch.manual_seed(0)
    seen, spread = _train(Factors(how, 1.0), steps=3)
    (product,) = seen.trace.meta.program.products
    assert (product.names, product.width) == (("user.weight", "item.weight"), WIDTH)
    assert product.spread == pytest.approx(spread, rel=1e-6)
    assert 0.7 < product.spread / math.sqrt(WIDTH) < 1.4  # of numbers of deviation 1


def test_tables_that_begin_too_large_are_the_cause() -> None:
    torch.manual_seed(0)
    first = _train(Factors("sum", 1.0), steps=450, rate=0.003)[0].diagnosis().findings[0]
    assert first.code == "init-too-large"
    assert first.where.layers == ("user", "item")
    assert [one.quantity for one in first.evidence] == ["product_spread"]
    assert "use-xavier-init" in first.remedies
    assert "add-batch-normalization" not in first.remedies


def test_small_ones_are_none() -> None:
    torch.manual_seed(0)
    seen, _ = _train(Factors("sum", 0.1), steps=450)
    found = seen.diagnosis()
    assert not found.findings
    assert "init-too-large" not in {one.code for one in found.undecided}


def test_large_products_that_the_targets_ask_for_are_none() -> None:
    """Its loss begins where that of guessing lies."""
    torch.manual_seed(0)
    model = Factors("sum", 1.0)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    with watch(model, optimizer, every=10, report=False) as seen:
        for _ in range(450):
            user, item = torch.randint(USERS, (128,)), torch.randint(ITEMS, (128,))
            optimizer.zero_grad()
            F.mse_loss(model(user, item), 100.0 * torch.randn(128)).backward()
            optimizer.step()
    assert "init-too-large" not in {one.code for one in seen.diagnosis().findings}


def test_rows_of_parameters_count_as_an_embedding_does() -> None:
    torch.manual_seed(0)

    class Rows(Factors):
        def forward(self, user: Any, item: Any) -> Any:
            return self.meet(self.user.weight[user], self.item.weight[item])

    seen, spread = _train(Rows("einsum", 1.0), steps=3)
    (product,) = seen.trace.meta.program.products
    assert product.spread == pytest.approx(spread, rel=1e-6)


def test_a_gate_or_a_row_with_itself_is_no_such_product() -> None:
    torch.manual_seed(0)

    class Gated(Factors):
        def forward(self, user: Any, item: Any) -> Any:
            rows = self.user(user)
            return (rows * rows).sum(-1) + (rows * self.item(item)).mean()

    assert not _train(Gated("sum", 1.0), steps=3)[0].trace.meta.program.products
