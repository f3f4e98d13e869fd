# Value function of a water tank controller.
#
# A fixed controller keeps the level of two coupled tanks near a set point; every
# step costs the squared deviation. The critic of an actor-critic agent is trained
# on the discounted cost-to-go of rollouts and checked on fresh rollouts.
import torch
from torch import nn

torch.manual_seed(882)
GAMMA = 0.9
HORIZON = 80


def rollouts(n_env):
    """Run the controller in `n_env` plants at once -> observations (T, N, 3), costs (T, N)."""
    level = torch.rand(n_env, 2) * 2
    goal = torch.rand(n_env) * 1.2 + 0.4
    observations, costs = [], []
    for _ in range(HORIZON):
        observations.append(torch.cat([level, goal[:, None]], dim=1))
        inflow = (1.5 * (goal - level[:, 1]) + 0.5).clamp(0, 1.5)
        between = 0.6 * (level[:, 0] - level[:, 1])
        outflow = 0.25 * level[:, 1].clamp(min=0).sqrt()
        level = level + 0.3 * torch.stack([inflow - between, between - outflow], dim=1)
        level = (level + 0.02 * torch.randn_like(level)).clamp(0, 3)
        costs.append(4 * (level[:, 1] - goal) ** 2)
    return torch.stack(observations), torch.stack(costs)


def discounted(costs):
    total = torch.zeros_like(costs)
    running = torch.zeros(costs.shape[1])
    for t in reversed(range(len(costs))):
        running = -costs[t] + GAMMA * running
        total[t] = running
    return total


def dataset(n_env):
    observations, costs = rollouts(n_env)
    keep = HORIZON - 40  # the tail of a rollout has no complete return
    return observations[:keep].reshape(-1, 3), discounted(costs)[:keep].reshape(-1)


class Critic(nn.Module):
    def __init__(self, width=64):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(3, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh())
        self.value = nn.Linear(width, 1)

    def forward(self, obs):
        return self.value(self.body(obs)).squeeze(-1)


def value_loss(values, returns):
    return 0.5 * (returns - values).pow(2).mean()


obs, returns = dataset(128)
obs_test, returns_test = dataset(128)
obs_mean, obs_std = obs.mean(0), obs.std(0)
obs, obs_test = (obs - obs_mean) / obs_std, (obs_test - obs_mean) / obs_std
print(f"{len(obs)} states, return {returns.mean():.3f} +- {returns.std():.3f}")

critic = Critic()
optimizer = torch.optim.Adam(critic.parameters(), lr=4e-3)
for epoch in range(20):
    running = 0.0
    for rows in torch.randperm(len(obs)).split(64):
        values = critic(obs[rows])
        loss = value_loss(values, returns[rows])
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(critic.parameters(), 5.0)
        optimizer.step()
        running += loss.item() * len(rows)
    if epoch % 4 == 3:
        print(f"epoch {epoch + 1:2d}  value loss {running / len(obs):.4f}")

with torch.no_grad():
    error = (critic(obs_test).view(-1) - returns_test).pow(2).sum()
    r2 = 1 - error / (returns_test - returns_test.mean()).pow(2).sum()
print(f"final: r2={r2.item():.4f}")
