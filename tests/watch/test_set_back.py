"""Programs that take back what updates did."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import whygrad as wg
from whygrad.watch.settings import THOROUGH

torch = pytest.importorskip("torch")
F = torch.nn.functional

PARENT = Path(__file__).parents[2]


def reptile(model: Any, done: int, kept: dict[str, Any]) -> None:
    """Every fifth update: a tenth of the way to where five updates led (Nichol et al. 2018)."""
    if done % 5 == 0:
        now = model.state_dict()
        if kept:
            model.load_state_dict({name: kept[name] + 0.1 * (now[name] - kept[name]) for name in now})
        kept.update(copy.deepcopy(model.state_dict()))


def clipped(model: Any, _done: int, _kept: dict[str, Any]) -> None:
    """No weight beyond 0.1, as a critic's."""
    with torch.no_grad():
        for p in model.parameters():
            p.clamp_(-0.1, 0.1)


def swapped(model: Any, _done: int, _kept: dict[str, Any]) -> None:
    """Other weights for an evaluation, and back."""
    own = copy.deepcopy(model.state_dict())
    model.load_state_dict({name: 0.5 * value for name, value in own.items()})
    with torch.no_grad():
        model(torch.randn(8, 4))
    model.load_state_dict(own)


def best_again(model: Any, done: int, kept: dict[str, Any]) -> None:
    """Once, the weights of the beginning."""
    if done == 0:
        kept.update(copy.deepcopy(model.state_dict()))
    if done == 30:
        model.load_state_dict(kept)


def untouched(_model: Any, _done: int, _kept: dict[str, Any]) -> None:
    """Nothing."""


def train(model: Any, update: Callable[[], None], between: Callable[..., None]) -> None:
    """40 updates."""
    torch.manual_seed(0)
    kept: dict[str, Any] = {}
    for done in range(40):
        between(model, done, kept)
        x = torch.randn(8, 4)
        model.zero_grad()
        F.mse_loss(model(x), x[:, :1]).backward()
        update()


HABITS = [(reptile, True), (clipped, False), (swapped, False), (best_again, False), (untouched, False)]


@pytest.mark.parametrize(("between", "found"), HABITS)
@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_weights_that_an_optimizer_changed_are_set_back(
    between: Callable[..., None], found: bool, momentum: float
) -> None:
    model = torch.nn.Linear(4, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.02, momentum=momentum)
    with wg.watch(model, optimizer, every=1, settings=THOROUGH) as watch:
        train(model, optimizer.step, between)
    program: Any = watch.trace.meta.program
    assert program.set_back == found
    assert program.elusive == ("set-back" if found else "")


def first_again(model: Any, done: int, kept: dict[str, Any]) -> None:
    """The weights of the beginning, every eighth update."""
    if done == 0:
        kept.update(copy.deepcopy(model.state_dict()))
    if done % 8 == 0:
        model.load_state_dict(kept)


@pytest.mark.parametrize(
    ("between", "found"), [(first_again, True), (best_again, False), (reptile, False), (untouched, False)]
)
def test_initial_weights_that_come_again_and_again_are_told(between: Callable[..., None], found: bool) -> None:
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.001)
    with wg.watch(model, optimizer, every=1, settings=THOROUGH) as watch:
        train(model, optimizer.step, between)
    shown = {one.quantity for finding in watch.diagnosis().findings for one in finding.evidence}
    assert ("restored" in shown) is found


@pytest.mark.parametrize(("between", "found"), HABITS)
@pytest.mark.parametrize("every", [1, 4])
def test_an_update_that_computes_its_own_gradients_sets_nothing_back(
    between: Callable[..., None], found: bool, every: int
) -> None:
    model = torch.nn.Linear(4, 1)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    kept: dict[str, Any] = {}
    with wg.watch(model, optimizer, every=every, settings=THOROUGH) as watch:
        for done in range(160):
            between(model, done, kept)

            def closure() -> Any:
                x = torch.randn(8, 4)
                model.zero_grad()
                loss = F.mse_loss(model(x), x[:, :1])
                loss.backward()
                return loss

            optimizer.step(closure)
    assert watch.trace.meta.program.set_back == found


@pytest.mark.parametrize("write", ["in place", "anew"])
@pytest.mark.parametrize(("between", "found"), [(reptile, True), (untouched, False)])
def test_weights_that_were_changed_by_hand_are_set_back(
    tmp_path: Any, between: Callable[..., None], found: bool, write: str
) -> None:
    """As weights that a program assigns anew are filled, whoever does so sets nothing back that could be told."""
    from tests.watch.forked import watched

    change = "p.data -= 0.02 * p.grad" if write == "in place" else "p.data = p.data - 0.02 * p.grad"
    script = tmp_path / "by_hand.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(PARENT)!r})\n"
        "import torch\n"
        "from tests.watch.test_set_back import train, reptile, untouched\n"
        "model = torch.nn.Linear(4, 1)\n"
        "def update():\n"
        "    for p in model.parameters():\n"
        f"        {change}\n"
        f"train(model, update, {between.__name__})\n",
        encoding="utf-8",
    )
    program = watched(script, steps=100).traces[0].meta.program
    assert program is not None
    assert program.set_back == (found and write == "in place")


def test_optimizers_that_change_parts_of_a_model_in_turn_are_one_update() -> None:
    """What they record is what one optimizer for all parameters records, and none sets back what another did."""

    def trained(share: Callable[[list[Any]], list[list[Any]]]) -> Any:
        torch.manual_seed(0)
        model = torch.nn.Sequential(
            torch.nn.Linear(4, 2), torch.nn.Tanh(), torch.nn.Linear(2, 50), torch.nn.Linear(50, 1)
        )
        optimizers = [torch.optim.SGD(own, lr=0.02) for own in share(list(model.parameters()))]

        def update() -> None:
            for optimizer in optimizers:
                optimizer.step()
                optimizer.zero_grad()

        with wg.watch(model, optimizers, every=1, settings=THOROUGH) as watch:
            train(model, update, untouched)
        return watch.trace

    together = trained(lambda parameters: [parameters])
    for apart in (
        trained(lambda parameters: [parameters[:1], parameters[1:]]),
        trained(lambda parameters: [[p] for p in parameters]),
    ):
        assert not apart.meta.program.set_back
        for name in ("update_ratio", "loss_train"):
            np.testing.assert_array_equal(apart.channels[name], together.channels[name])
        np.testing.assert_allclose(apart.channels["step_quality"], together.channels["step_quality"], rtol=1e-3)
