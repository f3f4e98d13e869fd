"""Behaviour cloning: a sorting arm learns from an operator's log into which of 40 bins a part goes."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions import Categorical

BINS, FEATURES = 40, 10


class Policy(nn.Module):
    def __init__(self, hidden=64):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(FEATURES, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU())
        self.pi = nn.Linear(hidden, BINS)

    def forward(self, obs):
        return Categorical(logits=self.pi(self.trunk(obs)))

    @torch.no_grad()
    def act(self, obs):
        return self(obs).probs.argmax(-1)


class OperatorLog:
    """(observation, bin) pairs; the operator goes by the nearest of the bins' sample parts."""

    def __init__(self, size, seed):
        gen = torch.Generator().manual_seed(seed)
        samples = torch.randn(BINS, FEATURES, generator=gen)
        self.bins = torch.randint(BINS, (size,), generator=gen)
        self.obs = samples[self.bins] + 0.45 * torch.randn(size, FEATURES, generator=gen)
        self.obs = (self.obs - self.obs.mean(0)) / self.obs.std(0)

    def split(self, at):
        return (self.obs[:at], self.bins[:at]), (self.obs[at:], self.bins[at:])


class Cloner:
    def __init__(self, policy, lr=0.05):
        self.policy = policy
        self.optimizer = torch.optim.SGD(policy.parameters(), lr=lr, momentum=0.9)

    def loss(self, obs, actions):
        dist = self.policy(obs)
        return F.cross_entropy(dist.probs, actions)

    def epoch(self, obs, actions, batch=64):
        total, count = 0.0, 0
        for rows in torch.randperm(len(obs)).split(batch):
            loss = self.loss(obs[rows], actions[rows])
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            self.optimizer.step()
            total, count = total + loss.item(), count + 1
        return total / count


torch.manual_seed(511)
(train_obs, train_bins), (test_obs, test_bins) = OperatorLog(4000, seed=511).split(3200)
cloner = Cloner(Policy())
for epoch in range(9):
    mean = cloner.epoch(train_obs, train_bins)
    agree = (cloner.policy.act(test_obs) == test_bins).float().mean().item()
    print(f"epoch {epoch}: loss {mean:.4f}, agrees with the operator {agree:.1%}")
print(f"final: accuracy={agree:.4f}")
