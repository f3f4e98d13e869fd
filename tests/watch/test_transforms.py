"""What PyTorch makes of functions before they run, and complex numbers: nothing breaks, and norms are right."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
from torch import nn  # noqa: E402

pytestmark = pytest.mark.torch


def _data() -> tuple[Any, Any]:
    torch.manual_seed(0)
    x = torch.randn(32, 4)
    return x, (x[:, 0] > 0).long()


def _trained(model: Any, loss: Any, steps: int = 3) -> Any:
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(steps):
            optimizer.zero_grad()
            loss().backward()
            optimizer.step()
    return watch.trace


def _mlp() -> Any:
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))


@pytest.mark.filterwarnings("ignore:.*torch.jit.*:DeprecationWarning")
def test_a_model_that_is_traced_while_it_is_watched(tmp_path: Path) -> None:
    x, y = _data()
    model = _mlp()
    plain, traced = _mlp(), {}
    plain.load_state_dict(model.state_dict())

    def loss() -> Any:
        traced["model"] = torch.jit.trace(model, x[:3])
        return nn.functional.cross_entropy(traced["model"](x), y)

    trace = _trained(model, loss)
    trace.save(tmp_path / "trace")  # every number of it is one
    expected = _trained(plain, lambda: nn.functional.cross_entropy(plain(x), y))
    assert trace["loss_train"] == pytest.approx(expected["loss_train"])


@pytest.mark.filterwarnings("ignore:There is a performance drop")
def test_gradients_of_single_samples_by_vmap() -> None:
    """The mean of the samples' gradients is that of the batch, so the recorded norm is known."""
    from torch.func import functional_call, grad, vmap

    x, y = _data()
    model = _mlp()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

    def loss(weights: Any, one: Any, target: Any) -> Any:
        return nn.functional.cross_entropy(functional_call(model, weights, (one[None],)), target[None])

    whole = torch.autograd.grad(nn.functional.cross_entropy(model(x), y), list(model.parameters()))
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(2):
            weights = {name: p.detach() for name, p in model.named_parameters()}
            each = vmap(grad(loss), in_dims=(None, 0, 0))(weights, x, y)
            for name, p in model.named_parameters():
                p.grad = each[name].mean(0)
            optimizer.step()
    norm = math.sqrt(sum(float(g.square().sum()) for g in whole))
    assert watch.trace["gradient_norm"][0, 0] == pytest.approx(norm, rel=1e-4)


class Complex(nn.Module):
    """A layer of complex weights before a real one."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(4, 6, dtype=torch.cfloat))
        self.out = nn.Linear(12, 2)

    def forward(self, x: Any) -> Any:
        z = x.to(torch.cfloat) @ self.weight
        return self.out(torch.tanh(torch.view_as_real(z).flatten(1)))


@pytest.mark.filterwarnings("error")
def test_complex_weights_have_the_norms_of_their_parts() -> None:
    x, y = _data()
    model = Complex()
    given = torch.autograd.grad(nn.functional.cross_entropy(model(x), y), list(model.parameters()))
    total = math.sqrt(sum(float(torch.view_as_real(g).square().sum() if g.is_complex() else g.square().sum())
                          for g in given))  # fmt: skip
    trace = _trained(model, lambda: nn.functional.cross_entropy(model(x), y), steps=40)
    assert trace["gradient_norm"][0, 0] == pytest.approx(total, rel=1e-5)
    # Of small steps down a smooth loss each keeps most of what the gradient promises, and no more.
    quality = trace["step_quality"][0]
    assert 0.8 < float(quality[20:][~torch.isnan(torch.tensor(quality[20:]))].mean()) < 1.01
