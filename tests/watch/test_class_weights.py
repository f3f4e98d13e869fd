"""Weights of the classes in the loss: those that make up for rare classes, and those that are the other way round."""

from __future__ import annotations

from typing import Any

import pytest

import whygrad as wg
from whygrad.diagnose import diagnose
from whygrad.watch.settings import THOROUGH

torch = pytest.importorskip("torch")
F = torch.nn.functional

RARE = 0.04


def _classes(x: Any) -> Any:
    """The rare class 1, which a linear layer can tell from the others but for some noise."""
    return (x[:, 0] + 0.5 * torch.randn(len(x)) > 2).long()


def _cross_entropy(weights: list[float] | None) -> Any:
    weight = torch.tensor(weights) if weights else None
    return lambda net, x: F.cross_entropy(net(x), _classes(x), weight=weight)


def _binary(weight: float | None) -> Any:
    pos_weight = torch.tensor(weight) if weight else None
    return lambda net, x: F.binary_cross_entropy_with_logits(net(x)[:, 0], _classes(x).float(), pos_weight=pos_weight)


@pytest.mark.parametrize(
    ("loss", "inverted"),
    [
        (_cross_entropy([1 - RARE, RARE]), True),
        (_cross_entropy([RARE, 1 - RARE]), False),
        (_binary(RARE), True),
        (_binary(1 / RARE), False),
    ],
    ids=["as frequent", "inverse", "below one", "above one"],
)
def test_weights_that_make_a_rare_class_count_less(loss: Any, inverted: bool) -> None:
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(4, 16), torch.nn.ReLU(), torch.nn.Linear(16, 2))
    optimizer = torch.optim.Adam(net.parameters(), lr=5e-3)
    with wg.watch(net, optimizer, settings=THOROUGH) as watch:
        for _ in range(300):
            optimizer.zero_grad()
            loss(net, torch.randn(64, 4)).backward()
            optimizer.step()
    found = [one for one in diagnose(watch.trace).findings if one.code == "class-imbalance"]
    assert len(found) == inverted
    if inverted:
        assert found[0].cause
        weight = next(one for one in found[0].evidence if one.quantity == "rare_weight")
        assert 0 < weight.value < 0.1
        assert "make the imbalance worse" in str(diagnose(watch.trace))
        assert "test_class_weights.py:" in found[0].where.source
