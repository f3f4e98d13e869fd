"""Losses that do not tell how much was learned: of a policy, of targets that a network made; and what is frozen when
its training is over.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg
from whygrad.watch.settings import THOROUGH

torch = pytest.importorskip("torch")
F = torch.nn.functional

ROWS = 32
CHOSEN = torch.arange(ROWS) % 3
BETTER = torch.linspace(-1.0, 1.0, ROWS)  # than was thought, or worse
POLICIES: dict[str, Callable[[Any, Any], Any]] = {
    "distribution": lambda z, w: -(torch.distributions.Categorical(logits=z).log_prob(CHOSEN) * w).mean(),
    "gathered": lambda z, w: -(z.log_softmax(1).gather(1, CHOSEN[:, None]).squeeze(1) * w).sum() / ROWS,
    "ratio": lambda z, w: -((z.log_softmax(1)[range(ROWS), CHOSEN] - torch.full((ROWS,), -1.1)).exp() * w).mean(),
    "cross-entropy": lambda z, w: (F.cross_entropy(z, CHOSEN, reduction="none") * w).mean(),
    "normal": lambda z, w: -(torch.distributions.Normal(z[:, 0], 1.0).log_prob(BETTER) * w).mean(),
}


def trace_of(watch: Any) -> Any:
    """Its trace."""
    return watch.trace


def program(model: Any, loss: Callable[[], Any], updates: int = 3) -> Any:
    """What is seen of a training."""
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-3)
    with wg.watch(model, optimizer, every=1, settings=THOROUGH) as watch:
        for _ in range(updates):
            optimizer.zero_grad()
            loss().backward()
            optimizer.step()
    return trace_of(watch).meta.program


@pytest.mark.parametrize("style", POLICIES)
@pytest.mark.parametrize("pulled", [True, False])
def test_weights_of_both_signs_make_a_policys_loss(style: str, pulled: bool) -> None:
    x, net = torch.randn(ROWS, 4), torch.nn.Linear(4, 3)
    weights = BETTER if pulled else BETTER.abs()
    found = program(net, lambda: POLICIES[style](net(x), weights))
    assert (found.pulled, found.elusive) == (pulled, "policy" if pulled else "")


DISTRIBUTIONS: dict[str, Callable[[Any], Any]] = {
    "categorical": lambda z: torch.distributions.Categorical(logits=z),
    "one state": lambda z: torch.distributions.Categorical(logits=z[0]),
    "bernoulli": lambda z: torch.distributions.Bernoulli(logits=z),
    "normal": lambda z: torch.distributions.Normal(z, 1.0),
}


@pytest.mark.parametrize("kind", DISTRIBUTIONS)
@pytest.mark.parametrize("own", [True, False])
def test_what_a_network_sampled_itself_makes_a_policys_loss(kind: str, own: bool) -> None:
    """However good what came of it was; the likelihood of data is no policy's."""
    x, net = torch.randn(ROWS, 4), torch.nn.Linear(4, 3)
    data = DISTRIBUTIONS[kind](torch.randn(ROWS, 3)).sample()

    def loss() -> Any:
        stated = DISTRIBUTIONS[kind](net(x))
        return -(stated.log_prob(stated.sample() if own else data) * 2.0).mean()

    found = program(net, loss)
    assert bool(found.elusive) == own


