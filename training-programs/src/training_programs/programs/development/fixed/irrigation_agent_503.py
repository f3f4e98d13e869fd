"""A2C for a greenhouse: how many valves (0-4) to open for each bed, so that its soil stays as moist as the plants want it."""

from collections import namedtuple

import torch
from torch import nn
from torch.distributions import Categorical

Rollout = namedtuple("Rollout", "states actions log_probs returns")


class Greenhouse:
    """Many beds side by side; state = moisture, wanted moisture, heat, drizzle."""

    def __init__(self, beds, generator):
        self.beds, self.gen = beds, generator
        self.reset()

    def reset(self):
        self.moisture = torch.rand(self.beds, generator=self.gen)
        self.wanted = 0.3 + 0.5 * torch.rand(self.beds, generator=self.gen)
        return self.observe()

    def observe(self):
        self.heat = torch.rand(self.beds, generator=self.gen)
        self.drizzle = torch.rand(self.beds, generator=self.gen)
        table = torch.stack([self.moisture, self.wanted, self.heat, self.drizzle], 1)
        return (table - 0.5) / 0.29

    def after(self, valves):
        return 0.6 * self.moisture - 0.2 * self.heat + 0.1 * self.drizzle + 0.2 * valves

    def best(self):
        gaps = torch.stack([(self.after(a) - self.wanted).abs() for a in range(5)], 1)
        return gaps.argmin(1)

    def step(self, action):
        reached = self.after(action.float())
        reward = -5 * (reached - self.wanted).abs()
        self.moisture = reached.clamp(0, 1)
        return self.observe(), reward


class Agent(nn.Module):
    def __init__(self, obs=4, actions=5, hidden=64):
        super().__init__()
        self.actor = nn.Sequential(nn.Linear(obs, hidden), nn.Tanh(), nn.Linear(hidden, actions))
        self.critic = nn.Sequential(nn.Linear(obs, hidden), nn.Tanh(), nn.Linear(hidden, 1))

    def policy(self, states):
        return Categorical(logits=self.actor(states))


@torch.no_grad()
def collect(env, agent, steps=6, gamma=0.3):
    states, actions, log_probs, rewards = [], [], [], []
    state = env.reset()
    for _ in range(steps):
        dist = agent.policy(state)
        action = dist.sample()
        states.append(state)
        actions.append(action)
        log_probs.append(dist.log_prob(action))
        state, reward = env.step(action)
        rewards.append(reward)
    returns, running = [], torch.zeros(env.beds)
    for reward in reversed(rewards):
        running = reward + gamma * running
        returns.insert(0, running)
    return Rollout(torch.cat(states), torch.cat(actions), torch.cat(log_probs), torch.cat(returns))


def update(agent, optimizer, batch):
    values = agent.critic(batch.states).squeeze(-1)
    advantage = batch.returns - values.detach()
    advantage = (advantage - advantage.mean()) / (advantage.std() + 1e-8)
    log_probs = agent.policy(batch.states).log_prob(batch.actions)
    policy_loss = -(log_probs * advantage).mean()
    value_loss = (batch.returns - values).pow(2).mean()
    loss = policy_loss + 0.5 * value_loss
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return policy_loss.item(), value_loss.item()


if __name__ == "__main__":
    torch.manual_seed(503)
    gen = torch.Generator().manual_seed(503)
    env, agent = Greenhouse(64, gen), Agent()
    optimizer = torch.optim.Adam(agent.parameters(), lr=1e-2)
    for it in range(1, 301):
        batch = collect(env, agent)
        pi, vf = update(agent, optimizer, batch)
        if it % 100 == 0:
            print(f"iteration {it}: mean return {batch.returns.mean():.3f}  policy {pi:+.3f}  value {vf:.3f}")
    test = Greenhouse(4000, gen)
    with torch.no_grad():
        chosen = agent.actor(test.observe()).argmax(1)
    # observe() draws the weather, best() judges by the same
    print(f"final: accuracy={(chosen == test.best()).float().mean().item():.4f}")
