"""What an update is, and what it brings: steps inside of steps, gradients that are not finite."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

import whygrad as wg
from whygrad.watch.settings import THOROUGH

torch = pytest.importorskip("torch")
from torch import nn  # noqa: E402

pytestmark = pytest.mark.torch


def _parts(optimizer: type[Any]) -> tuple[Any, Any, Any, Any]:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 2))
    x = torch.randn(32, 4)
    return model, optimizer(model.parameters(), lr=0.1), x, (x[:, 0] > 0).long()


@pytest.mark.parametrize("every", [1, 3])
@pytest.mark.parametrize("closure", [False, True])
def test_a_step_that_calls_its_parents_is_one_update(every: int, closure: bool) -> None:
    """PyTorch calls its hooks for both steps, once anybody has made an optimizer of the parent's class."""

    class Halved(torch.optim.SGD):
        def step(self, closure: Any = None) -> Any:
            for group in self.param_groups:
                for p in group["params"]:
                    if p.grad is not None:
                        p.grad.mul_(0.5)
            return super().step(closure)

    class Twice(Halved):
        def step(self, closure: Any = None) -> Any:
            result = super().step(closure)
            with torch.no_grad():
                self.param_groups[0]["params"][0].mul_(0.999)
            return result

    torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.1)
    Halved([nn.Parameter(torch.zeros(1))], lr=0.1)
    model, optimizer, x, y = _parts(Twice)
    weights: list[Any] = []

    def evaluate() -> Any:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        return loss

    with wg.watch(model, optimizer, every=every) as watch:
        for _ in range(12):
            weights.append(model[0].weight.detach().clone())
            if closure:
                optimizer.step(evaluate)
            else:
                evaluate()
                optimizer.step()
            assert watch.recorder.done == len(weights)
    trace = watch.trace
    assert trace.meta.total_steps == 12
    assert trace.steps.tolist() == list(range(0, 12, every))
    sizes = [weight.square().mean().sqrt().item() for weight in weights]
    np.testing.assert_allclose(trace["weight_rms"][0, :, 0], [sizes[step] for step in trace.steps], rtol=1e-5)
    changes = [((b - a).norm() / a.norm()).item() for a, b in itertools.pairwise(weights)]
    expected = [changes[step - 1] for step in trace.steps if step]
    np.testing.assert_allclose(trace["update_ratio"][0, 1:, 0], expected, rtol=1e-3)


def test_an_optimizer_inside_of_another_is_not_nested() -> None:
    """Both make their own steps; the first one counts."""

    class Outer(torch.optim.Optimizer):
        def __init__(self, base: Any) -> None:
            self.base = base
            super().__init__(base.param_groups, {"lr": 0.1})

        def step(self, closure: Any = None) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]
            return self.base.step(closure)

    model, inner, x, y = _parts(torch.optim.SGD)
    outer = Outer(inner)
    with wg.watch(model, outer, every=1) as watch:
        for _ in range(5):
            outer.zero_grad()
            nn.functional.cross_entropy(model(x), y).backward()
            outer.step()
    assert watch.recorder.done == 5


class Rooted(nn.Module):
    """sqrt has no finite slope at 0; the loss is finite all the same."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.b, self.c = nn.Linear(4, 8), nn.Linear(8, 8), nn.Linear(8, 2)

    def forward(self, x: Any) -> Any:
        h = torch.relu(self.b(torch.relu(self.a(x))))
        return self.c(h + torch.sqrt(h - h))


@pytest.mark.parametrize("every", [1, 4, "auto", "dense"])
def test_a_gradient_that_is_nan_at_the_first_update_is_told_there(every: Any) -> None:
    torch.manual_seed(0)
    model, x = Rooted(), torch.randn(32, 4)
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    with wg.watch(model, optimizer, every=every) as watch:
        for number in range(6):
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(x), (x[:, 0] > 0).long())
            loss.backward()
            if number == 0:
                assert loss.isfinite()
                assert model.b.weight.grad.isnan().any()
            optimizer.step()
    trace = watch.trace
    assert trace.non_finite_step.tolist() == [0]
    assert trace.non_finite_what == ("gradient",)
    assert trace.non_finite_layer.tolist() == [1]  # b: the one next to where it came from
    assert watch.diagnosis().findings[0].code == "non-finite"
    assert not np.isfinite(trace["gradient_norm"][0, 0])


def test_a_parameter_without_gradient_is_not_taken_for_one_that_is_not_finite() -> None:
    model, optimizer, x, y = _parts(torch.optim.SGD)
    optimizer.add_param_group({"params": [nn.Parameter(torch.zeros(3))]})
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(x), y).backward()
            optimizer.step()
    assert watch.trace.non_finite_step.tolist() == [-1]


def test_a_nan_in_what_is_no_layers_weight() -> None:
    """An embedding's, here: no layer to name, but the update is."""
    torch.manual_seed(0)
    words, head = nn.Embedding(5, 4), nn.Linear(4, 2)
    model = nn.Sequential(words, head)
    words.weight.register_hook(lambda gradient: gradient * float("nan"))
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(2):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(torch.arange(5)), torch.arange(5) % 2).backward()
            optimizer.step()
    assert watch.trace.non_finite_step.tolist() == [0]
    assert watch.trace.non_finite_what == ("gradient",)


