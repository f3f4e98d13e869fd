# %% [markdown]
# Which pump breaks first? Cox's partial likelihood with a network (DeepSurv).
# Some pumps still ran when the records ended. For the risk sets, pumps are ordered from the longest time to the shortest.

# %%
import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(78)
torch.manual_seed(78)

n = 1600
hours = rng.gamma(3, 10, n)
vibration = rng.normal(0, 1, n)
temperature = rng.normal(60, 8, n)
viscosity = rng.normal(0, 1, n)
maker = rng.integers(0, 4, n)
warm = (temperature - 60) / 8
risk = 2.2 * vibration**2 / 2 - 1.8 * np.tanh(viscosity) + 1.5 * warm * (maker == 2) + 0.8 * (maker == 1) + 0.04 * (hours - 30)
life = rng.exponential(np.exp(-risk))
end = rng.exponential(2.5, n)
time = torch.tensor(np.minimum(life, end), dtype=torch.float32)
event = torch.tensor(life <= end, dtype=torch.float32)
X = torch.tensor(np.column_stack([(hours - 30) / 17, vibration, warm, viscosity, np.eye(4)[maker]]), dtype=torch.float32)
print(f"{n} pumps, {event.mean():.0%} broke")

# %%
test = torch.arange(n) % 4 == 0
order = torch.argsort(time[~test], descending=True)
X_train, event_train = X[~test][order], event[~test][order]
X_test, time_test, event_test = X[test], time[test], event[test]


def partial_likelihood(score, event):
    """Rows must be ordered from the longest time to the shortest."""
    at_risk = torch.logcumsumexp(score, dim=0)
    return -((score - at_risk) * event).sum() / event.sum()


def concordance(score, time, event):
    earlier = (time[:, None] < time[None, :]) & (event[:, None] == 1)
    right = (score[:, None] > score[None, :])[earlier]
    return right.float().mean().item()


# %%
net = nn.Sequential(nn.Linear(8, 32), nn.SELU(), nn.Linear(32, 32), nn.SELU(), nn.Linear(32, 1, bias=False))
optimizer = torch.optim.AdamW(net.parameters(), lr=5e-3, weight_decay=0.05)
for step in range(1, 251):
    net.train()
    loss = partial_likelihood(net(X_train).squeeze(1), event_train)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 50 == 0:
        print(f"step {step}: partial likelihood {loss.item():.4f}")

# %%
net.eval()
with torch.no_grad():
    print(f"final: accuracy={concordance(net(X_test).squeeze(1), time_test, event_test):.4f}")
