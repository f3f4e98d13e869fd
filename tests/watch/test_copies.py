"""Layers that begin as copies of each other: those that get the same gradient stay so, and one of them would do."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
nn, F = torch.nn, torch.nn.functional


class Mixture(nn.Module):
    """Experts under a softmax gate that at first prefers none, or that chooses by what it is given."""

    def __init__(self, make: Callable[[], Any], *, copied: bool, even: bool = True) -> None:
        super().__init__()
        first = make()
        self.experts = nn.ModuleList([first, *(copy.deepcopy(first) if copied else make() for _ in range(3))])
        self.gate = nn.Linear(4, 4)
        if even:
            nn.init.zeros_(self.gate.weight)
            nn.init.zeros_(self.gate.bias)

    def forward(self, x: Any) -> Any:
        said = torch.cat([expert(x) for expert in self.experts], dim=1)
        return (torch.softmax(self.gate(x), dim=1) * said).sum(1, keepdim=True)


class Row(nn.Module):
    """Copies one after the other, as a transformer's layers."""

    def __init__(self) -> None:
        super().__init__()
        first = nn.Linear(4, 4)
        self.layers = nn.ModuleList([first, copy.deepcopy(first), copy.deepcopy(first)])
        self.out = nn.Linear(4, 1)

    def forward(self, x: Any) -> Any:
        for layer in self.layers:
            x = torch.tanh(layer(x))
        return self.out(x)


def line() -> Any:
    return nn.Linear(4, 1)


def deep() -> Any:
    return nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 1))


def watched(model: Any) -> Any:
    x = torch.randn(256, 4)
    y = torch.where(x[:, :1] > 0, 2 * x[:, 1:2], -2 * x[:, 1:2])
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    with wg.watch(model, optimizer) as watch:
        for _ in range(300):
            optimizer.zero_grad()
            F.mse_loss(model(x), y).backward()
            optimizer.step()
    return watch


def grave(watch: Any) -> list[str]:
    return [one.code for one in watch.diagnosis().findings if one.severity != "info"]


@pytest.mark.parametrize("make", [line, deep])
def test_experts_that_are_copies_of_each_other_stay_alike(make: Callable[[], Any]) -> None:
    found = watched(Mixture(make, copied=True)).diagnosis().findings
    first = found[0]
    assert (first.code, first.cause) == ("symmetric-init", True)
    assert all(name.startswith("experts.") for name in first.where.layers)
    assert [one.quantity for one in first.evidence] == ["copy_difference"]
    assert "linear-network" not in [one.code for one in found]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Mixture(line, copied=False),
        lambda: Mixture(deep, copied=False),
        lambda: Mixture(line, copied=True, even=False),  # the gate tells them apart from the first update on
        Row,
    ],
)
def test_layers_that_get_other_gradients_do_not_stay_copies(make: Callable[[], Any]) -> None:
    assert "symmetric-init" not in grave(watched(make()))


def test_numbers_that_are_all_one_make_no_copies() -> None:
    model = Row()
    for layer in model.layers:
        nn.init.zeros_(layer.weight)
    assert {layer.twin for layer in watched(model).trace.meta.layers} == {-1}
    assert [layer.twin for layer in watched(Row()).trace.meta.layers] == [-1, 0, 0, -1]


def test_weights_that_begin_as_one_number_are_told_apart_from_others() -> None:
    model = Row()
    nn.init.constant_(model.layers[0].weight, 0.05)
    nn.init.eye_(model.layers[1].weight)
    assert [layer.constant for layer in watched(model).trace.meta.layers] == [True, False, False, False]
