"""Targets that are all one class, and losses whose targets only look like it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg
from whygrad.diagnose import Severity, diagnose
from whygrad.watch.settings import THOROUGH

torch = pytest.importorskip("torch")
F = torch.nn.functional

ROWS = 32
ZEROS = torch.zeros(ROWS, dtype=torch.long)
ONES = torch.ones(ROWS, 1)


def pairs(net: Any, x: Any) -> Any:
    """Which of the other rows a row belongs to: the first, a place and no class."""
    one, other = net(x), net(x + 0.1)
    return F.cross_entropy(torch.cat([(one * other).sum(1, keepdim=True), one @ net(-x).T], 1), ZEROS)


def signs(net: Any, x: Any) -> Any:
    """Real ones and made ones, in two calls."""
    real = F.binary_cross_entropy_with_logits(net(x)[:, :1], ONES)
    return real + F.binary_cross_entropy_with_logits(net(x.square())[:, :1], 0 * ONES)


LOSSES: dict[str, tuple[Callable[[Any, Any], Any], bool]] = {
    "classes": (lambda net, x: F.cross_entropy(net(x), ZEROS), True),
    "binary": (lambda net, x: F.binary_cross_entropy_with_logits(net(x)[:, :1], ONES), True),
    "two classes": (lambda net, x: F.cross_entropy(net(x), (x[:, 0] > 0).long()), False),
    "pairs": (pairs, False),
    "signs": (signs, False),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_targets_that_are_all_one_class(loss: str) -> None:
    net = torch.nn.Sequential(torch.nn.Linear(6, 16), torch.nn.Tanh(), torch.nn.Linear(16, 3))
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-2)
    compute, one_class = LOSSES[loss]
    with wg.watch(net, optimizer, settings=THOROUGH) as watch:
        for _ in range(120):
            optimizer.zero_grad()
            compute(net, torch.randn(ROWS, 6)).backward()
            optimizer.step()
    found = diagnose(watch.trace)
    single = [one for one in found.findings if any(each.quantity == "single_class" for each in one.evidence)]
    assert [one.code for one in single] == (["class-imbalance"] if one_class else [])
    if one_class:
        assert (found.findings[0].code, found.findings[0].severity) == ("class-imbalance", Severity.WARNING)
        assert "one class" in str(found) or "same class" in str(found)
        assert all(each.quantity != "skill" for each in found.findings[0].evidence)  # nothing is beyond chance
