"""A watched training is bit for bit the training it would be: losses, weights, gradients, random numbers, hooks."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from tests.watch.styles import STYLES, Ended, Style

import whygrad as wg
from whygrad.diagnose import diagnose
from whygrad.session import Watch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch


def _run(style: Style, every: Any) -> tuple[Ended, Any, list[Any]]:
    torch.manual_seed(7)
    watches: list[Any] = []

    def start(models: Any, optimizers: Any) -> None:
        if every is not None:
            watches.append(_begin(models, optimizers, every))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nested tensors are a prototype, as PyTorch says itself
        ended = style(start)
    return ended, torch.get_rng_state(), watches


def _begin(models: Any, optimizers: Any, every: Any) -> Any:
    if models != []:
        return wg.watch(models, optimizers, every=every)
    from whygrad.instrument.hub import hub
    from whygrad.watch._recorder import TrainingRecorder
    from whygrad.watch.settings import THOROUGH

    every = every if isinstance(every, int) else None
    recorder = TrainingRecorder([], [optimizers], every=every, settings=THOROUGH)
    hub().attach(recorder)
    return Watch(recorder)


def _hooks() -> list[int]:
    from torch.nn.modules import module
    from torch.optim import optimizer
    from torch.overrides import _get_current_function_mode_stack

    return [
        len(module._global_forward_pre_hooks), len(module._global_forward_hooks),
        len(module._global_forward_hooks_always_called), len(optimizer._global_optimizer_pre_hooks),
        len(optimizer._global_optimizer_post_hooks), len(_get_current_function_mode_stack()),
    ]  # fmt: skip


@pytest.mark.parametrize("every", [1, 3, "auto", "dense"])
@pytest.mark.parametrize("name", STYLES)
def test_nothing_changes(name: str, every: Any) -> None:
    before = _hooks()
    (losses, state), random, _ = _run(STYLES[name], None)
    (watched_losses, watched_state), watched_random, watches = _run(STYLES[name], every)
    assert losses == watched_losses
    assert len(state) == len(watched_state)
    assert all(torch.equal(one, other) for one, other in zip(state, watched_state, strict=True))
    assert torch.equal(random, watched_random)
    for watch in watches:
        watch.close()
        assert len(watch.trace.steps) >= 2
    assert _hooks() == before == [0] * 6


@pytest.mark.parametrize("name", STYLES)
def test_asking_changes_nothing(name: str) -> None:
    """A diagnosis in the middle of a training, too, leaves it as it was."""
    (losses, state), random, _ = _run(STYLES[name], None)
    torch.manual_seed(7)
    watches: list[Any] = []
    asked = 0

    def start(models: Any, optimizers: Any) -> None:
        watch = _begin(models, optimizers, 1)

        def ask(one: Any) -> None:
            nonlocal asked
            if one.done % 5 == 4:
                diagnose(one.trace)
                asked += 1

        watch.recorder.after_update = ask
        watches.append(watch)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        watched_losses, watched_state = STYLES[name](start)
    assert asked
    assert losses == watched_losses
    assert all(torch.equal(one, other) for one, other in zip(state, watched_state, strict=True))
    assert torch.equal(random, torch.get_rng_state())