def test_gradients_that_are_left_in_a_closure_are_stale_also_when_they_have_run_away() -> None:
    """L-BFGS without zero_grad: sums of gradients drive the weights out of all bounds within a few steps."""
    torch.manual_seed(0)
    x = torch.rand(100, 2) * 4 - 2
    y = torch.sin(2 * x[:, :1]) * x[:, 1:]
    for clear in (False, True):
        model = nn.Sequential(nn.Linear(2, 30), nn.Tanh(), nn.Linear(30, 1))
        optimizer = torch.optim.LBFGS(model.parameters(), lr=1.0 if clear else 50.0, max_iter=5)

        def closure(model: Any = model, optimizer: Any = optimizer, clear: bool = clear) -> Any:
            if clear:
                optimizer.zero_grad()
            loss = nn.functional.mse_loss(model(x), y) * (1.0 if clear else 1e30)
            loss.backward()
            return loss

        with wg.watch(model, optimizer, every=1) as watch:
            for _ in range(8):
                optimizer.step(closure)
        steps = watch.trace.meta.program.steps
        assert steps.observed > 4
        assert steps.stale == (0 if clear else steps.observed - 1)


@pytest.mark.parametrize("inside", [True, False])
def test_gradients_are_cleared_by_the_closure_or_pile_up(inside: bool) -> None:
    """The optimizer calls the closure several times a step: what is cleared before the step is cleared once."""
    model, x = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 1)), torch.randn(32, 4)
    y = torch.sin(2 * x[:, :1])
    optimizer = torch.optim.LBFGS(model.parameters(), lr=1.0, max_iter=8, line_search_fn="strong_wolfe")

    def closure() -> Any:
        if inside:
            optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        return loss

    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(6):
            optimizer.zero_grad()
            optimizer.step(closure)
    stale = watch.trace.meta.program.steps
    assert (stale.stale > 0) is not inside


@pytest.mark.parametrize(
    "fill",
    [
        torch.nn.init.orthogonal_,
        lambda weight: weight.view(-1).zero_(),
        lambda weight: weight.reshape(4, 4).T.copy_(torch.eye(4)),
    ],
)
def test_weights_may_be_filled_by_way_of_a_view(fill: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """PyTorch does not tell of such a view, once its weight has changed, whether it has a graph."""
    torch.manual_seed(0)
    model = torch.nn.Linear(4, 4)
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(3):
            with torch.no_grad():
                fill(model.weight)
            model(torch.randn(8, 4)).square().mean().backward()
            optimizer.step()
    assert capsys.readouterr().err == ""
    assert len(watch.trace.steps) >= 3


def test_gradients_may_be_set_of_what_asks_for_none(capsys: pytest.CaptureFixture[str]) -> None:
    """As in evolution strategies: an optimizer, and no backward."""
    theta = torch.zeros(3)
    model = nn.Linear(3, 1)
    with wg.watch(model, torch.optim.Adam([theta], lr=0.1), every=1) as watch:
        for _ in range(3):
            theta.grad = torch.ones(3)
            with torch.no_grad():
                model(torch.randn(4, 3))
            watch.recorder.training.optimizers[0].step()
    assert capsys.readouterr().err == ""


def _steps_of(between: Any, before: Any = None) -> Any:
    """What lay between the updates of a training that never clears all gradients: `before` each, `between` two."""
    model, optimizer, x, y = _parts(torch.optim.SGD)
    with wg.watch(model, optimizer, settings=THOROUGH) as watch:
        for _ in range(80):  # not every one is observed
            nn.functional.cross_entropy(model(x), y).backward()
            if before is not None:
                before(model)
            optimizer.step()
            between(model)
    return watch.trace.meta.program.steps


def _nothing(model: Any) -> None:
    pass


def _faded(model: Any) -> None:
    for p in model.parameters():
        p.grad.data.mul_(0.9)


def test_gradients_that_fade_between_updates_are_a_velocity() -> None:
    steps = _steps_of(_faded)
    assert 40 < steps.observed < 80
    assert steps.stale == 0


@pytest.mark.parametrize(
    ("between", "before"),
    [
        (_nothing, None),
        (_nothing, lambda model: nn.utils.clip_grad_norm_(model.parameters(), 0.01)),
        (lambda model: next(model.children()).zero_grad(), None),
    ],
)
def test_gradients_that_stay_as_an_update_used_them_are_stale(between: Any, before: Any) -> None:
    """Also where they are clipped before each update, or only some of them are cleared."""
    steps = _steps_of(between, before)
    assert steps.stale == steps.observed - 1


def test_gradients_that_are_clipped_before_backward_are_stale() -> None:
    """A limit keeps them at one norm: only the first one may be a velocity."""
    steps = _steps_of(lambda model: nn.utils.clip_grad_norm_(model.parameters(), 0.01))
    assert steps.stale >= steps.observed - 3


@pytest.mark.parametrize("cleared", [True, False])
def test_parts_that_take_turns_keep_old_gradients(cleared: bool) -> None:
    """Each has an optimizer of its own, which clears its own gradients only; the others are held still."""
    torch.manual_seed(0)
    model = nn.ModuleList([nn.Linear(4, 8), nn.Linear(8, 1)])
    optimizers = [torch.optim.SGD(part.parameters(), lr=0.05) for part in model]
    x = torch.randn(64, 4)
    y = x[:, :1] * x[:, 1:2]
    with wg.watch(model, optimizers, every=1) as watch:
        for turn in range(8):
            for at, part in enumerate(model):
                part.requires_grad_(at == turn % 2)
            for _ in range(6):
                if cleared:
                    optimizers[turn % 2].zero_grad()
                nn.functional.mse_loss(model[1](torch.tanh(model[0](x))), y).backward()
                optimizers[turn % 2].step()
    codes = {finding.code for finding in watch.diagnosis().findings}
    assert ("gradients-accumulate" in codes) is not cleared


@pytest.mark.parametrize(("backward", "code", "remedy"), [(False, "no-gradient", "call-backward"),
                                                          (True, "no-progress", "call-step")])  # fmt: skip
def test_a_call_that_is_missing_is_named(backward: bool, code: str, remedy: str) -> None:
    model, optimizer, x, y = _parts(torch.optim.SGD)
    with wg.watch(model, optimizer) as watch:
        for _ in range(300):
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(x), y)
            if backward:
                loss.backward()
            else:
                optimizer.step()
    root = watch.diagnosis().root
    assert root is not None
    assert (root.code, root.remedies) == (code, (remedy,))


