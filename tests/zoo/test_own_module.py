"""A user's own modules: what is counted is what their layers are known to cost, and nothing of theirs is changed."""

from __future__ import annotations

from typing import Any

import pytest

from whygrad.errors import InputError
from whygrad.nets.layers import sequential
from whygrad.zoo import Summary, network, of_module

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch
nn = torch.nn


def _summary(model: Any, *shape: int) -> Summary:
    return of_module(model, shape, "Net", "file.py:Net")


@pytest.mark.parametrize("name", ["lenet-5", "resnet-20", "gru"])
def test_networks_of_the_zoo_count_alike(name: str) -> None:
    made = network(name)
    found = _summary(sequential(made.layers, made.shape), *made.shape)
    assert found.parameters == made.parameters
    assert found.multiply_adds == made.multiply_adds
    kept = {line.name: line.output for line in found.lines}
    for row in made.rows:
        if row.layer.kind in ("conv", "dense", "batch_norm"):
            assert kept[row.name] == row.output


def test_attention_counts_projections_and_products() -> None:
    """Four projections of 8 times 8, and two products of 5 times 5 times 8."""

    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.attention = nn.MultiheadAttention(8, 2, batch_first=True)

        def forward(self, x: Any) -> Any:
            return self.attention(x, x, x, need_weights=False)[0]

    cost = 4 * 5 * 8 * 8 + 2 * 5 * 5 * 8
    found = _summary(Net(), 5, 8)
    assert [(line.parameters, line.multiply_adds) for line in found.lines] == [(4 * 64 + 4 * 8, cost)]
    assert found.parameters == 4 * 64 + 4 * 8
    assert not found.notes
    layer = _summary(nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), 5, 8)
    assert layer.multiply_adds == cost + 2 * 5 * 8 * 16


@pytest.mark.parametrize(("kind", "gates"), [(nn.RNN, 1), (nn.LSTM, 4), (nn.GRU, 3)])
def test_recurrent_layers_count_every_step(kind: Any, gates: int) -> None:
    found = _summary(kind(3, 5, batch_first=True), 7, 3)
    assert found.multiply_adds == 7 * gates * (3 * 5 + 5 * 5)
    assert found.lines[0].output == (7, 5)


def test_products_of_a_container_and_layers_that_are_used_twice() -> None:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.dense = nn.Linear(4, 4)
            self.own = nn.Parameter(torch.ones(4, 3))

        def forward(self, x: Any) -> Any:
            return {"answer": self.dense(self.dense(x)) @ self.own}

    found = _summary(Net(), 4)
    assert [(line.name, line.parameters, line.multiply_adds, line.output) for line in found.lines] == [
        ("dense", 20, 16, (4,)), ("dense", 0, 16, (4,)), ("Net", 12, 12, (3,)),
    ]  # fmt: skip
    assert found.parameters == sum(line.parameters for line in found.lines) == 32


def test_tokens_for_what_begins_with_an_embedding() -> None:
    found = _summary(nn.Sequential(nn.Embedding(10, 4), nn.Flatten(), nn.Linear(24, 2)), 6)
    assert [line.output for line in found.lines] == [(6, 4), (24,), (2,)]


def test_transposed_and_grouped_convolutions() -> None:
    model = nn.Sequential(nn.Conv2d(4, 8, 3, groups=2), nn.ConvTranspose2d(8, 2, 2, stride=2))
    found = _summary(model, 4, 6, 6)
    assert [line.multiply_adds for line in found.lines] == [2 * 9 * 8 * 16, 8 * 2 * 4 * 16]


def test_the_model_is_left_as_it_was() -> None:
    model = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Dropout(), nn.Linear(4, 1))
    before = {name: one.clone() for name, one in model.state_dict().items()}
    _summary(model.train(), 3)
    assert model.training
    assert all(torch.equal(one, before[name]) for name, one in model.state_dict().items())
    assert not any(one._forward_hooks or one._forward_pre_hooks for one in model.modules())
    assert all(one.grad is None for one in model.parameters())
    with pytest.raises(InputError, match=r"file\.py:Net does not accept an input of shape 7"):
        _summary(model, 7)
    assert model.training
    assert not any(one._forward_hooks or one._forward_pre_hooks for one in model.modules())


def test_what_goes_wrong_names_the_layer() -> None:
    """The innermost one that was running; what goes wrong between layers names none."""
    inner = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.Flatten(), torch.nn.Linear(10, 2))
    where = r"2 does not accept .* 1\.2, Linear\(in_features=10, out_features=2.*\): Runtime"
    with pytest.raises(InputError, match=where):
        of_module(torch.nn.Sequential(torch.nn.ReLU(), inner), (3, 8, 8), "2", "net.py:2")

    class Between(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.relu = torch.nn.ReLU()

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.relu(x).reshape(7, 7)

    with pytest.raises(InputError, match=r"accept an input of shape 3×8×8: RuntimeError: shape"):
        of_module(Between(), (3, 8, 8), "Between", "net.py:Between")
