"""The returns of the episodes that an agent plays."""

from __future__ import annotations

import copy
import math
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tests.watch.forked import watched

from whygrad.diagnose import diagnose
from whygrad.trace.program import ReturnsFacts
from whygrad.watch._returns import Episodes


class Walk:
    """Three steps of reward 1, in the form of Gymnasium or, `flags` = 1, in the older one."""

    def __init__(self, flags: int = 2) -> None:
        self.flags, self.at = flags, 0

    def reset(self) -> int:
        """To the start."""
        self.at = 0
        return 0

    def step(self, reward: Any) -> tuple[Any, ...]:
        """The reward is the action."""
        self.at += 1
        return self.at, reward, *((self.at == 3,) + (False,) * (self.flags - 1)), {}


class Outer(Walk):
    """An environment around another one."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def reset(self) -> int:
        """Of the inner one."""
        return self.inner.reset()  # type: ignore[no-any-return]

    def step(self, reward: Any) -> tuple[Any, ...]:
        """Of the inner one, with a tenth of its reward."""
        at, reward, *rest = self.inner.step(reward)
        return at, 0.1 * reward, *rest


def listening(kind: Any = Walk) -> tuple[Episodes, Any]:
    """What listens, and a module whose `make` gives environments of a class of this test's own."""
    own = type(kind.__name__, (kind,), {})
    module = SimpleNamespace(make=own, envs=SimpleNamespace(registration=SimpleNamespace(make=own)))
    episodes = Episodes()
    episodes.begin(module)
    return episodes, module


class Limited(Walk):
    """Truncated from the third step on; it goes on all the same."""

    def step(self, reward: Any) -> tuple[Any, ...]:
        """The reward is the action."""
        self.at += 1
        over = self.at >= 3
        return self.at, reward, *((over,) if self.flags == 1 else (False, over)), {}


def play(environment: Any, *rewards: Any) -> None:
    """One episode."""
    environment.reset()
    for reward in rewards:
        environment.step(reward)


@pytest.mark.parametrize(("flags", "returns"), [(2, [5.0, 3.0]), (1, [3.0, 1.0, 1.0, 3.0])])
def test_who_plays_on_after_the_limit_of_time_plays_one_episode(flags: int, returns: list[float]) -> None:
    """The older form does not tell a limit from an end, after which an environment may begin anew by itself."""
    episodes, module = listening(Limited)
    environment = module.make(flags)
    play(environment, *[1.0] * 5)
    play(environment, *[1.0] * 3)
    assert episodes.returns == returns


@pytest.mark.parametrize(("cut", "returns"), [(False, [1.0, 1.0, 1.0]), (True, [3.0])])
def test_an_end_is_no_limit_of_time(cut: bool, returns: list[float]) -> None:
    """An environment whose episodes have one step may begin the next one by itself."""

    class Once(Walk):
        def step(self, reward: Any) -> tuple[Any, ...]:
            """Over at once."""
            return 0, reward, not cut, cut, {}

    episodes, module = listening(Once)
    play(module.make(), 1.0, 1.0, 1.0)
    assert episodes.returns == returns


@pytest.mark.parametrize("flags", [1, 2])
def test_a_return_is_the_sum_of_an_episodes_rewards(flags: int) -> None:
    episodes, module = listening()
    one, other = module.make(flags), module.envs.registration.make(flags)
    one.reset()
    play(other, 1.0, 1.0, 1.0)
    for reward in (0.5, np.float32(0.25), -1):
        one.step(reward)
    assert episodes.returns == [3.0, -0.25]


def test_an_episode_that_the_program_ends_counts() -> None:
    episodes, module = listening()
    environment = module.make()
    play(environment, 1.0, 2.0)
    play(environment)
    play(environment)
    assert episodes.returns == [3.0]