def test_the_loss_of_a_policy_has_no_classes() -> None:
    x, net = torch.randn(ROWS, 4), torch.nn.Linear(4, 3)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.0)
    loss = torch.zeros(())
    with wg.watch(net, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            loss = POLICIES["cross-entropy"](net(x), BETTER)
            loss.backward()
            optimizer.step()
    trace = trace_of(watch)
    assert (trace.meta.task, trace.meta.loss) == ("numbers", "policy")
    assert trace.channels["loss_train"][0, 0] == pytest.approx(loss.item(), rel=1e-5)


@pytest.mark.parametrize("maker", ["copy", "itself", "teacher"])
def test_targets_of_ones_own_move(maker: str) -> None:
    """A teacher that is another network holds still."""
    x = torch.randn(ROWS, 4)
    net = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 2))
    teacher = torch.nn.Sequential(torch.nn.Linear(4, 16), torch.nn.Tanh(), torch.nn.Linear(16, 2))
    other = {"copy": copy.deepcopy(net), "itself": net, "teacher": teacher}[maker]

    def loss() -> Any:
        with torch.no_grad():
            target = 0.5 + 0.9 * other(x).max(1).values
        return F.mse_loss(net(x).gather(1, CHOSEN[:, None] % 2).squeeze(1), target)

    found = program(net, loss)
    assert found.loss.moving == (maker != "teacher")
    assert found.elusive == ("moving" if maker != "teacher" else "")


@pytest.mark.parametrize("graph", [True, False])
def test_targets_that_are_written_into_zeros_move(graph: bool) -> None:
    """As where the next state of some transitions has no value."""
    x = torch.randn(ROWS, 4)
    net = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 2))
    other, goes_on = copy.deepcopy(net), torch.arange(ROWS) % 4 > 0

    def loss() -> Any:
        with torch.set_grad_enabled(graph):
            value = other(x[goes_on]).max(1).values.detach()
        target = torch.zeros(ROWS)
        target[goes_on] = value
        return F.mse_loss(net(x).gather(1, CHOSEN[:, None] % 2).squeeze(1), 0.5 + 0.9 * target)

    assert program(net, loss).elusive == "moving"


@pytest.mark.parametrize("copied", [True, False])
def test_targets_are_followed_through_whatever_is_computed_of_them(copied: bool) -> None:
    """Of two networks that get the same targets one after the other, whose copies made them, both are known to."""
    x = torch.randn(ROWS, 4)
    nets = [torch.nn.Linear(4, 2) for _ in range(2)]
    others = [copy.deepcopy(net) if copied else torch.nn.Linear(4, 3) for net in nets]
    optimizers = [torch.optim.SGD(net.parameters(), lr=1e-3) for net in nets]
    with (
        wg.watch(nets[0], optimizers[0], every=1, settings=THOROUGH) as first,
        wg.watch(nets[1], optimizers[1], every=1, settings=THOROUGH) as second,
    ):
        for _ in range(3):
            with torch.no_grad():
                values = [other(x).unsqueeze(1) @ torch.ones(ROWS, other.out_features, 1) for other in others]
                target = 0.1 + 0.9 * torch.minimum(*values).squeeze(1)
            for net, optimizer in zip(nets, optimizers, strict=True):
                optimizer.zero_grad()
                answer = (net(x).unsqueeze(1) @ torch.ones(ROWS, 2, 1)).squeeze(1)
                F.mse_loss(answer, target).backward()
                optimizer.step()
    assert [trace_of(watch).meta.program.loss.moving for watch in (first, second)] == [copied] * 2


@pytest.mark.parametrize("by_hand", [True, False])
@pytest.mark.parametrize("left", [True, False])
def test_what_a_network_left_over_is_a_target(by_hand: bool, left: bool) -> None:
    """… of its own size: what it is divided by is no part of the loss. What came of it is not followed for ever, but
    the line is the same.
    """
    torch.manual_seed(0)
    x, y = torch.randn(ROWS, 4), 10 * torch.randn(ROWS)
    before, net = torch.nn.Linear(4, 1), torch.nn.Linear(4, 1)
    optimizer, loss = torch.optim.SGD(net.parameters(), lr=0.0), torch.zeros(())
    with wg.watch(net, optimizer, every=1) as watch:
        with torch.no_grad():
            target = (y - before(x).squeeze(1)) / 10 if left else y / 10
        for _ in range(3):
            optimizer.zero_grad()
            answer = net(x).squeeze(1)
            loss = ((answer - target) ** 2).mean() if by_hand else F.mse_loss(answer, target)
            loss.backward()
            optimizer.step()
    trace = trace_of(watch)
    assert trace.meta.program.loss.kind == "squared"
    assert trace.meta.program.loss.moving == left
    assert trace.channels["loss_train"][0, :3] == pytest.approx(loss.item(), rel=1e-5)


