"""What losses by hand apply to what a model put out: a function for the second time, a softmax over one number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg

torch = pytest.importorskip("torch")
F = torch.nn.functional

Loss = Callable[[Any, Any], Any]


def focal(z: Any, y: Any) -> Any:
    p, q = F.logsigmoid(z), F.logsigmoid(-z)
    return -(q.exp() * p * y + p.exp() * q * (1 - y)).mean()


def dice(z: Any, y: Any) -> Any:
    p = torch.special.expit(z.view(-1))
    return 1 - 2 * (p * y.view(-1)).sum() / (p.sum() + y.sum())


def confident(p: Any, _y: Any) -> Any:
    q = F.log_softmax(p, 1)
    return ((1 - q[:, 0].exp()) ** 2 * q[:, 0].sin()).mean()


ON_LOGITS: dict[str, Loss] = {
    "focal": focal,
    "dice": dice,
    "adversary": lambda z, y: F.softplus(-z[y > 0]).mean() + F.softplus(z[y == 0]).mean(),
    "softplus": lambda z, y: (F.softplus(z) - y * z).mean(),
    "probabilities": lambda z, y: F.binary_cross_entropy(z.sigmoid(), y),
}


def told(loss: Loss, *after: Any, outputs: int = 1, updates: int = 12) -> Any:
    """The watch of a training with that loss, of a model that ends so."""
    x = torch.randn(32, 4)
    y = (x[:, :1] > 0).float()
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, outputs), *after)
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(updates):
            optimizer.zero_grad()
            loss(model(x), y).backward()
            optimizer.step()
    return watch


def codes(watch: Any) -> set[str]:
    return {finding.code for finding in watch.diagnosis().findings}


@pytest.mark.parametrize("style", ON_LOGITS)
@pytest.mark.parametrize("squashed", [True, False])
def test_a_sigmoid_that_a_loss_by_hand_applies_again(style: str, squashed: bool) -> None:
    watch = told(ON_LOGITS[style], *([torch.nn.Sigmoid()] if squashed else []))
    assert ("sigmoid-before-logit-loss" in codes(watch)) is squashed


@pytest.mark.parametrize("squashed", [True, False])
def test_a_softmax_that_a_loss_by_hand_applies_again(squashed: bool) -> None:
    watch = told(confident, *([torch.nn.Softmax(1)] if squashed else []), outputs=3)
    assert ("softmax-before-cross-entropy" in codes(watch)) is squashed


def test_a_softmax_of_sigmoids_is_nothing_twice() -> None:
    def classes(p: Any, y: Any) -> Any:
        return F.cross_entropy(p, y[:, 0].long())

    found = codes(told(classes, torch.nn.Sigmoid(), outputs=3))
    assert "sigmoid-before-logit-loss" not in found
    assert "output-loss-mismatch" in found


@pytest.mark.parametrize("style", ["sharpened", "told"])
def test_what_is_meant_is_not_twice(style: str) -> None:
    def sharpened(p: Any, y: Any) -> Any:
        return dice(10 * (p - 0.5), y)

    def metric(p: Any, y: Any) -> Any:
        torch.sigmoid(p).gt(0.6).float().mean()  # with a graph, but no backward comes by
        return F.binary_cross_entropy(p, y)

    watch = told({"sharpened": sharpened, "told": metric}[style], torch.nn.Sigmoid())
    assert not watch.trace.meta.program.outside
    assert "sigmoid-before-logit-loss" not in codes(watch)


def ranking(axis: int, penalty: float = 0.0, extra: float = 0.0) -> Loss:
    """ListNet of four lists of eight: the lists lie along the middle axis."""

    def loss(z: Any, _y: Any) -> Any:
        scores = z.view(4, 8, 1)
        wanted = F.softmax(torch.arange(32.0).view(4, 8) % 5, 1).view_as(scores)
        listed = -(wanted * F.log_softmax(scores, dim=axis)).sum(1).mean()
        return listed + penalty * z.square().mean() + extra

    return loss


@pytest.mark.parametrize(("axis", "extra"), [(-1, 0.0), (-1, 1.0), (1, 0.0)])
def test_a_softmax_over_a_single_number(axis: int, extra: float) -> None:
    watch = told(ranking(axis, extra=extra))
    assert ("output-loss-mismatch" in codes(watch)) is (axis == -1)
    if axis == -1:
        found = next(one for one in watch.diagnosis().findings if one.code == "output-loss-mismatch")
        assert "axis of size 1" in " ".join(str(watch.diagnosis()).replace("│", " ").split())
        assert "test_outside.py:" in found.where.source


def test_a_single_component_is_no_mismatch() -> None:
    assert "output-loss-mismatch" not in codes(told(ranking(-1, penalty=1.0)))


def test_a_soft_target_lies_within_the_sigmoid_of_a_loss_by_hand() -> None:
    def entropy(z: Any, y: Any) -> Any:
        soft = 0.3 + 0.4 * y + 0.1 * torch.linspace(0, 1, 32)[:, None]
        return -(soft * F.logsigmoid(z) + (1 - soft) * F.logsigmoid(-z)).mean()

    watch = told(entropy)
    assert watch.trace.meta.output == "sigmoid"
    assert "output-range-mismatch" not in codes(watch)


@pytest.mark.parametrize("squashed", [True, False])
def test_a_softmax_before_one_of_several_losses(squashed: bool) -> None:
    """A second head with a cross-entropy of its own, beside a loss that says nothing of progress."""
    torch.manual_seed(0)
    body, real = torch.nn.Linear(4, 8), torch.nn.Linear(8, 1)
    classes = torch.nn.Sequential(torch.nn.Linear(8, 3), *([torch.nn.Softmax(1)] if squashed else []))
    optimizer = torch.optim.Adam([*body.parameters(), *real.parameters(), *classes.parameters()], 1e-3)
    with wg.watch(torch.nn.ModuleList([body, real, classes]), optimizer, every=1) as watch:
        for _ in range(12):
            x = torch.randn(32, 4)
            hidden = torch.tanh(body(x))
            game = -torch.log(torch.sigmoid(real(hidden)) + 1e-8).mean()
            loss = game + F.cross_entropy(classes(hidden), (x[:, 0] > 0).long())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    assert ("softmax-before-cross-entropy" in codes(watch)) is squashed