def test_wrappers_copies_and_others_of_the_class_do_not_count() -> None:
    episodes, module = listening()
    environment = module.make()
    play(Outer(environment), 1.0, 1.0, 1.0)
    assert episodes.returns == [3.0], "the environment's own rewards"
    environment.reset()
    tried = copy.deepcopy(environment)
    play(tried, 5.0, 5.0, 5.0)
    play(type(environment)(), 7.0, 7.0, 7.0)
    assert (tried.at, environment.at, episodes.returns) == (3, 0, [3.0])


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_what_the_wrappers_of_an_environment_wrap_counts_where_a_program_takes_it(layer: int) -> None:
    """As in `gymnasium.make(name).unwrapped`; through the wrappers an episode counts once, with their rewards."""

    class Wrapped(Outer):
        """As Gymnasium's wrappers are made by `make`."""

        def __init__(self, flags: int = 2, depth: int = 2) -> None:
            super().__init__(None)
            self.env = self.inner = Wrapped(flags, depth - 1) if depth > 1 else Walk(flags)

    episodes, module = listening(Wrapped)
    environment = module.make()
    for _ in range(layer):
        environment = environment.env
    play(environment, 1.0, 1.0, 1.0)
    play(environment, 2.0, 2.0, 2.0)
    assert episodes.returns == pytest.approx([3 * 0.1 ** (2 - layer), 6 * 0.1 ** (2 - layer)])


def test_rewards_of_several_environments_are_left_alone() -> None:
    episodes, module = listening()
    environment = module.make()
    play(environment, np.ones(4))
    play(environment, 1.0, 1.0, 1.0)
    assert episodes.returns == []


def test_two_names_of_one_function_are_listened_to_once() -> None:
    episodes, module = listening()
    episodes.begin(SimpleNamespace(make=module.make))
    play(module.make(), 1.0, 1.0, 1.0)
    assert episodes.returns == [3.0]


def test_modules_that_only_have_the_name_are_left_alone() -> None:
    episodes = Episodes()
    episodes.begin(SimpleNamespace())
    dishes = SimpleNamespace(make=lambda name: {"name": name})
    episodes.begin(dishes)
    assert dishes.make("soup") == {"name": "soup"}


def test_returns_at_the_beginning_and_at_the_end() -> None:
    episodes = Episodes()
    training = episodes.of_training()
    early, late = [1.0, 2.0, 3.0], [10.0, 14.0]
    for done, returns in ((0, early), (50, [5.0] * 4), (100, late)):
        episodes.returns += returns
        training.mark(done)
    facts = training.facts(100)
    assert (facts.first, facts.last, facts.fewest) == (2.0, 12.0, 2)
    assert facts.error == pytest.approx(math.sqrt(np.var(early, ddof=1) / 3 + np.var(late, ddof=1) / 2))


def test_each_training_has_episodes_of_its_own() -> None:
    """Of two agents one after the other; an actor and its critic share theirs."""
    episodes = Episodes()
    for level in (0.0, 100.0):
        actor, critic = episodes.of_training(), episodes.of_training()
        for done in range(0, 101, 5):
            episodes.returns += [level + done, level + done]
            actor.mark(done)
            critic.mark(done)
    facts = [one.facts(100) for one in episodes.trainings]
    assert facts[0] == facts[1]
    assert facts[2] == facts[3]
    assert [one.last - one.first for one in facts] == pytest.approx([facts[0].last - facts[0].first] * 4)
    assert facts[2].first - facts[0].first == pytest.approx(100, abs=5)


def test_without_episodes_nothing_is_known() -> None:
    episodes = Episodes()
    training = episodes.of_training()
    assert training.facts(0) == ReturnsFacts()
    training.mark(0)
    training.mark(100)
    assert training.facts(100) == ReturnsFacts()
    episodes.returns.append(1.0)
    training.mark(100)
    assert training.facts(100).fewest == 0


def own(monkeypatch: pytest.MonkeyPatch, *kinds: Any) -> tuple[Episodes, list[Any]]:
    """What listens, and classes like these of the program's own."""
    made = [type(kind.__name__, (kind,), {"__module__": "__main__"}) for kind in kinds]
    for kind in made:
        monkeypatch.setattr(sys.modules["__main__"], kind.__name__, kind, raising=False)
    episodes = Episodes()
    episodes.look_for_own()
    return episodes, made


class Old(Walk):
    """A program's own form: what comes next, the reward, whether it is over."""

    def step(self, reward: Any) -> tuple[Any, ...]:
        """The reward is the action."""
        return super().step(reward)[:3]


class Uneven(Walk):
    """Without a hash."""

    __hash__ = None  # type: ignore[assignment]


class Meter:
    """What has `reset` and `step`, and is no environment."""

    def reset(self) -> None:
        """To nothing."""

    def step(self, value: Any) -> Any:
        """The value itself."""
        return value


