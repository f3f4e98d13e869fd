"""Stochastic actor for a heating valve, trained through a learned critic.

Logged data (weather, valve, comfort) first give a critic; then the actor is
improved against it with an entropy bonus, as in soft actor-critic.
"""
import math

import torch
import torch.nn as nn
from torch.distributions import Normal


def best_valve(state):
    cold, sun, people = state.unbind(1)
    return torch.tanh(0.9 * cold - 0.7 * sun) - 0.4 * torch.sin(people)


def comfort(state, valve):
    return -(valve - best_valve(state)) ** 2


def mlp(n_in, n_out, width=64):
    return nn.Sequential(nn.Linear(n_in, width), nn.ReLU(), nn.Linear(width, width), nn.ReLU(), nn.Linear(width, n_out))


class Actor(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = mlp(3, 2)

    def forward(self, state):
        mean, log_std = self.net(state).chunk(2, dim=1)
        return Normal(mean, log_std.clamp(-4, 0.5).exp())


class SoftAgent:
    def __init__(self, alpha=0.05):
        self.alpha = alpha
        self.actor = Actor()
        self.critic = mlp(4, 1)
        self.actor_opt = torch.optim.Adam(self.actor.parameters(), lr=1e-3)
        self.critic_opt = torch.optim.Adam(self.critic.parameters(), lr=2e-3)

    def q(self, state, valve):
        return self.critic(torch.cat([state, valve], dim=1))

    def update_critic(self, state, valve, reward):
        loss = (self.q(state, valve) - reward).pow(2).mean()
        self.critic_opt.zero_grad()
        loss.backward()
        self.critic_opt.step()
        return loss.item()

    def update_actor(self, state):
        policy = self.actor(state)
        valve = policy.sample()
        log_prob = policy.log_prob(valve)
        loss = (self.alpha * log_prob - self.q(state, valve)).mean()
        self.actor_opt.zero_grad()
        loss.backward()
        self.actor_opt.step()
        return loss.item(), policy.stddev.mean().item()


def main():
    torch.manual_seed(887)
    state = torch.randn(6000, 3)
    valve = torch.empty(6000, 1).uniform_(-2, 2)
    reward = comfort(state, valve[:, 0])[:, None] + 0.1 * torch.randn(6000, 1)
    agent = SoftAgent()

    for epoch in range(20):
        losses = [agent.update_critic(state[i], valve[i], reward[i]) for i in torch.randperm(6000).split(128)]
        if epoch % 5 == 4:
            print(f"critic epoch {epoch + 1}: loss {sum(losses) / len(losses):.4f}")

    for step in range(1000):
        rows = torch.randint(6000, (128,))
        loss, spread = agent.update_actor(state[rows])
        if step % 200 == 199:
            print(f"actor step {step + 1}: loss {loss:.4f}  std {spread:.3f}  log std {math.log(spread):.2f}")

    fresh = torch.randn(2000, 3)
    with torch.no_grad():
        chosen, ideal = agent.actor(fresh).mean[:, 0], best_valve(fresh)
        r2 = 1 - (chosen - ideal).pow(2).sum() / (ideal - ideal.mean()).pow(2).sum()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
