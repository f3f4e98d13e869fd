"""Which inputs are quantities, whose size can be told, and which are names."""

from __future__ import annotations

import pytest

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
