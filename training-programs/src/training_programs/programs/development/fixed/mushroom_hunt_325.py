"""REINFORCE on a little forest: walk to the mushroom, every step tells whether it got warmer or colder."""
from collections import deque

import torch
from torch import nn
from torch.distributions import Categorical

torch.manual_seed(325)
SIZE = 6
MOVES = torch.tensor([[0, 1], [0, -1], [1, 0], [-1, 0]])


class Forest:
    def reset(self):
        self.me = torch.randint(SIZE, (2,))
        self.mushroom = torch.randint(SIZE, (2,))
        while torch.equal(self.me, self.mushroom):
            self.mushroom = torch.randint(SIZE, (2,))
        self.clock = 0
        return self.look()

    def look(self):
        return torch.cat([self.me, self.mushroom, self.mushroom - self.me]).float() / SIZE

    def distance(self):
        return (self.me - self.mushroom).abs().sum().item()

    def step(self, action):
        before = self.distance()
        self.me = (self.me + MOVES[action]).clamp(0, SIZE - 1)
        self.clock += 1
        after = self.distance()
        return self.look(), float(before - after) - 0.1, after == 0 or self.clock == 12


class Policy(nn.Module):
    def __init__(self):
        super().__init__()
        self.affine1 = nn.Linear(6, 64)
        self.affine2 = nn.Linear(64, 4)
        self.saved_log_probs = []
        self.rewards = []

    def forward(self, x):
        return self.affine2(torch.relu(self.affine1(x)))


policy = Policy()
optimizer = torch.optim.Adam(policy.parameters(), lr=3e-3)


def finish_episode(gamma=0.3):
    R, returns = 0.0, deque()
    for r in policy.rewards[::-1]:
        R = r + gamma * R
        returns.appendleft(R)
    returns = torch.tensor(list(returns))
    returns = (returns - returns.mean()) / (returns.std(unbiased=False) + 1e-6)
    policy_loss = [-log_prob * R for log_prob, R in zip(policy.saved_log_probs, returns)]
    optimizer.zero_grad()
    loss = torch.stack(policy_loss).sum()
    loss.backward()
    optimizer.step()
    policy.saved_log_probs.clear()
    policy.rewards.clear()


def train(episodes=600):
    env, recent = Forest(), deque(maxlen=100)
    for episode in range(1, episodes + 1):
        state, done = env.reset(), False
        while not done:
            dist = Categorical(logits=policy(state))
            action = dist.sample()
            policy.saved_log_probs.append(dist.log_prob(action))
            state, reward, done = env.step(action.item())
            policy.rewards.append(reward)
        recent.append(env.distance() == 0)
        finish_episode()
        if episode % 100 == 0:
            print(f"Episode {episode}\tfound {sum(recent)} of the last {len(recent)}")


def evaluate(games=400):
    """How often does the most likely move lead closer?"""
    env, closer = Forest(), 0
    with torch.no_grad():
        for _ in range(games):
            state = env.reset()
            before = env.distance()
            env.step(policy(state).argmax().item())
            closer += env.distance() < before
    return closer / games


train()
print(f"final: accuracy={evaluate():.4f}")
