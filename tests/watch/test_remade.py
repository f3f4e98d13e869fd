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


class Equalized(nn.Linear):
    """An equalized learning rate (Karras et al. 2018): what is used is a multiple of what is stored."""

    how = "number"

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__(inputs, outputs)
        self.register_buffer("gain", torch.tensor(0.25))

    def forward(self, x: Any) -> Any:
        if self.how == "number":
            return F.linear(x, self.weight * 0.25, self.bias)
        if self.how == "buffer":
            return F.linear(x, self.gain * self.weight, self.bias)
        if self.how == "divided":
            return x @ (self.weight / 4).t() + self.bias
        return torch.addmm(self.bias, x, 0.5 * (self.weight.t() * 0.5))


@pytest.mark.parametrize("how", ["number", "buffer", "divided", "twice"])
def test_a_number_that_a_weight_is_multiplied_by_belongs_to_the_layers_size(
    how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Equalized, "how", how)
    assert [layer.scale for layer in watched(Equalized).trace.meta.layers] == pytest.approx([0.25] * 3)


@pytest.mark.parametrize("make", [nn.Linear, Signed, Masked, weight_norm])
def test_what_else_becomes_of_a_weight_leaves_its_size(make: Any) -> None:
    assert [layer.scale for layer in watched(make).trace.meta.layers] == [1.0] * 3


@pytest.mark.parametrize(("stored", "used", "code"), [(1.0, 0.03, "init-too-small"), (30.0, 1 / 30, "")])
def test_the_size_of_a_weight_is_that_of_what_is_used(stored: float, used: float, code: str) -> None:
    class Scaled(nn.Linear):
        def __init__(self, inputs: int, outputs: int) -> None:
            super().__init__(inputs, outputs)
            torch.nn.init.normal_(self.weight, std=stored / inputs**0.5)

        def forward(self, x: Any) -> Any:
            return F.linear(x, self.weight * used, self.bias)

    torch.manual_seed(0)
    model = nn.Sequential(*(part for _ in range(5) for part in (Scaled(8, 8), nn.ReLU())), Scaled(8, 1))
    x = torch.randn(64, 8)
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-3)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(80):
            optimizer.zero_grad()
            F.mse_loss(model(x), x[:, :1] * x[:, 1:2]).backward()
            optimizer.step()
    found = [one.code for one in watch.diagnosis().findings if one.code.startswith("init-")]
    assert found == ([code] if code else [])


def test_a_share_of_right_answers_is_no_scale_of_the_output() -> None:
    """The accuracy that a loop prints is counted and divided, not the layer's output."""
    torch.manual_seed(0)
    net, x = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 3)), torch.randn(64, 4)
    y, optimizer = torch.randint(0, 3, (64,)), torch.optim.SGD(net.parameters(), lr=0.1)
    with wg.watch(net, optimizer, every=1) as watch:
        for _ in range(3):
            output = net(x)
            _, predicted = torch.max(output, 1)
            accuracy = (y == predicted).sum().float() / len(y)
            assert 0 <= accuracy <= 1
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(output, y).backward()
            optimizer.step()
    assert [layer.scale for layer in watch.trace.meta.layers] == [1.0, 1.0]
