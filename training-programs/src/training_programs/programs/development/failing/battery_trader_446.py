"""DQN for a home battery: when to charge, when to wait, when to sell? Learned from a log of random behavior.

The hour of the day sets the price, plus a surprise. The best policy is known from value iteration, so that the
learned one can be compared with it.
"""
import copy
import itertools
import math

import torch
import torch.nn.functional as F
from torch import nn

HOURS, SURPRISES, LEVELS = 12, (-1, 0, 1), 5
ACTIONS = (-1, 0, 1)  # sell, wait, charge
GAMMA = 0.95


def price(hour, surprise):
    return 1 + 0.6 * math.sin(2 * math.pi * hour / HOURS) + 0.25 * surprise


def outcome(hour, surprise, level, action):
    after = min(max(level + ACTIONS[action], 0), LEVELS - 1)
    change = after - level
    return -price(hour, surprise) * change - 0.02 * abs(ACTIONS[action]), (hour + 1) % HOURS, after


def encode(hour, surprise, level):
    phase = 2 * math.pi * hour / HOURS
    return [math.sin(phase), math.cos(phase), math.sin(2 * phase), math.cos(2 * phase), float(surprise), level / 2 - 1]


class ReplayBuffer:
    def __init__(self):
        self.rows = []

    def push(self, state, action, reward, next_state):
        self.rows.append((state, [action], [reward], next_state))

    def tensors(self):
        states, actions, rewards, next_states = zip(*self.rows)
        self.states = torch.tensor(states)
        self.actions = torch.tensor(actions)
        self.rewards = torch.tensor(rewards)
        self.next_states = torch.tensor(next_states)

    def sample(self, n):
        rows = torch.randint(len(self.rows), (n,))
        return self.states[rows], self.actions[rows], self.rewards[rows], self.next_states[rows]


def collect(buffer, n, generator):
    hour, level = 0, 2
    surprise = 0
    for _ in range(n):
        action = int(torch.randint(3, (1,), generator=generator))
        reward, next_hour, next_level = outcome(hour, surprise, level, action)
        next_surprise = int(torch.randint(-1, 2, (1,), generator=generator))
        buffer.push(encode(hour, surprise, level), action, reward, encode(next_hour, next_surprise, next_level))
        hour, surprise, level = next_hour, next_surprise, next_level
    buffer.tensors()


class QNet(nn.Module):
    def __init__(self, hidden=64):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(6, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, len(ACTIONS))
        )

    def forward(self, state):
        return self.net(state)


def train_step(q_net, target_net, optimizer, batch):
    states, actions, rewards, next_states = batch
    q = q_net(states).gather(1, actions)
    with torch.no_grad():
        next_q = target_net(next_states).max(dim=1).values
        target = rewards + GAMMA * next_q
    loss = F.smooth_l1_loss(q, target)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def optimal_values():
    values = {s: 0.0 for s in itertools.product(range(HOURS), SURPRISES, range(LEVELS))}
    for _ in range(300):
        mean = {(h, c): sum(values[h, s, c] for s in SURPRISES) / 3 for h in range(HOURS) for c in range(LEVELS)}
        q = {}
        for state in values:
            q[state] = []
            for action in range(3):
                reward, hour, level = outcome(*state, action)
                q[state].append(reward + GAMMA * mean[hour, level])
        values = {state: max(row) for state, row in q.items()}
    return q


def agreement(q_net):
    """Share of the states in which the network picks a best action."""
    best = optimal_values()
    states = list(best)
    with torch.no_grad():
        picked = q_net(torch.tensor([encode(*state) for state in states])).argmax(1).tolist()
    return sum(best[s][a] > max(best[s]) - 0.03 for s, a in zip(states, picked)) / len(states)


def main():
    torch.manual_seed(446)
    buffer = ReplayBuffer()
    collect(buffer, 4000, torch.Generator().manual_seed(446))
    q_net = QNet()
    target_net = copy.deepcopy(q_net)
    optimizer = torch.optim.Adam(q_net.parameters(), lr=2e-3)
    losses = []
    for step in range(1, 2001):
        losses.append(train_step(q_net, target_net, optimizer, buffer.sample(64)))
        if step % 40 == 0:
            target_net.load_state_dict(q_net.state_dict())
        if step % 400 == 0:
            print(f"step {step}: loss {sum(losses[-400:]) / 400:.4f}")
    print(f"final: accuracy={agreement(q_net):.4f}")


if __name__ == "__main__":
    main()
