"""Functions are recognized however a program calls them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
F = torch.nn.functional
pytestmark = pytest.mark.torch


X = torch.randn(32, 3, generator=torch.Generator().manual_seed(0))
Y = X.sum(1, keepdim=True)


class Model(torch.nn.Module):
    """Two weights, and what is computed of them and the input."""

    def __init__(self, forward: Callable[[Any, Any, Any], Any]) -> None:
        super().__init__()
        self.one, self.other = torch.nn.Linear(3, 4), torch.nn.Linear(4, 1)
        self.way = forward

    def forward(self, x: Any) -> Any:
        return self.way(self.one, self.other, x)


def _seen(forward: Callable[[Any, Any, Any], Any], loss: Callable[[Any, Any], Any] = F.mse_loss) -> Any:
    torch.manual_seed(0)
    model = Model(forward)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            loss(model(X), Y).backward()
            optimizer.step()
    return watch


BY_NAME: dict[str, tuple[Callable[[Any, Any, Any], Any], Callable[[Any, Any], Any]]] = {
    "relu": (lambda one, other, x: other(torch.relu(input=one(x))), F.mse_loss),
    "sum": (lambda one, other, x: other(torch.sum(input=one(x)[None], dim=0)), F.mse_loss),
    "exp": (lambda one, other, x: other(torch.exp(input=one(x))), F.mse_loss),
    "div": (lambda one, other, x: other(one(x).softmax(1).div(other=2.0)), F.mse_loss),
    "where": (lambda one, other, x: torch.where(condition=x[:, :1] > 0, input=other(one(x)), other=Y), F.mse_loss),
    "cat": (lambda one, other, x: other(torch.cat(tensors=[one(x)])), F.mse_loss),
    "loss": (
        lambda one, other, x: other(one(x)),
        lambda z, y: torch.mean(input=torch.cosh(torch.sub(input=z, other=y))),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BY_NAME)
def test_arguments_may_be_given_by_name(name: str) -> None:
    watch = _seen(*BY_NAME[name])
    assert not watch.recorder.training.broken
    meta = watch.trace.meta
    assert [layer.outputs for layer in meta.layers] == [4, 1]
    assert math.isfinite(meta.chance_loss)


@pytest.mark.parametrize("equation", ["bi,oi->bo", "bi,oi"])
def test_an_einstein_sum_with_and_without_an_arrow(equation: str) -> None:
    layers = _seen(lambda one, other, x: other(torch.einsum(equation, x, one.weight))).trace.meta.layers
    assert [(layer.kind, layer.outputs) for layer in layers] == [("dense", 4), ("dense", 1)]


class Step(torch.autograd.Function):
    """0 or 1, with the slope of the identity."""

    @staticmethod
    def forward(_ctx: Any, z: Any) -> Any:
        return (z > 0).float()

    @staticmethod
    def backward(_ctx: Any, *grads: Any) -> Any:
        return grads[0]


@pytest.mark.parametrize("own", [True, False])
def test_what_a_function_of_the_programs_own_does_is_not_known(own: bool) -> None:
    torch.manual_seed(0)
    x = torch.randn(256, 3)
    y = x[:, :1] * x[:, 1:2]  # no plane comes near
    below, above = torch.nn.Linear(3, 4), torch.nn.Linear(4, 1)
    optimizer = torch.optim.SGD([*below.parameters(), *above.parameters()], lr=0.1)
    with wg.watch([below, above], optimizer, every=5) as watch:
        for _ in range(400):
            optimizer.zero_grad()
            hidden = below(x)
            F.mse_loss(above(Step.apply(hidden) if own else hidden), y).backward()
            optimizer.step()
    program, diagnosis = watch.trace.meta.program, watch.diagnosis()
    assert program is not None
    assert ("function" in program.unseen) is own
    assert ("linear-network" in {one.code for one in diagnosis.undecided}) is own
    assert ("linear-network" in {one.code for one in diagnosis.findings}) is not own


def test_an_attention_bears_the_name_of_its_module() -> None:
    class Reader(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.attention, self.out = torch.nn.MultiheadAttention(4, 2, batch_first=True), torch.nn.Linear(4, 1)

        def forward(self, x: Any) -> Any:
            return self.out(self.attention(x, x, x, need_weights=False)[0].mean(1))

    model, x = Reader(), torch.randn(8, 5, 4)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            model(x).square().mean().backward()
            optimizer.step()
    names = [layer.name for layer in watch.trace.meta.layers]
    assert names[-1] == "out"
    assert not any("in_proj" in name for name in names)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_shapes_that_do_not_fit_fail_in_the_program_alone(reduction: str) -> None:
    model = torch.nn.Linear(3, 4)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    watch = wg.watch(model, optimizer, every=1)
    with pytest.raises(RuntimeError), pytest.warns(UserWarning, match="target size"):
        F.mse_loss(model(X), torch.zeros(32), reduction=reduction)
    watch.close()
    assert not watch.recorder.training.broken
