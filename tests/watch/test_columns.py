"""Which inputs are quantities, whose size can be told, and which are names."""

from __future__ import annotations

import math
from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")

from whygrad.instrument.batches import Columns  # noqa: E402
from whygrad.watch.settings import THOROUGH  # noqa: E402


@pytest.mark.parametrize(
    ("shape", "kind", "counts"),
    [
        ((6, 3, 4, 4), torch.float32, True),
        ((6, 3, 4, 4), torch.uint8, True),
        ((6, 8), torch.uint8, False),  # a text's bytes
        ((6, 3, 4, 4), torch.int64, False),
    ],
)
def test_bytes_of_pictures_are_quantities(shape: tuple[int, ...], kind: torch.dtype, counts: bool) -> None:
    columns = Columns()
    x = torch.randint(0, 256, shape).to(kind)
    columns.see(x, 1, THOROUGH)
    assert (columns.count > 0) is counts
    if counts:
        mean = x.double().mean((0, 2, 3))
        torch.testing.assert_close(columns.sums[0] / columns.count, mean)


class Divides(torch.nn.Module):
    """Divides what it is given by its smallest value, or what a table has for whole numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.table = torch.nn.Embedding(3, 4).requires_grad_(requires_grad=False)
        self.out = torch.nn.Linear(4, 1)

    def forward(self, x: Any, more: Any = None) -> Any:
        x = x if x.is_floating_point() else self.table(x).clamp_min(0)
        return self.out(x / x.min() if more is None else x + more)


GAP = torch.tensor([[math.nan, 1.0, 1.0, 1.0]])
GIVEN: dict[str, tuple[tuple[Any, ...], bool]] = {
    "data": ((torch.cat([GAP, torch.rand(7, 4)]),), True),
    "made by the model": ((torch.tensor([[0.0, 1.0, 1.0, 1.0]] * 8),), False),
    "made by the model of names": ((torch.arange(8) % 3,), False),
    "a second input": ((torch.rand(8, 4), torch.cat([GAP, torch.rand(7, 4)])), True),
}


@pytest.mark.parametrize("name", GIVEN)
def test_data_are_bad_if_they_were_given_so(name: str) -> None:
    given, bad = GIVEN[name]
    torch.manual_seed(0)
    model = Divides()
    optimizer = torch.optim.SGD(model.out.parameters(), lr=0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            torch.nn.functional.mse_loss(model(*given), torch.zeros(8, 1)).backward()
            optimizer.step()
    codes = [one.code for one in watch.diagnosis().findings]
    assert ("non-finite-data" in codes) is bad
    assert "non-finite" in codes


def test_what_another_network_made_is_no_data() -> None:
    below, above = torch.nn.Linear(3, 4), torch.nn.Linear(4, 1)
    optimizer = torch.optim.SGD(above.parameters(), lr=0.01)
    with wg.watch(above, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            above(below(torch.rand(8, 3)) / torch.tensor([0.0, 1.0, 1.0, 1.0])).mean().backward()
            optimizer.step()
    codes = [one.code for one in watch.diagnosis().findings]
    assert "non-finite" in codes
    assert "non-finite-data" not in codes
