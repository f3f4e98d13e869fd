"""A loss is the mean over its targets, however its terms were put together: so it compares with the loss at chance."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg
from whygrad.diagnose.reading import Reading

torch = pytest.importorskip("torch")
F = torch.nn.functional


def _divergence(values: Any) -> Any:
    """As of a Gaussian with mean `values` and variance 1 from the standard normal, added up."""
    return 0.5 * values.square().sum()


LOSSES: dict[str, Callable[[Any, Any], Any]] = {
    "mean": F.binary_cross_entropy,
    "sum": lambda p, y: F.binary_cross_entropy(p, y, reduction="sum"),
    "size_average": lambda p, y: F.binary_cross_entropy(p, y, size_average=False),
    "size_average by place": lambda p, y: F.binary_cross_entropy(p, y, None, False),
    "reduce": lambda p, y: F.binary_cross_entropy(p, y, reduce=False).sum(),
    "of a sample": lambda p, y: F.binary_cross_entropy(p, y, reduction="none").sum(1).mean(),
    "divided": lambda p, y: F.binary_cross_entropy(p, y, reduction="sum") / len(y),
    "accumulated": lambda p, y: F.binary_cross_entropy(p, y) / 8,
    "with a divergence": lambda p, y: F.binary_cross_entropy(p, y, reduction="sum") + _divergence(p),
    "by hand": lambda p, y: -(y * p.log() + (1 - y) * (1 - p).log()).sum(),
    "by hand and divided": lambda p, y: -(y * p.log() + (1 - y) * (1 - p).log()).sum() / len(y),
}


@pytest.mark.parametrize("name", LOSSES)
def test_progress_follows_the_reduction(name: str) -> None:
    x = (torch.rand(64, 8) > 0.5).float()
    net = torch.nn.Sequential(torch.nn.Linear(8, 8), torch.nn.Sigmoid())
    optimizer = torch.optim.SGD(net.parameters(), lr=1e-6)
    with wg.watch(net, optimizer, every=1) as watch, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of the older options
        for _ in range(5):
            optimizer.zero_grad()
            LOSSES[name](net(x), x).backward()
            optimizer.step()
    with torch.no_grad():
        expected = float(F.binary_cross_entropy(net(x), x))
    reading = Reading.of(watch.trace)
    assert reading["loss_train"][0] == pytest.approx(expected, rel=1e-3)
    p = x.mean(0)
    assert reading.meta.chance_loss == pytest.approx(float(F.binary_cross_entropy(p.expand_as(x), x)), rel=0.02)


def test_classes_added_up_by_the_older_option_are_a_mean_too() -> None:
    x, y = torch.randn(64, 4), torch.randint(0, 3, (64,))
    net = torch.nn.Linear(4, 3)
    optimizer = torch.optim.SGD(net.parameters(), lr=1e-6)
    with wg.watch(net, optimizer, every=1) as watch, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for _ in range(3):
            optimizer.zero_grad()
            F.cross_entropy(net(x), y, size_average=False).backward()
            optimizer.step()
    with torch.no_grad():
        expected = float(F.cross_entropy(net(x), y))
    assert Reading.of(watch.trace)["loss_train"][0, 0] == pytest.approx(expected, rel=1e-3)
