"""Deep Q-learning on a small game of catch.

A ball drops from the top of a 7 x 8 field, the paddle on the bottom row moves
left, stays or moves right. +1 for a catch, -1 for a miss.
"""
import random
from collections import deque
from copy import deepcopy

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTH, HEIGHT = 7, 8
random.seed(881)
np.random.seed(881)
torch.manual_seed(881)


class Catch:
    n_actions = 3

    def __init__(self):
        self.state = np.zeros(3, dtype=np.float32)  # ball column, ball row, paddle column

    def reset(self):
        self.state[:] = [np.random.randint(WIDTH), 0, np.random.randint(WIDTH)]
        return self.observe()

    def observe(self):
        return self.state.copy()

    def step(self, action):
        self.state[1] += 1
        self.state[2] = min(max(self.state[2] + action - 1, 0), WIDTH - 1)
        done = self.state[1] == HEIGHT - 1
        reward = 0.0
        if done:
            reward = 1.0 if self.state[0] == self.state[2] else -1.0
        return self.observe(), reward, done


def scale(obs):
    return (torch.as_tensor(np.array(obs)) - 3.5) / 3.5


class Agent:
    def __init__(self, gamma=0.95, lr=2e-3, batch=64):
        self.q = nn.Sequential(nn.Linear(3, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, Catch.n_actions))
        self.target = deepcopy(self.q)
        self.optimizer = torch.optim.Adam(self.q.parameters(), lr=lr)
        self.memory = deque(maxlen=6000)
        self.gamma, self.batch = gamma, batch

    @torch.no_grad()
    def act(self, obs, epsilon=0.0):
        if random.random() < epsilon:
            return random.randrange(Catch.n_actions)
        return int(self.q(scale(obs)).argmax())

    def learn(self):
        obs, action, reward, nxt, done = zip(*random.sample(self.memory, self.batch))
        action = torch.tensor(action)
        reward = torch.tensor(reward)
        alive = 1.0 - torch.tensor(done, dtype=torch.float32)
        with torch.no_grad():
            goal = reward + self.gamma * alive * self.target(scale(nxt)).max(1).values
        chosen = self.q(scale(obs)).gather(1, action[:, None]).squeeze(1)
        loss = F.smooth_l1_loss(chosen, goal)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()


def play(agent, games):
    env, caught = Catch(), 0
    for _ in range(games):
        obs, done = env.reset(), False
        while not done:
            obs, reward, done = env.step(agent.act(obs))
        caught += reward > 0
    return caught / games


env, agent = Catch(), Agent()
updates = 0
for game in range(400):
    obs, done = env.reset(), False
    epsilon = max(0.1, 1 - game / 200)
    while not done:
        action = agent.act(obs, epsilon)
        nxt, reward, done = env.step(action)
        agent.memory.append((obs, action, reward, nxt, bool(done)))
        obs = nxt
        if len(agent.memory) >= 500:
            loss = agent.learn()
            updates += 1
            if updates % 100 == 0:
                agent.target.load_state_dict(agent.q.state_dict())
    if game % 100 == 99:
        print(f"game {game + 1}  updates {updates}  td loss {loss:.4f}  catches {play(agent, 50):.2f}")

print(f"final: accuracy={play(agent, 300):.4f}")
