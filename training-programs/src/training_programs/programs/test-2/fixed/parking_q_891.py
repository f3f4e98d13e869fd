"""Neural fitted Q iteration: parking a cart on a line.

State: offset from the parking spot and speed. Actions: push left, coast, push right.
Every step costs the squared offset plus a little effort.
"""
import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

ACTIONS = np.array([-1.0, 0.0, 1.0])
GAMMA = 0.9


def plant(state, action):
    offset, speed = state[:, 0], state[:, 1]
    speed = np.clip(0.9 * speed + 0.3 * ACTIONS[action], -1.5, 1.5)
    offset = np.clip(offset + 0.3 * speed, -2, 2)
    nxt = np.stack([offset, speed], axis=1)
    cost = offset**2 + 0.1 * speed**2 + 0.02 * np.abs(ACTIONS[action])
    return nxt, -cost


def collect(n, rng):
    state = rng.uniform([-2, -1.5], [2, 1.5], size=(n, 2))
    action = rng.integers(0, 3, size=n)
    nxt, reward = plant(state, action)
    as_float = lambda a: torch.tensor(a, dtype=torch.float32)
    return as_float(state), torch.tensor(action), as_float(reward), as_float(nxt)


class QNet(nn.Module):
    def __init__(self, hidden=64):
        super().__init__()
        self.fc1 = nn.Linear(2, hidden)
        self.fc2 = nn.Linear(hidden, hidden)
        self.out = nn.Linear(hidden, 3)

    def forward(self, state):
        h = torch.relu(self.fc1(state))
        h = torch.relu(self.fc2(h))
        return self.out(h)


def cost_to_go(network, state, steps=60):
    """Discounted reward of the greedy policy from each state, by simulation."""
    total = np.zeros(len(state))
    for t in range(steps):
        with torch.no_grad():
            action = network(torch.tensor(state, dtype=torch.float32)).argmax(1).numpy()
        state, reward = plant(state, action)
        total += GAMMA**t * reward
    return total


def main():
    torch.manual_seed(891)
    rng = np.random.default_rng(891)
    state, action, reward, nxt = collect(3000, rng)
    network = QNet()
    optimizer = torch.optim.Adam(network.parameters(), lr=2e-3)
    for sweep in range(40):
        with torch.no_grad():
            goal = reward + GAMMA * network(nxt).max(1).values
        loader = DataLoader(TensorDataset(state, action, goal), batch_size=100, shuffle=True)
        for _ in range(2):
            for s, a, g in loader:
                q = network(s).gather(1, a.unsqueeze(1)).squeeze(1)
                loss = nn.functional.mse_loss(q, g)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        if sweep % 8 == 7:
            print(f"sweep {sweep + 1}: td error {loss.item():.4f}, mean target {goal.mean():.3f}")

    fresh = rng.uniform([-2, -1.5], [2, 1.5], size=(1000, 2))
    truth = cost_to_go(network, fresh)
    with torch.no_grad():
        value = network(torch.tensor(fresh, dtype=torch.float32)).max(1).values.numpy()
    r2 = 1 - ((value - truth) ** 2).sum() / ((truth - truth.mean()) ** 2).sum()
    print(f"mean return of the greedy policy {truth.mean():.3f}")
    print(f"final: r2={r2:.4f}")


if __name__ == "__main__":
    main()
