"""REINFORCE for robots in a depot: drive to the shelf that is called, around the pillars, before the time is up."""
import argparse

import torch
from torch import nn
from torch.distributions import Categorical

SIDE = 6
PILLARS = {(1, 1), (1, 4), (4, 1), (4, 4)}
MOVES = torch.tensor([[0, 1], [0, -1], [1, 0], [-1, 0]])


class Depot:
    """Many robots at a time, each in a depot of its own."""

    def __init__(self, n, limit=16):
        self.n, self.limit = n, limit
        self.blocked = torch.zeros(SIDE, SIDE, dtype=torch.bool)
        for row, column in PILLARS:
            self.blocked[row, column] = True
        self.free = (~self.blocked).nonzero()

    def reset(self):
        self.place = self.free[torch.randint(len(self.free), (self.n,))]
        self.shelf = self.free[torch.randint(len(self.free), (self.n,))]
        self.done = (self.place == self.shelf).all(1)
        return self.observe()

    def observe(self):
        at = nn.functional.one_hot(self.place, SIDE).flatten(1)
        to = nn.functional.one_hot(self.shelf, SIDE).flatten(1)
        return torch.cat([at, to], 1).float()

    def step(self, action):
        target = (self.place + MOVES[action]).clamp(0, SIDE - 1)
        hit = self.blocked[target[:, 0], target[:, 1]]
        moved = torch.where((hit | self.done)[:, None], self.place, target)
        self.place = moved
        running = ~self.done
        arrived = (self.place == self.shelf).all(1) & running
        self.done = self.done | arrived
        reward = torch.where(running, torch.where(arrived, 1.0, -0.05), 0.0)
        return self.observe(), reward, running.float()


def returns_to_go(rewards, gamma=0.97):
    total = torch.zeros_like(rewards[0])
    out = []
    for reward in reversed(rewards):
        total = reward + gamma * total
        out.append(total)
    return torch.stack(out[::-1])


def drive(policy, depot):
    state = depot.reset()
    log_probs, rewards, running, entropy = [], [], [], []
    for _ in range(depot.limit):
        dist = Categorical(logits=policy(state))
        action = dist.sample()
        log_probs.append(dist.log_prob(action))
        entropy.append(dist.entropy())
        state, reward, alive = depot.step(action)
        rewards.append(reward)
        running.append(alive)
    return torch.stack(log_probs), rewards, torch.stack(running), torch.stack(entropy)


def update(policy, optimizer, depot, entropy_bonus):
    log_probs, rewards, running, entropy = drive(policy, depot)
    returns = returns_to_go(rewards)
    baseline = (returns * running).sum(1, keepdim=True) / running.sum(1, keepdim=True).clamp(min=1)
    advantage = (returns - baseline) * running
    advantage = advantage / (advantage.std() + 1e-6)
    policy_loss = (log_probs * advantage).sum() / running.sum()
    loss = policy_loss - entropy_bonus * (entropy * running).sum() / running.sum()
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(policy.parameters(), 1.0)
    optimizer.step()
    return torch.stack(rewards).sum(0).mean().item()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--iterations", type=int, default=200)
    parser.add_argument("--robots", type=int, default=128)
    parser.add_argument("--lr", type=float, default=5e-3)
    parser.add_argument("--entropy", type=float, default=0.01)
    parser.add_argument("--seed", type=int, default=333)
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    depot = Depot(args.robots)
    policy = nn.Sequential(nn.Linear(4 * SIDE, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 4))
    optimizer = torch.optim.Adam(policy.parameters(), lr=args.lr)
    recent = []
    for iteration in range(1, args.iterations + 1):
        recent.append(update(policy, optimizer, depot, args.entropy))
        if iteration % 40 == 0:
            print(f"iteration {iteration}: return {sum(recent[-40:]) / 40:.3f}")

    depot = Depot(1000)
    state = depot.reset()
    with torch.no_grad():
        for _ in range(depot.limit):
            state, _, _ = depot.step(Categorical(logits=policy(state)).sample())
    print(f"final: accuracy={depot.done.float().mean().item():.4f}")


if __name__ == "__main__":
    main()
