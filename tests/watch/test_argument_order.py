"""Losses whose input and target have changed places."""

from __future__ import annotations

from typing import Any

import pytest

import whygrad as wg
from whygrad.diagnose import Diagnosis, message

torch = pytest.importorskip("torch")
nn = torch.nn
functional = torch.nn.functional


def told_apart(loss: Any, outputs: int, last: Any, *, swapped: bool) -> Diagnosis:
    """Which side of a plane a point lies on, by a loss that is given its arguments in this order."""
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, outputs), last)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
    x = torch.randn(60, 4)
    side = 0.1 + 0.8 * (x[:, 0] > 0).float()
    y = torch.stack([side, 1 - side][:outputs], 1)
    with wg.watch(net, optimizer) as watch:
        for _ in range(60):
            optimizer.zero_grad()
            loss(*((y, net(x)) if swapped else (net(x), y))).backward()
            optimizer.step()
    return watch.diagnosis()


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("loss", "outputs", "last"),
    [
        (functional.binary_cross_entropy_with_logits, 1, nn.Identity()),
        (functional.binary_cross_entropy, 1, nn.Sigmoid()),
        (functional.cross_entropy, 2, nn.Identity()),
    ],
)
def test_a_loss_of_classes_gets_the_output_first(loss: Any, outputs: int, last: Any, swapped: bool) -> None:
    diagnosis = told_apart(loss, outputs, last, swapped=swapped)
    found = [one for one in diagnosis.findings if "swap-arguments" in one.remedies]
    assert bool(found) is swapped
    if swapped:
        assert found[0] is diagnosis.findings[0]
        assert "changed places" in message(found[0], diagnosis.meta)


@pytest.mark.parametrize("loss", [functional.mse_loss, functional.l1_loss])
def test_a_difference_is_the_same_either_way(loss: Any) -> None:
    diagnosis = told_apart(loss, 1, nn.Identity(), swapped=True)
    assert not [one for one in diagnosis.findings if "swap-arguments" in one.remedies]
