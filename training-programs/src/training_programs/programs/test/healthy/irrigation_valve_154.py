"""How far to open an irrigation valve, learned from rewards: an actor and two critics (as in TD3), one step an episode."""

import numpy as np
import torch
from torch import nn

torch.manual_seed(154)
rng = np.random.default_rng(154)


def best_opening(field):
    """What the actor should find out: it is never told."""
    return np.tanh(0.9 * field[:, 0] - 0.8 * field[:, 1] + 0.6 * field[:, 0] * field[:, 2])


def harvest(field, opening):
    return 1 - 2.0 * (opening - best_opening(field)) ** 2 + 0.1 * rng.normal(size=len(field))


def mlp(n_in, *end):
    return nn.Sequential(nn.Linear(n_in, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1), *end)


class Critics(nn.Module):
    def __init__(self):
        super().__init__()
        self.one, self.two = mlp(4), mlp(4)

    def forward(self, field, opening):
        pair = torch.cat([field, opening], dim=1)
        return self.one(pair), self.two(pair)


actor, critics = mlp(3, nn.Tanh()), Critics()
actor_optimizer = torch.optim.Adam(actor.parameters(), lr=1e-3)
critic_optimizer = torch.optim.Adam(critics.parameters(), lr=2e-3)

# the replay buffer
FIELDS, OPENINGS, HARVESTS = np.zeros((0, 3)), np.zeros((0, 1)), np.zeros((0, 1))

for step in range(800):
    # act in a few new fields, with some noise on what the actor says
    field = rng.uniform(-1.2, 1.2, size=(10, 3))
    with torch.no_grad():
        opening = actor(torch.tensor(field, dtype=torch.float32)).numpy()
    opening = np.clip(opening + 0.4 * rng.normal(size=opening.shape), -1, 1)
    FIELDS = np.concatenate([FIELDS, field])
    OPENINGS = np.concatenate([OPENINGS, opening])
    HARVESTS = np.concatenate([HARVESTS, harvest(field, opening[:, 0])[:, None]])

    rows = rng.integers(len(FIELDS), size=64)
    field, opening, reward = (torch.tensor(part[rows], dtype=torch.float32) for part in (FIELDS, OPENINGS, HARVESTS))

    q1, q2 = critics(field, opening)
    critic_loss = nn.functional.mse_loss(q1, reward) + nn.functional.mse_loss(q2, reward)
    critic_optimizer.zero_grad()
    critic_loss.backward()
    critic_optimizer.step()

    if step % 2 == 0:
        # up the hill of the first critic; its own gradients are thrown away at the next step
        actor_loss = -critics(field, actor(field))[0].mean()
        actor_optimizer.zero_grad()
        actor_loss.backward()
        actor_optimizer.step()

    if step % 100 == 0:
        print(f"step {step}: critics {critic_loss.item():.3f}, actor {actor_loss.item():.3f}")

field = rng.uniform(-1.2, 1.2, size=(1000, 3))
best = best_opening(field)
with torch.no_grad():
    opening = actor(torch.tensor(field, dtype=torch.float32)).numpy()[:, 0]
r2 = 1 - ((opening - best) ** 2).mean() / best.var()
print(f"final: r2={r2:.4f}")
