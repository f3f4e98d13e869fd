"""Weights that a forward pass computes of parameters: their layers are seen like any other."""

from __future__ import annotations

from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
nn, F = torch.nn, torch.nn.functional


class Signed(nn.Linear):
    def forward(self, x: Any) -> Any:
        return F.linear(x, -1 * self.weight.abs(), self.bias)


class Masked(nn.Linear):
    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(inputs, outputs)
        self.register_buffer("mask", (torch.rand(outputs, inputs) > 0.5).float())

    def forward(self, x: Any) -> Any:
        return x @ (self.mask * self.weight).T + self.bias


class Drawn(nn.Module):
    """Bayes by backprop (Blundell et al. 2015)."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.mean = nn.Parameter(torch.randn(outputs, inputs) / inputs**0.5)
        self.spread = nn.Parameter(torch.full((outputs, inputs), -3.0))

    def forward(self, x: Any) -> Any:
        return F.linear(x, self.mean + F.softplus(self.spread) * torch.randn_like(self.mean))


class Cosine(nn.Linear):
    def forward(self, x: Any) -> Any:
        return 10 * F.normalize(x) @ F.normalize(self.weight).t()


class Simplex(nn.Linear):
    def forward(self, x: Any) -> Any:
        return x @ self.weight.softmax(dim=1).t()


def weight_norm(inputs: int, outputs: int) -> Any:
    return torch.nn.utils.parametrizations.weight_norm(nn.Linear(inputs, outputs))


def spectral_norm(inputs: int, outputs: int) -> Any:
    return torch.nn.utils.parametrizations.spectral_norm(nn.Linear(inputs, outputs))


def watched(make: Any) -> Any:
    torch.manual_seed(0)
    model = nn.Sequential(make(4, 16), nn.ReLU(), make(16, 16), nn.ReLU(), make(16, 1))
    x = torch.rand(64, 4)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(40):
            optimizer.zero_grad()
            F.mse_loss(model(x), x.sum(1, keepdim=True)).backward()
            optimizer.step()
    return watch


@pytest.mark.parametrize("make", [Signed, Masked, Drawn, Cosine, Simplex, weight_norm, spectral_norm])
def test_a_layer_whose_weight_is_computed_is_seen(make: Any) -> None:
    trace = watched(make).trace
    assert [layer.activation for layer in trace.meta.layers] == ["relu", "relu", "identity"]
    assert [layer.outputs for layer in trace.meta.layers] == [16, 16, 1]
    assert trace.meta.layers[0].name.startswith("0")


def test_units_that_a_computed_weight_switches_off_are_dead() -> None:
    assert watched(Signed).diagnosis().findings[0].code == "dead-units"
    assert "dead-units" not in [one.code for one in watched(weight_norm).diagnosis().findings]


def test_what_is_added_to_data_or_made_of_it_is_no_weight() -> None:
    class Places(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.last = nn.Linear(4, 8), nn.Linear(8, 1)
            self.place = nn.Parameter(torch.zeros(6, 8))

        def forward(self, x: Any) -> Any:
            h = torch.relu(self.first(x)) + self.place  # as many numbers as the one sample has
            return self.last(h @ h.transpose(-1, -2) @ h)

    model, x = Places(), torch.randn(1, 6, 4)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            model(x).square().mean().backward()
            optimizer.step()
    assert [layer.name for layer in watch.trace.meta.layers] == ["first", "last"]
