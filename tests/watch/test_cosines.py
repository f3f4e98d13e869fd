"""Cosine similarities lie between -1 and 1, however they are computed; what is made of them need not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
F = torch.nn.functional

COSINES: dict[str, Callable[[Any, Any], Any]] = {
    "function": F.cosine_similarity,
    "module": torch.nn.CosineSimilarity(dim=-1),
    "by hand": lambda a, b: (F.normalize(a, dim=1) * F.normalize(b, dim=-1)).sum(-1),
    "by hand, kept": lambda a, b: (F.normalize(a) * F.normalize(b)).sum(dim=1, keepdim=True).squeeze(1),
}
# Not between -1 and 1, or not known to be.
OTHERS: dict[str, Callable[[Any, Any], Any]] = {
    "scaled": lambda a, b: 5.5 + 4.5 * F.cosine_similarity(a, b),
    "of one": lambda a, b: (F.normalize(a, dim=1) * b).sum(1),
    "another norm": lambda a, b: (F.normalize(a, p=4, dim=1) * F.normalize(b, p=4, dim=1)).sum(1),
    "another axis": lambda a, b: (F.normalize(a, dim=0) * F.normalize(b, dim=0)).sum(1),
    "a distance": lambda a, b: 1 - F.cosine_similarity(a, b),
}


def found(output: Callable[[Any, Any], Any], low: float, high: float) -> tuple[str, set[str]]:
    """What is said of two towers whose outputs are held against numbers between these."""
    torch.manual_seed(0)
    towers = torch.nn.ModuleList(torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.Tanh()) for _ in range(2))
    one, other, target = torch.randn(32, 3), torch.randn(32, 3), torch.linspace(low, high, 32)
    optimizer = torch.optim.SGD(towers.parameters(), lr=0.01)
    with wg.watch(towers, optimizer, every=1) as watch:
        for _ in range(20):
            optimizer.zero_grad()
            F.mse_loss(output(towers[0](one), towers[1](other)), target).backward()
            optimizer.step()
    return watch.trace.meta.output, {one.code for one in wg.diagnose(watch.trace).findings}


@pytest.mark.parametrize("style", COSINES)
def test_a_cosine_cannot_reach_scores_from_1_to_10(style: str) -> None:
    output, codes = found(COSINES[style], 1, 10)
    assert output == "cosine-similarity"
    assert "output-range-mismatch" in codes


@pytest.mark.parametrize("style", COSINES)
def test_a_cosine_may_be_held_against_similarities(style: str) -> None:
    assert "output-range-mismatch" not in found(COSINES[style], -1, 1)[1]


@pytest.mark.parametrize("style", OTHERS)
def test_what_is_made_of_cosines_may_reach_them(style: str) -> None:
    output, codes = found(OTHERS[style], 1, 10)
    assert output != "cosine-similarity"
    assert "output-range-mismatch" not in codes
