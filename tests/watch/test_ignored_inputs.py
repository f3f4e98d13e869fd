"""Networks whose output is the same for every input, and those that only seem to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg
from whygrad.diagnose import diagnose
from whygrad.watch.settings import THOROUGH

torch = pytest.importorskip("torch")
nn = torch.nn


class Tokens(nn.Module):
    """Classifies sequences of tokens by what attention writes to a token that is put before them."""

    def __init__(self, *, over_batch: bool) -> None:
        super().__init__()
        self.embedding = nn.Embedding(5, 16)
        self.first = nn.Parameter(torch.zeros(1, 1, 16))
        self.encoder = nn.TransformerEncoderLayer(16, 2, 32, dropout=0.0, batch_first=not over_batch)
        self.out = nn.Linear(16, 2)

    def forward(self, x: Any) -> Any:
        tokens = self.embedding(x.abs().mul(2).long().clamp(max=4))
        return self.out(self.encoder(torch.cat([self.first.expand(len(x), -1, -1), tokens], 1))[:, 0])


class Multiplied(nn.Module):
    """Two layers whose inputs are multiplied by a number."""

    def __init__(self, factor: float) -> None:
        super().__init__()
        self.factor, self.hidden, self.out = factor, nn.Linear(6, 8), nn.Linear(8, 2)

    def forward(self, x: Any) -> Any:
        return self.out(torch.relu(self.hidden(self.factor * x)))


@pytest.mark.parametrize(
    ("make", "ignored"),
    [
        (lambda: Tokens(over_batch=True), True),
        (lambda: Tokens(over_batch=False), False),
        (lambda: Multiplied(0.0), True),
        (lambda: Multiplied(1e-3), False),
    ],
    ids=["attention over the batch", "attention over the sequence", "times 0", "times 0.001"],
)
def test_outputs_that_do_not_depend_on_inputs(make: Callable[[], Any], ignored: bool) -> None:
    torch.manual_seed(0)
    net = make()
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    with wg.watch(net, optimizer, settings=THOROUGH) as watch:
        for _ in range(120):
            x = torch.randn(32, 6)
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(x), (x[:, 0] > 0).long()).backward()
            optimizer.step()
    assert watch.trace.meta.program is not None
    assert (watch.trace.meta.program.mixing.own == 0) == ignored
    found = [one for one in diagnose(watch.trace).findings if "use-inputs" in one.remedies]
    assert [one.code for one in found] == (["no-progress"] if ignored else [])