@pytest.mark.parametrize("detached", [False, True])
def test_a_statistic_of_an_agents_rewards_is_no_loss(detached: bool) -> None:
    """Neither is their mean, which has no graph, whether or not the likelihoods of its actions have one."""
    torch.manual_seed(0)
    x, wanted = torch.randn(ROWS, 4), torch.rand(ROWS)
    actor, critic = torch.nn.Linear(4, 3), torch.nn.Linear(4, 1)
    optimizer = torch.optim.Adam([*actor.parameters(), *critic.parameters()])

    def likelihood(action: Any) -> Any:
        return torch.distributions.Categorical(logits=actor(x)).log_prob(action)

    with wg.watch(torch.nn.ModuleList([actor, critic]), optimizer, every=1) as watch:
        for _ in range(3):
            with torch.no_grad():
                action = torch.distributions.Categorical(logits=actor(x)).sample()
                reward, before = -5 * (action.float() - wanted).abs(), likelihood(action)
            value = critic(x).squeeze(1)
            advantage = reward - value.detach()
            advantage = (advantage - advantage.mean()) / advantage.std()
            policy = -((before if detached else likelihood(action)) * advantage).mean()
            optimizer.zero_grad()
            (policy + 0.5 * (reward - value).pow(2).mean()).backward()
            optimizer.step()
    program = trace_of(watch).meta.program
    assert (program.loss.kind, program.loss.attached, program.loss.input_shape) == ("squared", True, (ROWS,))
    assert [p.name for p in program.parameters if not p.reached] == ["0.weight", "0.bias"] * detached


@pytest.mark.parametrize("by_hand", [True, False])
def test_gradients_made_by_hand_are_of_no_loss(by_hand: bool) -> None:
    """Reptile (Nichol et al. 2018): a starting point moves towards what a copy of it learned of one task after another,
    each of which has a loss of its own.
    """
    torch.manual_seed(0)
    x, net = torch.randn(ROWS, 4), torch.nn.Linear(4, 1)
    optimizer = torch.optim.Adam(net.parameters())
    with wg.watch(net, optimizer, every=1) as watch:
        for task in range(5):
            optimizer.zero_grad()
            learner = copy.deepcopy(net) if by_hand else net
            learns = torch.optim.SGD(learner.parameters(), lr=0.1) if by_hand else None
            for _ in range(3 if by_hand else 1):
                F.mse_loss(learner(x).squeeze(1), task * BETTER).backward()
                if learns is not None:
                    learns.step()
            if by_hand:
                for p, learned in zip(net.parameters(), learner.parameters(), strict=True):
                    p.grad = p.data - learned.data
            optimizer.step()
    losses = [loss.phase for loss in trace_of(watch).meta.program.losses]
    assert ("train" in losses) != by_hand


@pytest.mark.parametrize("before", [True, False])
def test_what_is_frozen_when_it_is_done_was_not_before(before: bool) -> None:
    x, net = torch.randn(ROWS, 4), torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))
    optimizer = torch.optim.SGD(net.parameters(), lr=1e-3)
    net[0].requires_grad_(not before)
    with wg.watch(net, optimizer, every=1) as watch:
        for _ in range(3):
            optimizer.zero_grad()
            net(x).square().mean().backward()
            optimizer.step()
        net.requires_grad_(before)
        net(x)
    frozen = [p.name for p in trace_of(watch).meta.program.parameters if not p.requires_grad]
    assert frozen == (["0.weight", "0.bias"] if before else [])
