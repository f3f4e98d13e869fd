"""Two trainings whose networks are given each other's answers: neither loss tells how much was learned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import whygrad as wg
from whygrad.watch.settings import THOROUGH

torch = pytest.importorskip("torch")
F = torch.nn.functional


def facts(watch: Any) -> Any:
    """What is known of its program."""
    return watch.trace.meta.program


def generator_first(maker: Any, critic: Any, step: Callable[[str, Any], None]) -> None:
    made = maker(torch.randn(16, 3))
    step("maker", -critic(made).mean())
    step("critic", critic(made.detach()).mean() - critic(torch.randn(16, 4)).mean())


def critic_first(maker: Any, critic: Any, step: Callable[[str, Any], None]) -> None:
    with torch.no_grad():
        made = maker(torch.randn(16, 3))
    mixed = torch.cat([made, torch.randn(16, 4)])
    step("critic", F.binary_cross_entropy_with_logits(critic(mixed), (torch.arange(32) < 16).float()[:, None]))
    step("maker", F.softplus(-critic(maker(torch.randn(16, 3)))).mean())


def together(maker: Any, critic: Any, step: Callable[[str, Any], None]) -> None:
    """Two parts of one network, with an optimizer each."""
    step("both", critic(maker(torch.randn(16, 3))).square().mean())


def beside(maker: Any, critic: Any, step: Callable[[str, Any], None]) -> None:
    """Two networks that are compared."""
    one, other = maker(torch.randn(16, 3)), critic(torch.randn(16, 4))
    step("maker", one.square().mean())
    step("critic", other.square().mean())


@pytest.mark.parametrize(
    ("play", "mutual"), [(generator_first, True), (critic_first, True), (together, False), (beside, False)]
)
def test_networks_that_are_given_each_others_answers(play: Any, mutual: bool) -> None:
    nets = {
        "maker": torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.Tanh(), torch.nn.Linear(8, 4)),
        "critic": torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1)),
    }
    optimizers = {name: torch.optim.SGD(net.parameters(), lr=1e-3) for name, net in nets.items()}

    def step(which: str, loss: Any) -> None:
        own = list(optimizers.values()) if which == "both" else [optimizers[which]]
        for optimizer in own:
            optimizer.zero_grad()
        loss.backward()
        for optimizer in own:
            optimizer.step()

    watches = [wg.watch(nets[name], optimizers[name], every=1, settings=THOROUGH) for name in nets]
    for _ in range(6):
        play(nets["maker"], nets["critic"], step)
    for watch in watches:
        watch.close()
    assert [facts(watch).mutual for watch in watches] == [mutual, mutual]
    assert [facts(watch).elusive for watch in watches] == ["mutual" if mutual else ""] * 2


@pytest.mark.parametrize("trained", [True, False])
def test_features_of_a_network_that_is_done_hold_still(trained: bool) -> None:
    body, head = torch.nn.Linear(3, 4), torch.nn.Linear(4, 1)
    first, second = (torch.optim.SGD(net.parameters(), lr=1e-3) for net in (body, head))
    watches = [wg.watch(net, optimizer, every=1) for net, optimizer in ((body, first), (head, second))]
    for own in (True, False):
        for _ in range(6):
            if own or trained:
                first.zero_grad()
                body(torch.randn(16, 3)).square().mean().backward()
                first.step()
            if not own:
                with torch.no_grad():
                    features = body(torch.randn(16, 3))
                second.zero_grad()
                head(features).square().mean().backward()
                second.step()
    for watch in watches:
        watch.close()
    assert facts(watches[1]).mutual == trained


@pytest.mark.parametrize("sampled", [True, False])
def test_a_critic_learns_of_the_states_that_a_policy_came_across(sampled: bool) -> None:
    actor, critic = torch.nn.Linear(3, 2), torch.nn.Linear(3, 1)
    optimizers = [torch.optim.SGD(net.parameters(), lr=1e-3) for net in (actor, critic)]
    watches = [wg.watch(net, one, every=1) for net, one in zip((actor, critic), optimizers, strict=True)]
    for _ in range(6):
        states, returns = torch.randn(16, 3), torch.randn(16, 1)
        stated = torch.distributions.Categorical(logits=actor(states))
        chosen = stated.sample() if sampled else torch.arange(16) % 2
        optimizers[0].zero_grad()
        (-stated.log_prob(chosen).mean()).backward()
        optimizers[0].step()
        optimizers[1].zero_grad()
        F.mse_loss(critic(states), returns).backward()
        optimizers[1].step()
    for watch in watches:
        watch.close()
    assert [facts(watch).elusive for watch in watches] == ["policy" if sampled else ""] * 2


def test_a_network_of_two_trainings_meets_the_opponent_of_both() -> None:
    """An encoder is trained with its decoder, then against a critic, as in adversarial autoencoders."""
    encoder, decoder, critic = torch.nn.Linear(4, 2), torch.nn.Linear(2, 4), torch.nn.Linear(2, 1)
    whole = torch.nn.Sequential(encoder, decoder)
    optimizers = [torch.optim.SGD(net.parameters(), lr=1e-3) for net in (whole, critic, encoder)]
    watches = [
        wg.watch(net, one, settings=THOROUGH) for net, one in zip((whole, critic, encoder), optimizers, strict=True)
    ]
    ones = torch.ones(16, 1)
    for _ in range(12):
        inputs = torch.randn(16, 4)
        losses = (
            lambda x: (whole(x) - x).square().mean(),
            lambda x: (
                F.binary_cross_entropy_with_logits(critic(encoder(x).detach()), 0 * ones)
                + F.binary_cross_entropy_with_logits(critic(torch.randn(16, 2)), ones)
            ),
            lambda x: F.binary_cross_entropy_with_logits(critic(encoder(x)), ones),
        )
        for optimizer, loss in zip(optimizers, losses, strict=True):
            optimizer.zero_grad()
            loss(inputs).backward()
            optimizer.step()
    assert [facts(watch).mutual for watch in watches] == [True, True, True]
