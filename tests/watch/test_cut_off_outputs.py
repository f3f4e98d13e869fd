"""Outputs that are cut off at 0 and 1 where a loss wants probabilities, as Keras does with what no sigmoid made."""

from __future__ import annotations

import pytest

import whygrad as wg
from whygrad.diagnose import Diagnosis

torch = pytest.importorskip("torch")
F = torch.nn.functional


def _trained(bias: float) -> Diagnosis:
    torch.manual_seed(0)
    x = torch.rand(64, 2)
    y = (x.sum(1, keepdim=True) > 1).float()
    net = torch.nn.Sequential(torch.nn.Linear(2, 16), torch.nn.ReLU(), torch.nn.Linear(16, 1))
    torch.nn.init.zeros_(net[2].weight)
    torch.nn.init.constant_(net[2].bias, bias)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    with wg.watch(net, optimizer, every=1) as watch:
        for _ in range(300):
            optimizer.zero_grad()
            F.binary_cross_entropy(net(x).clamp(1e-7, 1 - 1e-7), y).backward()
            optimizer.step()
    return watch.diagnosis()


def test_beyond_the_bounds_nothing_is_learned() -> None:
    assert _trained(-1.0).findings[0].code == "output-loss-mismatch"


def test_between_the_bounds_it_may_be_learned() -> None:
    assert not [one for one in _trained(0.5).findings if one.severity.value != "info"]
