"""Q-learning for an inspection robot on a rail of 700 metres.

Wireless chargers sit at 150 m, 400 m and 640 m. The robot starts anywhere and may roll
25 or 50 metres either way or wait; each metre costs a little, being near a charger pays.
"""
from copy import deepcopy

import torch
from torch import nn

MOVES = torch.tensor([-50.0, -25.0, 0.0, 25.0, 50.0])
STATIONS = torch.tensor([150.0, 400.0, 640.0])
RAIL, GAMMA = 700.0, 0.7


def simulate(position, move):
    after = (position + MOVES[move]).clamp(0, RAIL)
    nearest = (after[:, None] - STATIONS).abs().min(1).values
    reward = torch.exp(-((nearest / 60) ** 2)) - 0.002 * MOVES[move].abs()
    return after, reward


def exact_values(resolution=5.0, sweeps=100):
    """Value iteration on a fine grid, for reference."""
    grid = torch.arange(0, RAIL + 1, resolution)
    value = torch.zeros(len(grid))
    for _ in range(sweeps):
        q = []
        for move in range(len(MOVES)):
            after, reward = simulate(grid, torch.full((len(grid),), move))
            q.append(reward + GAMMA * value[(after / resolution).round().long()])
        q = torch.stack(q, dim=1)
        value = q.max(1).values
    return grid, q


class QNetwork(nn.Module):
    def __init__(self, hidden=128):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Linear(1, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, len(MOVES))
        )

    def forward(self, position):
        x = position[:, None] / 100 - 3.5
        return self.layers(x)


def train(updates=2500, batch=128):
    online = QNetwork()
    target = deepcopy(online)
    optimizer = torch.optim.Adam(online.parameters(), lr=3e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, updates)
    for update in range(1, updates + 1):
        position = torch.rand(batch) * RAIL
        move = torch.randint(len(MOVES), (batch,))
        after, reward = simulate(position, move)
        with torch.no_grad():
            goal = reward + GAMMA * target(after).max(1).values
        q = online(position).gather(1, move[:, None])[:, 0]
        loss = nn.functional.smooth_l1_loss(q, goal)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            for slow, fast in zip(target.parameters(), online.parameters()):
                slow.lerp_(fast, 0.05)
        if update % 500 == 0:
            print(f"update {update}: td loss {loss.item():.4f}, mean q {q.mean().item():.2f}")
    return online


if __name__ == "__main__":
    torch.manual_seed(890)
    network = train()
    grid, truth = exact_values()
    with torch.no_grad():
        error = (network(grid) - truth).pow(2).sum()
        r2 = 1 - error / (truth - truth.mean()).pow(2).sum()
        agree = truth.gather(1, network(grid).argmax(1, keepdim=True))[:, 0] > truth.max(1).values - 0.05
    print(f"near-optimal moves: {agree.float().mean():.3f}")
    print(f"final: r2={r2.item():.4f}")
