"""Advantage actor-critic for one lift: drive to the floor that called and open the door there.

Observation: the lift's floor and how far up the caller is from there, both one-hot. Actions: up, down, open.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor, nn
from torch.distributions import Categorical

FLOORS, UP, DOWN, OPEN = 7, 0, 1, 2
OBSERVED = FLOORS + 2 * FLOORS - 1
UPDATES, HORIZON, RATE, GAMMA = 200, 8, 5e-3, 0.9


class Lifts:
    """Many lifts side by side, each with one call; a new call comes when the door opened at the right floor."""

    def __init__(self, count: int, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.at = self.rng.integers(0, FLOORS, count)
        self.call = self.rng.integers(0, FLOORS, count)

    def observe(self) -> Tensor:
        floor, ahead = np.eye(FLOORS, dtype=np.float32), np.eye(2 * FLOORS - 1, dtype=np.float32)
        return torch.from_numpy(np.concatenate([floor[self.at], ahead[self.call - self.at + FLOORS - 1]], axis=1))

    def step(self, action: np.ndarray) -> np.ndarray:
        served = (action == OPEN) & (self.at == self.call)
        reward = np.where(served, 1.0, np.where(action == OPEN, -0.2, -0.1)).astype(np.float32)
        self.at = np.clip(self.at + (action == UP) - (action == DOWN), 0, FLOORS - 1)
        self.call = np.where(served, self.rng.integers(0, FLOORS, len(served)), self.call)
        return reward


@dataclass
class Rollout:
    obs: list[Tensor] = field(default_factory=list)
    action: list[Tensor] = field(default_factory=list)
    logp: list[Tensor] = field(default_factory=list)
    reward: list[Tensor] = field(default_factory=list)

    def returns(self, last: Tensor, gamma: float) -> Tensor:
        out: list[Tensor] = []
        for reward in reversed(self.reward):
            last = reward + gamma * last
            out.append(last)
        return torch.stack(out[::-1])


class Agent(nn.Module):
    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.actor = nn.Sequential(nn.Linear(OBSERVED, hidden), nn.Tanh(), nn.Linear(hidden, 3))
        self.critic = nn.Sequential(nn.Linear(OBSERVED, hidden), nn.Tanh(), nn.Linear(hidden, 1))

    def policy(self, obs: Tensor) -> Categorical:
        return Categorical(logits=self.actor(obs))

    def value(self, obs: Tensor) -> Tensor:
        return self.critic(obs).squeeze(-1)

    @torch.no_grad()
    def act(self, obs: Tensor) -> tuple[Tensor, Tensor]:
        policy = self.policy(obs)
        action = policy.sample()
        return action, policy.log_prob(action)


def main() -> None:
    torch.manual_seed(702)
    lifts, agent = Lifts(64, seed=702), Agent(64)
    optimizer = torch.optim.Adam(agent.parameters(), lr=RATE)
    for update in range(1, UPDATES + 1):
        rollout = Rollout()
        for _ in range(HORIZON):
            obs = lifts.observe()
            action, logp = agent.act(obs)
            rollout.obs.append(obs)
            rollout.action.append(action)
            rollout.logp.append(logp)
            rollout.reward.append(torch.from_numpy(lifts.step(action.numpy())))
        obs, action = torch.stack(rollout.obs), torch.stack(rollout.action)
        with torch.no_grad():
            returns = rollout.returns(agent.value(lifts.observe()), GAMMA)
        advantage = returns - agent.value(obs)
        logp = torch.stack(rollout.logp)
        loss = -(logp * advantage.detach()).mean() + 0.5 * advantage.square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if update % 40 == 0:
            print(f"update {update}: reward per step {torch.stack(rollout.reward).mean().item():+.3f}")

    at, call = np.divmod(np.arange(FLOORS * FLOORS), FLOORS)
    lifts.at, lifts.call = at, call
    best = np.where(at < call, UP, np.where(at > call, DOWN, OPEN))
    with torch.no_grad():
        chosen = agent.actor(lifts.observe()).argmax(dim=1).numpy()
    print(f"final: accuracy={(chosen == best).mean():.4f}")


if __name__ == "__main__":
    main()
