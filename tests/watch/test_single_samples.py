"""Samples that come one by one, without an axis of their own."""

from __future__ import annotations

import numpy as np
import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch

N = 60
X = 3 + 2 * torch.randn(N, 4, generator=torch.Generator().manual_seed(1))
LABEL = torch.arange(N) % 3


def trained(*, alone: bool) -> wg.Trace:
    """A classifier that does not move is given sample by sample: as it is, or as a batch of one."""
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for at in range(N):
            x, y = (X[at], LABEL[at]) if alone else (X[at : at + 1], LABEL[at : at + 1])
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x), y).backward()
            optimizer.step()
    return watch.trace


def test_single_samples_tell_as_much_as_batches_of_one() -> None:
    alone, batches = trained(alone=True), trained(alone=False)
    for name in ("loss_train", "accuracy_train", "input_mean", "input_std", "class_share"):
        np.testing.assert_allclose(alone.channels[name], batches.channels[name], rtol=1e-6, err_msg=name)
    np.testing.assert_allclose(alone.channels["input_mean"], X.mean(0), rtol=1e-5)
    np.testing.assert_allclose(alone.channels["input_std"], X.std(0, correction=0), rtol=1e-5)
    assert alone.meta.chance_loss == pytest.approx(np.log(3))
