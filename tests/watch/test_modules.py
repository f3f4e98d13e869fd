"""What a program's module is made of, also where its class uses one of PyTorch's names for something else."""

from __future__ import annotations

from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch

from torch import nn  # noqa: E402

from whygrad.instrument.modules import modules_of, named_parameters_of, parameters_of  # noqa: E402


def _nested() -> nn.Module:
    """Modules and parameters that are there twice, none, and in a list."""
    shared = nn.Linear(3, 3)
    network = nn.Sequential(shared, nn.Sequential(nn.Tanh(), shared), nn.ModuleList([nn.BatchNorm1d(3)]), nn.LSTM(3, 2))
    network.own = nn.Parameter(torch.zeros(2))
    network.tied = shared.weight
    network.register_parameter("none", None)
    network.register_module("nothing", None)
    return network


class OwnTuple(nn.Module):
    """As a learner writes it: the layers in a tuple under a name of PyTorch's."""

    def __init__(self) -> None:
        super().__init__()
        self.modules = (nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 2))
        self.last = nn.Linear(2, 2)

    def forward(self, x: Any) -> Any:
        for part in self.modules:
            x = part(x)
        return self.last(x)

    def parameters(self) -> Any:
        return [p for part in (*self.modules, self.last) for p in part.parameters()]


class OwnNames(nn.Module):
    """Everything means something else."""

    parameters = None
    named_parameters = "no method"

    def __init__(self) -> None:
        super().__init__()
        self.part = nn.Linear(3, 3)

    def modules(self, which: str) -> Any:
        raise KeyError(which)


@pytest.mark.parametrize("recurse", [True, False])
def test_parts_are_those_of_pytorch(recurse: bool) -> None:
    for network in (_nested(), torch.nn.Linear(2, 2), nn.Tanh()):
        assert [*map(id, modules_of(network))] == [*map(id, network.modules())]
        found = parameters_of(network, recurse=recurse)
        assert [*map(id, found)] == [*map(id, network.parameters(recurse=recurse))]
        expected = sorted((name, id(p)) for name, p in network.named_parameters(remove_duplicate=False))
        assert sorted((name, id(p)) for name, p in named_parameters_of(network)) == expected


def test_a_module_that_stands_within_itself_has_an_end() -> None:
    network = nn.Sequential(nn.Linear(2, 2), nn.Sequential())
    network[1].add_module("whole", network)
    assert [*modules_of(network)] == [network, network[0], network[1]]
    assert [name for name, _ in named_parameters_of(network)] == ["0.weight", "0.bias"]


def test_what_a_class_says_of_its_parameters_counts_if_it_can() -> None:
    network = OwnTuple()
    assert [id(p) for p in parameters_of(network)] == [id(p) for p in network.parameters()]
    assert [*parameters_of(network, recurse=False)] == []  # which its own version cannot be asked for
    assert [*modules_of(network)] == [network, network.last]
    named = OwnNames()
    assert [*modules_of(named)] == [named, named.part]
    assert [id(p) for p in parameters_of(named)] == [id(named.part.weight), id(named.part.bias)]
    assert [name for name, _ in named_parameters_of(named)] == ["part.weight", "part.bias"]


def test_a_model_with_names_of_pytorch_for_its_own_things_is_watched(capsys: pytest.CaptureFixture[str]) -> None:
    torch.manual_seed(0)
    network = OwnTuple()
    optimizer = torch.optim.SGD(network.parameters(), 0.1)
    x = torch.randn(256, 4)
    y = (x[:, 0] * x[:, 1] > 0).long()
    with wg.watch(network, optimizer, every=1) as watch:
        for _ in range(20):
            for chosen in torch.randperm(256).split(32):
                optimizer.zero_grad()
                nn.functional.cross_entropy(network(x[chosen]), y[chosen]).backward()
                optimizer.step()
            with torch.no_grad():
                network(x)
    assert "could not" not in capsys.readouterr().err
    program = watch.trace.meta.program
    assert program is not None
    assert program.broken == ()
    assert [layer.outputs for layer in watch.trace.meta.layers] == [8, 2, 2]


class Ragged(nn.Module):
    """A layer of a plain tensor, then one of a nested tensor."""

    def __init__(self) -> None:
        super().__init__()
        self.plain, self.nested = nn.Linear(4, 4), nn.Linear(4, 2)

    def forward(self, x: Any, rows: Any) -> Any:
        first = self.plain(x)
        ragged = self.nested(rows)
        return first.sum() + torch.stack([one.sum() for one in ragged.unbind()]).sum()


@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")
def test_a_parameter_that_meets_a_nested_tensor_has_the_place_of_its_own_call() -> None:
    model = Ragged()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    rows = torch.nested.nested_tensor([torch.randn(3, 4), torch.randn(2, 4)])
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(2):
            model(torch.randn(3, 4), rows).backward()
            optimizer.step()
    places = {one.name: int(one.place.rpartition(":")[2]) for one in watch.trace.meta.program.parameters}
    assert places["nested.weight"] == places["nested.bias"] == places["plain.weight"] + 1
