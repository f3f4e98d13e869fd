"""Equations' residuals: derivatives (N, 1) that meet what has (N,), and pairs that are meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg
from whygrad.watch.settings import THOROUGH

torch = pytest.importorskip("torch")
F = torch.nn.functional

N = 20


def derivative(y: Any, x: Any) -> Any:
    return torch.autograd.grad(y, x, torch.ones_like(y), create_graph=True)[0]


def points(columns: int = 1) -> Any:
    return torch.rand(N, columns, requires_grad=True)


def load_known_at_points(model: Any, flat: bool) -> Any:
    x = points()
    load = torch.rand(N) if flat else torch.rand(N, 1)
    return (derivative(derivative(model(x), x), x) + load).square().mean()


def load_of_the_points(model: Any, flat: bool) -> Any:
    x = points()
    return (derivative(model(x), x) * 2 - torch.sin(x[:, 0] if flat else x)).abs().mean()


def two_derivatives(model: Any, flat: bool) -> Any:
    x = points()
    first = derivative(model(x), x)
    second = derivative(first, x)
    return (second - (first[:, 0] if flat else first)).square().mean()


def answers_beside_them(model: Any, flat: bool) -> Any:
    x = points()
    u = model(x)
    return (derivative(u, x) + (u.squeeze(1) if flat else u)).square().mean()


def flat_derivative(model: Any, flat: bool) -> Any:
    x = torch.rand(N, requires_grad=True)
    load = torch.rand(N, 1) if flat else torch.rand(N)
    return (derivative(model(x[:, None]).squeeze(1), x) - load).square().mean()


def against_zeros(model: Any, flat: bool) -> Any:
    x = points()
    residual = derivative(model(x), x) + (torch.rand(N) if flat else torch.rand(N, 1))
    return F.mse_loss(residual, torch.zeros_like(residual))


def beside_a_boundary(model: Any, flat: bool) -> Any:
    ends = F.mse_loss(model(torch.tensor([[0.0], [1.0]])), torch.zeros(2, 1))
    return ends + load_known_at_points(model, flat)


RESIDUALS = (load_known_at_points, load_of_the_points, two_derivatives, answers_beside_them, flat_derivative,
             against_zeros, beside_a_boundary)  # fmt: skip


def pairs_upright(model: Any) -> Any:
    x = points()
    slope = derivative(model(x), x)[:, 0]
    return torch.sigmoid(slope[:, None] - slope).square().mean()


def pairs_of_one_column(model: Any) -> Any:
    x = points()
    slope = derivative(model(x), x)
    return torch.exp(-((slope - slope.squeeze(1)) ** 2)).mean() + (slope * slope.T).mean()


def thresholds_put_upright(model: Any) -> Any:
    x = points()
    return F.relu(torch.rand(N)[:, None] - derivative(model(x), x)[:, 0]).mean()


def levels(model: Any) -> Any:
    x = points()
    apart, level = derivative(model(x), x) - torch.rand(N, 1), torch.linspace(0.1, 0.9, 9)
    return torch.maximum(level * apart, (level - 1) * apart).mean()


PAIRS = (pairs_upright, pairs_of_one_column, thresholds_put_upright, levels)


def codes(loss: Callable[[Any], Any]) -> dict[str, Any]:
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(1, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-3)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(4):
            optimizer.zero_grad()
            loss(model).backward()
            optimizer.step()
    return {one.code: one for one in wg.diagnose(watch.trace).findings}


@pytest.mark.parametrize("flat", [True, False])
@pytest.mark.parametrize("residual", RESIDUALS)
def test_a_derivative_that_meets_all_the_others_is_seen(residual: Callable[[Any, bool], Any], flat: bool) -> None:
    found = codes(lambda model: residual(model, flat))
    assert ("loss-shape-broadcast" in found) is flat
    if flat:
        assert found["loss-shape-broadcast"].evidence[0].value == N


@pytest.mark.parametrize("pairs", PAIRS)
def test_pairs_that_are_meant(pairs: Callable[[Any], Any]) -> None:
    assert "loss-shape-broadcast" not in codes(pairs)


def test_fast_weights_stay_weights() -> None:
    """Gradients of weights are no derivatives of an equation."""
    model, x, y = torch.nn.Linear(3, 1), torch.randn(N, 3), torch.randn(N, 1)

    def adapted(model: Any) -> Any:
        given = torch.autograd.grad(F.mse_loss(model(x), y), list(model.parameters()), create_graph=True)
        weight, bias = (p - 0.1 * g for p, g in zip(model.parameters(), given, strict=True))
        return F.mse_loss(F.linear(x, weight, bias), y)

    optimizer = torch.optim.SGD(model.parameters(), lr=1e-3)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(4):
            optimizer.zero_grad()
            adapted(model).backward()
            optimizer.step()
    program = watch.trace.meta.program
    assert program is not None
    assert program.loss is not None
    assert (program.loss.kind, program.loss.broadcast) == ("squared", False)


def test_a_derivative_that_is_trained_is_no_gradient_of_the_loss() -> None:
    """The oracle: the gradient of a loss of derivatives by each layer's output, as hooks of a second run see it."""
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(1, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.0)
    x = torch.linspace(0, 1, 16)[:, None].requires_grad_()
    seen: dict[int, Any] = {}

    def step(hooked: bool = False) -> None:
        hidden = model[0](x)
        answers = model[2](torch.tanh(hidden))
        slope = torch.autograd.grad(answers.sum(), x, create_graph=True)[0]
        if hooked:
            hidden.register_hook(lambda gradient: seen.__setitem__(0, gradient))
            answers.register_hook(lambda gradient: seen.__setitem__(1, gradient))
        optimizer.zero_grad()
        (1e-3 * slope).square().mean().backward()
        optimizer.step()

    with wg.watch(model, optimizer, settings=THOROUGH) as watch:
        for _ in range(3):
            step()
    step(hooked=True)
    assert list(seen) == [0]  # a derivative does not depend on the output's own value
    told = watch.trace["backprop_rms"][0, 1]
    assert told[0] == pytest.approx(float(16 * seen[0].square().mean().sqrt()), rel=1e-4)
    assert not told[1] > 0
