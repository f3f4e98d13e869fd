"""Losses of plain operations, and what first layers take in."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
F = torch.nn.functional

Y = torch.tensor([0, 1, 2, 0, 1, 2, 0, 0])
# The same cross-entropy as PyTorch's, by hand.
ENTROPIES: dict[str, Callable[[Any], Any]] = {
    "gather": lambda z: -z.log_softmax(1).gather(1, Y[:, None]).mean(),
    "chosen": lambda z: -torch.log(z.softmax(1))[range(8), Y].mean(),
    "one-hot": lambda z: -(F.one_hot(Y, 3) * F.log_softmax(z, 1)).sum(1).mean(),
    "logsumexp": lambda z: (z.logsumexp(1) - z.gather(1, Y[:, None]).squeeze(1)).mean(),
    "divided": lambda z: -z.log_softmax(1).gather(1, Y[:, None]).sum() / 8,
}


def seen(model: Any, loss: Callable[[], Any]) -> Any:
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(2):
            optimizer.zero_grad()
            loss().backward()
            optimizer.step()
    return watch.trace


@pytest.mark.parametrize("style", ENTROPIES)
def test_a_cross_entropy_by_hand_is_one(style: str) -> None:
    model, x = torch.nn.Linear(4, 3), torch.randn(8, 4)
    trace = seen(model, lambda: ENTROPIES[style](model(x)))
    shares = [4 / 8, 2 / 8, 2 / 8]
    assert trace.meta.chance_loss == pytest.approx(-sum(p * math.log(p) for p in shares), rel=1e-5)
    assert trace["loss_train"].flatten()[0] == pytest.approx(F.cross_entropy(model(x), Y).item(), rel=1e-4)


@pytest.mark.parametrize(("low", "wrong"), [(0.0, 8), (-1.0, 0)])
def test_a_hinge_by_hand_wants_two_sides(low: float, wrong: int) -> None:
    model, x = torch.nn.Linear(4, 1), torch.randn(8, 4)
    y = torch.tensor([low, 1.0] * 4)
    trace = seen(model, lambda: torch.clamp(1 - y * model(x).squeeze(1), min=0).mean())
    assert trace.meta.program.loss.out_of_range == wrong  # four zeros in each of two updates


class Mixed(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.kind, self.out = torch.nn.Embedding(5, 2), torch.nn.Linear(4, 1)

    def forward(self, *, batch: dict[str, Any]) -> Any:
        return self.out(torch.cat([self.kind(batch["kind"]), batch["numbers"] / 10], 1))


def test_columns_are_those_that_layers_take_in() -> None:
    model, numbers = Mixed(), torch.randn(8, 2) * torch.tensor([10.0, 5000.0])
    batch = {"kind": torch.randint(0, 5, (8,)), "numbers": numbers}
    trace = seen(model, lambda: F.mse_loss(model(batch=batch).squeeze(1), Y.float()))
    assert trace["input_std"].flatten() == pytest.approx(numbers.std(0, correction=0).numpy() / 10, rel=1e-4)


@pytest.mark.parametrize(("axis", "mixes"), [(0, True), (1, False)])
def test_a_softmax_over_the_samples_mixes_them(axis: int, mixes: bool) -> None:
    model, x = torch.nn.Linear(4, 3), torch.randn(8, 4)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(2):
            F.nll_loss(F.log_softmax(model(x), axis), Y).backward()
            optimizer.step()
    assert ("batch-mixing" in {finding.code for finding in watch.diagnosis().findings}) is mixes
