"""Agents that balance a pole: by a policy's gradient, and by the values of actions."""

from __future__ import annotations

from benchmarks.spellings.family import HEALTHY, Family, Mistake

START = """\
import collections
import random

import gymnasium
import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(0)
random.seed(0)
environment = gymnasium.make("CartPole-v1"){{unwrapped}}


def network():
    return nn.Sequential(nn.Linear(4, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 2))


def tensor(values):
    return torch.tensor(values, dtype=torch.float32)


net = network()
optimizer = torch.optim.Adam(net.parameters(), lr={{rate}})
{{training}}
"""
POLICY = """\
for episode in range(300):
    state, _ = environment.reset(seed=episode)
    logs, rewards = [], []
    for _ in range(500):
        choice = torch.distributions.Categorical(logits=net(tensor(state)))
        action = choice.sample()
        logs.append(choice.log_prob(action))
        state, reward, over, cut, _ = environment.step(action.item())
        rewards.append(reward)
        if over or cut:
            break
    returns, total = [], 0.0
    for reward in reversed(rewards):
        total = reward + 0.99 * total
        returns.insert(0, total)
    returns = tensor(returns)
    returns = (returns - returns.mean()) / (returns.std() + 1e-8)
    loss = {{sign}}(-torch.stack(logs) * returns).sum()
    optimizer.zero_grad()
    loss.backward()
    {{step}}"""
VALUES = """\
target = network()
memory, steps = collections.deque(maxlen=10000), 0
for episode in range(200):
    state, _ = environment.reset(seed=episode)
    for _ in range(500):
        steps += 1
        explores = random.random() < max(0.05, 1 - steps / 2000)
        action = random.randrange(2) if explores else int(net(tensor(state)).argmax())
        following, reward, over, cut, _ = environment.step(action)
        memory.append((state.tolist(), action, reward, following.tolist(), float(over)))
        state = following
        if len(memory) > 500:
            states, actions, rewards, next_states, ends = map(tensor, zip(*random.sample(memory, 64)))
            with torch.no_grad():
                goal = rewards + 0.99 * (1 - ends) * target(next_states).max(1)[0]
            loss = {{sign}}F.mse_loss(net(states).gather(1, actions.long()[:, None])[:, 0], goal)
            optimizer.zero_grad()
            loss.backward()
            {{step}}
            if steps % 200 == 0:
                target.load_state_dict(net.state_dict())
        if over or cut:
            break"""

AGENTS = Family(
    "agents",
    START,
    usual={"unwrapped": "", "step": "optimizer.step()", "sign": "", "rate": "{{usual_rate}}"},
    mistakes={
        HEALTHY: Mistake({}),
        "rate × 300": Mistake({"rate": 1.0}, ("learning-rate-too-high",)),
        "rate ÷ 100,000": Mistake({"rate": 1e-8}, ("learning-rate-too-low",)),
        "loss of the wrong sign": Mistake({"sign": "-"}, ("no-progress",)),
        "no step": Mistake({"step": ""}, ("no-progress",)),
    },
    ways={
        "a policy": {"training": POLICY, "usual_rate": 3e-3},
        "a policy, without wrappers": {"training": POLICY, "usual_rate": 3e-3, "unwrapped": ".unwrapped"},
        "values": {"training": VALUES, "usual_rate": 1e-3},
    },
)