@pytest.mark.parametrize("kind", [Walk, Old])
def test_environments_of_the_programs_own_classes_count_from_their_next_episode_on(
    monkeypatch: pytest.MonkeyPatch, kind: Any
) -> None:
    episodes, (Own,) = own(monkeypatch, kind)
    environment = Own()
    environment.step(9.0)
    play(environment, 1.0, 1.0, 1.0)
    play(environment, 2.0, 2.0)
    play(environment, 0.5, 0.5, 0.5)
    assert episodes.returns == [3.0, 4.0, 1.5]


def test_of_environments_around_each_other_the_outermost_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    episodes, (Inner, Around) = own(monkeypatch, Walk, Outer)
    play(Around(Inner()), 1.0, 1.0, 1.0)
    assert episodes.returns == pytest.approx([0.3])
    episodes.begin(module := SimpleNamespace(make=lambda: Walk()))
    play(Around(module.make()), 1.0, 1.0, 1.0)
    assert episodes.returns == pytest.approx([0.3, 3.0]), "what `gymnasium.make` gave"


def test_an_environment_whose_step_makes_another_one_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    class Late(Walk):
        """Asks an environment of Gymnasium from its first step on."""

        def step(self, reward: Any) -> tuple[Any, ...]:
            module.make()
            return super().step(reward)

    episodes, (Own,) = own(monkeypatch, Late)
    episodes.begin(module := SimpleNamespace(make=lambda: Outer(None)))
    play(Own(), 1.0, 1.0, 1.0)
    assert episodes.returns == []


def test_methods_that_are_not_of_an_environment_alone_are_left_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    class Shared(Walk):
        """Its `step` knows no environment."""

        @staticmethod
        def step(reward: Any) -> tuple[Any, ...]:  # type: ignore[override]
            return 0, reward, True

    episodes, (Own,) = own(monkeypatch, Shared)
    play(Own(), 1.0)
    assert episodes.returns == []


@pytest.mark.parametrize("value", [None, 1.0, (1, 2), (1, True, 0), (1, 2.0, 0.5), {1: 2}, np.ones(5), ([1], [2], [3])])
def test_what_only_has_the_methods_is_no_environment(monkeypatch: pytest.MonkeyPatch, value: Any) -> None:
    episodes, (Own, Other) = own(monkeypatch, Meter, Uneven)
    play(Own(), value, value)
    play(Other(), 1.0, 1.0, 1.0)
    assert episodes.returns == []


AGENT = """
import torch, gymnasium
torch.manual_seed(0)
env = gymnasium.make("Bandit")
policy = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.Tanh(), torch.nn.Linear(8, 2))
optimizer = torch.optim.Adam(policy.parameters(), lr=RATE)
for episode in range(300):
    state, _ = env.reset()
    kept = []
    for _ in range(5):
        choice = torch.distributions.Categorical(logits=policy(torch.tensor(state)))
        action = choice.sample()
        state, reward, terminated, truncated, _ = env.step(action.item())
        kept.append(choice.log_prob(action) * (reward - 0.5))
    optimizer.zero_grad()
    (SIGN * torch.stack(kept).sum()).backward()
    optimizer.step()
"""
BANDIT = """
import random
class Env:
    pass
class Bandit(Env):
    def reset(self):
        self.at, self.side = 0, random.randrange(2)
        return [1.0 - self.side, float(self.side)], {}
    def step(self, action):
        reward = float(action == self.side)
        self.at, self.side = self.at + 1, random.randrange(2)
        return [1.0 - self.side, float(self.side)], reward, self.at == 5, False, {}
def make(name):
    random.seed(1)
    return Bandit()
"""


@pytest.mark.parametrize(
    ("sign", "rate", "learns"), [("-1", "0.05", True), ("-1", "1e-9", False), ("1", "0.05", False)]
)
def test_returns_tell_whether_an_agent_learns(tmp_path: Path, sign: str, rate: str, learns: bool) -> None:
    (tmp_path / "gymnasium.py").write_text(BANDIT, encoding="utf-8")
    script = tmp_path / "agent.py"
    script.write_text(AGENT.replace("SIGN", sign).replace("RATE", rate), encoding="utf-8")
    trace = watched(script, steps=1000).traces[0]
    program = trace.meta.program
    assert program is not None
    assert program.returns.fewest >= 10
    found = {one.code: one for one in diagnose(trace).findings}
    assert ("no-progress" not in found) == learns
    if not learns:
        assert "return_gain" in {one.quantity for one in found["no-progress"].evidence}
        assert ("minimize-loss" in found["no-progress"].remedies) == (sign == "1")
