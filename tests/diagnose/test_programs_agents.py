"""Rules where they judge an agent: by its returns, not by a loss that shows nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.diagnose.handmade import LN2, STEPS, codes, meta, shows, stuck, trace

from whygrad.diagnose import diagnose
from whygrad.diagnose.messages import message
from whygrad.trace import ProgramFacts, Trace
from whygrad.trace.program import LossFacts, OrderFacts, ReturnsFacts, Stop

TOO_LOW, TOO_HIGH = "learning-rate-too-low", "learning-rate-too-high"


@pytest.mark.parametrize(
    ("gain", "fewest", "stop", "found"),
    [(1.0, 20, "finished", True), (1.0, 20, "stopped", None), (3.0, 20, "finished", None), (1.0, 9, "finished", None),
     (1.0, 1, "stopped", None), (5.0, 20, "stopped", False)],
)  # fmt: skip
def test_an_agent_is_judged_by_how_far_its_returns_rose(
    gain: float, fewest: int, stop: Stop, found: bool | None
) -> None:
    """None: that is not certain, so that a training which goes on is waited for."""
    returns = ReturnsFacts(first=10.0, last=10.0 + gain, error=1.0, fewest=fewest, episodes=10 * fewest)
    about = meta(program=ProgramFacts(returns=returns, pulled=True, stop=stop), chance_loss=math.nan)
    diagnosis = diagnose(trace(about, loss_train=np.ones(len(STEPS)), loss_test=None))
    waits = {one.code: one.missing for one in diagnosis.undecided}.get("no-progress")
    assert waits == (("later_returns",) if found is None else None)
    assert ("no-progress" in codes(diagnosis)) is bool(found)


@pytest.mark.parametrize(("level", "code"), [(0.8, "underfitting"), (1.0, "no-progress")])
@pytest.mark.parametrize("gain", [1.0, 8.0])
def test_an_agent_whose_returns_surely_rise_learns(level: float, code: str, gain: float) -> None:
    """However well it imitates the actions of a dataset."""
    returns = ReturnsFacts(first=10.0, last=10.0 + gain, error=1.0, fewest=20, episodes=200)
    about = meta(program=ProgramFacts(returns=returns, stop="finished", epochs=4.0))
    imitates = trace(
        about, **stuck(about, loss_train=level * LN2, loss_test=None, accuracy_train=0.5 + 0.3 * (level < 1))
    )
    diagnosis = diagnose(imitates)
    assert (code in codes(diagnosis)) is (gain < 2)
    assert diagnosis.is_decided


@pytest.mark.parametrize("gain", [1.0, 8.0])
@pytest.mark.parametrize("epochs", [math.nan, 4.0])
def test_samples_of_its_own_episodes_make_the_loss_of_an_agent_jump(gain: float, epochs: float) -> None:
    """As that of a critic does, whose targets grow when the agent plays better."""
    jumps = LN2 * np.where(STEPS < 100, 0.3, np.where(np.arange(len(STEPS)) % 2, 1.0, 1.8))
    returns = ReturnsFacts(first=10.0, last=10.0 + gain, error=1.0, fewest=20, episodes=200)
    about = meta(program=ProgramFacts(returns=returns, stop="finished", epochs=epochs))
    noise = {"gradient_coherence": 1 / 40.0, "step_quality": 0.8, "accuracy_train": 0.5}
    found = diagnose(trace(about, loss_train=jumps, loss_test=None, **noise))
    assert about.program is not None
    assert about.program.elusive == ("played" if math.isnan(epochs) else "")
    assert ("noisy-updates" in codes(found)) is math.isfinite(epochs)
    if math.isnan(epochs):
        assert codes(found) == ([] if gain > 4 else ["no-progress"])
        assert found.is_decided
        assert ("The agent has learned" in " ".join(str(found).split())) is (gain > 4)


@pytest.mark.parametrize(("moving", "advice"), [(False, "sign of its loss"), (True, "targets of its values")])
def test_what_to_check_where_the_returns_fell(moving: bool, advice: str) -> None:
    loss = LossFacts("mse_loss", "squared", "train", "train.py:1", 40, "identity", moving=moving)
    returns = ReturnsFacts(first=10.0, last=4.0, error=1.0, fewest=20, episodes=200)
    about = meta(program=ProgramFacts(returns=returns, stop="finished", losses=(loss,)))
    assert advice in message(shows(trace(about), "no-progress"), about)


@pytest.mark.parametrize(("updates", "found"), [(1000, True), (40, False)])
def test_returns_tell_where_no_loss_was_seen(updates: int, found: bool) -> None:
    """As where the program computes its gradient by hand."""
    returns = ReturnsFacts(first=10.0, last=10.5, error=1.0, fewest=20, episodes=200)
    steps = STEPS if updates == STEPS[-1] else np.arange(len(STEPS))
    about = meta(program=ProgramFacts(returns=returns, stop="finished"), chance_loss=math.nan, total_steps=updates)
    played = Trace(about, steps, [0], {"loss_train": np.full((1, len(STEPS)), math.nan)})
    assert ("no-progress" in codes(diagnose(played))) is found


@pytest.mark.parametrize(
    ("gain", "step", "stop", "code"),
    [(1.0, 1e-5, "finished", TOO_LOW), (1.0, 1e-5, "stopped", TOO_LOW), (1.0, 1e-3, "finished", "no-progress"),
     (3.0, 1e-5, "finished", None), (1.0, 0.5, "finished", TOO_HIGH), (3.0, 0.5, "stopped", TOO_HIGH),
     (5.0, 0.5, "finished", None), (-3.0, 0.2, "finished", "no-progress"),
     (-3.0, 1e-5, "finished", "no-progress"),  # what made the returns fall has moved
     (1.0, 0.0, "finished", "no-progress")],  # a gradient of 0 leads nowhere at any rate
)  # fmt: skip
def test_steps_of_an_agent_that_does_not_learn_are_far_too_short_or_too_long(
    gain: float, step: float, stop: Stop, code: str | None
) -> None:
    returns = ReturnsFacts(first=10.0, last=10.0 + gain, error=1.0, fewest=20, episodes=200)
    about = meta(program=ProgramFacts(returns=returns, pulled=True, stop=stop), chance_loss=math.nan)
    steps = np.where(STEPS <= 16, step, min(step, 1e-3))[None, :, None]
    channels = {"loss_train": np.ones(len(STEPS)), "loss_test": None, "update_ratio": steps}
    assert codes(diagnose(trace(about, **channels)))[:1] == ([code] if code else [])
    tiny = codes(diagnose(trace(about, **channels, weight_rms=1e-4)))  # weights that are to grow
    assert TOO_HIGH not in tiny
    assert (TOO_LOW in tiny) is (code == TOO_LOW)


@pytest.mark.parametrize("pulled", [False, True])
def test_what_a_policy_chose_is_in_no_order(pulled: bool) -> None:
    order = OrderFacts(batches=400, pairs=200, alike=0.9, alike_chance=0.5)
    about = meta(program=ProgramFacts(order=order, pulled=pulled))
    assert ("not-shuffled" in codes(diagnose(trace(about)))) is not pulled
