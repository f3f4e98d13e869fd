"""Parameters that no optimizer has and the program renews, and those of a teacher, were not left out."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg
from whygrad.diagnose import Severity, diagnose
from whygrad.watch.settings import THOROUGH

torch = pytest.importorskip("torch")
F = torch.nn.functional


def by_hand(target: Any, online: Any) -> None:
    for one, other in zip(target.parameters(), online.parameters(), strict=True):
        one.data.mul_(0.9).add_(other.data, alpha=0.1)


def interpolated(target: Any, online: Any) -> None:
    with torch.no_grad():
        torch._foreach_lerp_(list(target.parameters()), list(online.parameters()), 0.1)


def replaced(target: Any, online: Any) -> None:
    for one, other in zip(target.parameters(), online.parameters(), strict=True):
        one.data = one.data * 0.9 + other.data * 0.1


RENEWALS: dict[str, Callable[[Any, Any], object]] = {
    "by hand": by_hand,
    "interpolated": interpolated,
    "replaced": replaced,
    "loaded": lambda target, online: target.load_state_dict(online.state_dict()),
    "never": lambda *_: None,
}


class Pair(torch.nn.Module):
    """A network and a copy of it, in one module."""

    def __init__(self) -> None:
        super().__init__()
        self.online = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 2))
        self.target = copy.deepcopy(self.online)

    def forward(self, x: Any) -> Any:
        return self.online(x), self.target(x + 0.1)


@pytest.mark.parametrize("renewal", RENEWALS)
@pytest.mark.parametrize("frozen", [True, False])
def test_what_the_program_renews_was_not_left_out(renewal: str, frozen: bool) -> None:
    pair = Pair()
    pair.target.requires_grad_(not frozen)
    optimizer = torch.optim.SGD(pair.online.parameters(), lr=0.1)
    with wg.watch(pair, optimizer, every=1, settings=THOROUGH) as watch:
        for _ in range(60):
            one, other = pair(torch.randn(16, 4))
            optimizer.zero_grad()
            F.mse_loss(one, other).backward()
            optimizer.step()
            RENEWALS[renewal](pair.target, pair.online)
    program: Any = watch.trace.meta.program
    renewed = {p.name.partition(".")[0] for p in program.parameters if p.renewed}
    assert renewed == (set() if renewal == "never" else {"target"})
    layers = {layer.name.partition(".")[0] for layer in watch.trace.meta.layers}
    assert layers == ({"online", "target"} if renewal == "never" else {"online"})
    codes = {finding.code for finding in diagnose(watch.trace).findings}
    assert ("not-optimized" in codes) == (renewal == "never" and not frozen)


@pytest.mark.parametrize("added", [True, False])
def test_what_was_frozen_and_let_free_needs_an_optimizer(added: bool) -> None:
    """As in a fine-tuning whose second stage goes on with the optimizer of the first."""
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 2))
    model[0].requires_grad_(False)
    optimizer = torch.optim.SGD(model[2].parameters(), lr=0.1)
    with wg.watch(model, optimizer, every=1, settings=THOROUGH) as watch:
        for step in range(60):
            if step == 20:
                model[0].requires_grad_(True)
                if added:
                    optimizer.add_param_group({"params": model[0].parameters()})
            optimizer.zero_grad()
            x = torch.randn(16, 4)
            F.mse_loss(model(x), x[:, :2] * x[:, 2:]).backward()
            optimizer.step()
    program: Any = watch.trace.meta.program
    assert {p.name for p in program.parameters if p.released} == (set() if added else {"0.weight", "0.bias"})
    grave = {finding.code for finding in diagnose(watch.trace).findings if finding.severity is not Severity.INFO}
    assert ("not-optimized" in grave) is not added


@pytest.mark.parametrize("loaded", [True, False])
def test_a_teacher_is_no_part_of_what_is_trained(loaded: bool) -> None:
    """Although it gets a gradient, as nobody detached what it says; drawn at random it may be a part left out."""
    with wg.watch(student := torch.nn.Linear(4, 2), optimizer := torch.optim.SGD(student.parameters(), lr=0.1),
                  every=1, settings=THOROUGH) as watch:  # fmt: skip
        teacher = torch.nn.Sequential(torch.nn.Linear(4, 16), torch.nn.Tanh(), torch.nn.Linear(16, 2))
        if loaded:
            teacher.load_state_dict(copy.deepcopy(teacher.state_dict()))
        for _ in range(8):
            x = torch.randn(16, 4)
            optimizer.zero_grad()
            F.mse_loss(student(x), teacher(x)).backward()
            optimizer.step()
    program: Any = watch.trace.meta.program
    assert any(not p.optimized for p in program.parameters) == (not loaded)