@pytest.mark.parametrize("to_none", [True, False])
@pytest.mark.parametrize(("inside", "clears"), [(False, True), (False, False), (True, True)])
def test_a_step_after_the_loop_leaves_nearly_all_gradients_unused(inside: bool, clears: bool, to_none: bool) -> None:
    """Where they are not cleared they are added up, and all are used; nor is it a fault where each is used at once."""
    model, optimizer, x, y = _parts(torch.optim.SGD)
    with wg.watch(model, optimizer) as watch:
        for _ in range(2):
            for _ in range(60):
                if clears:
                    optimizer.zero_grad(set_to_none=to_none)
                nn.functional.cross_entropy(model(x), y).backward()
                if inside:
                    optimizer.step()
            if not inside:
                optimizer.step()
    found = clears and not inside
    assert watch.trace.meta.program.steps.discarded == (118 if found else 0)
    assert [one.remedies for one in watch.diagnosis().findings if one.code == "no-progress"] == (
        [("call-step",)] if found else []
    )


def test_what_a_closure_clears_was_used() -> None:
    """A line search asks for the loss and its gradient at many places."""
    model, optimizer, x, y = _parts(torch.optim.LBFGS)

    def closure() -> Any:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), y)
        loss.backward()
        return loss

    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(8):
            optimizer.step(closure)
    assert watch.trace.meta.program.steps.discarded == 0


def test_gradients_of_another_network_are_cleared_without_harm() -> None:
    """A critic's loss reaches the generator, too, whose gradients of it are cleared before its own loss."""
    torch.manual_seed(0)
    generator, critic = nn.Linear(3, 4), nn.Linear(4, 1)
    made, judged = torch.optim.Adam(generator.parameters()), torch.optim.Adam(critic.parameters())
    with wg.watch(generator, made, every=1) as watch:
        for _ in range(30):
            for _ in range(5):
                judged.zero_grad()
                (critic(generator(torch.randn(16, 3))).mean() - critic(torch.randn(16, 4)).mean()).backward()
                judged.step()
            made.zero_grad()
            (-critic(generator(torch.randn(16, 3))).mean()).backward()
            made.step()
    assert "no-progress" not in {one.code for one in watch.diagnosis().findings}


@pytest.mark.parametrize("kept", ["bfloat16", "float32"])
def test_updates_that_bfloat16_rounds_away_are_told(kept: str) -> None:
    """With the same rate, numbers of 32 bits keep what is added to them."""
    torch.manual_seed(0)
    dtype = getattr(torch, kept)
    x = torch.randn(400, 8)
    y = (x[:, :2].sum(1) > 0).long()
    model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 2)).to(dtype)
    optimizer = torch.optim.SGD(model.parameters(), lr=2e-3)
    before = model[0].weight.detach().clone()
    with wg.watch(model, optimizer, every=1) as watch:
        for _ in range(12):
            for rows in torch.randperm(len(x)).split(20):
                optimizer.zero_grad()
                nn.functional.cross_entropy(model(x[rows].to(dtype)).float(), y[rows]).backward()
                optimizer.step()
    same = float((model[0].weight == before).float().mean())
    assert (same > 0.5) is (kept == "bfloat16")
    found = [one for one in wg.diagnose(watch.trace).findings if "use-float32" in one.remedies]
    assert [one.code for one in found] == (["learning-rate-too-low"] if kept == "bfloat16" else [])
