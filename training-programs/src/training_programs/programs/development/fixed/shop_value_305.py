# %% [markdown]
# # What will a new customer spend in the first year?
# Most buy nothing more after the first order, a few spend a lot: a zero-inflated lognormal head
# (Wang, Liu & Miao 2019): one output for "buys again at all", two for the lognormal of the amount.

# %%
import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(2019)
rng = np.random.default_rng(2019)

# %%
n = 4000
first_order = rng.normal(0, 1, n)  # log of the first amount, standardized
visits = (rng.poisson(4, n) - 4) / 2
channel = np.eye(3)[rng.integers(0, 3, n)]
age = rng.uniform(-1.5, 1.5, n)
newsletter = rng.integers(0, 2, n)
returning = 1 / (1 + np.exp(-(0.8 + 2.4 * visits + 3.2 * newsletter - 2.4 * channel[:, 2] - 1.6 * age**2)))
bought = rng.random(n) < returning
log_amount = 0.9 + 0.35 * first_order + 0.3 * visits * (channel[:, 0] - channel[:, 1]) + 0.3 * newsletter + rng.normal(0, 0.2, n)
spent = np.where(bought, np.exp(log_amount), 0.0)  # in hundreds of euros
print(f"{np.mean(spent > 0):.0%} of the customers come back, mean {spent.mean():.2f}")

features = np.column_stack([first_order, visits, channel, age, newsletter])
x = torch.tensor(features, dtype=torch.float32)
y = torch.tensor(spent, dtype=torch.float32)
train = DataLoader(TensorDataset(x[:3200], y[:3200]), batch_size=64, shuffle=True)
x_test, y_test = x[3200:], y[3200:]


# %%
def ziln_loss(out, target):
    logit, mu, sigma = out[:, 0], out[:, 1], F.softplus(out[:, 2]) + 1e-3
    positive = (target > 0).float()
    classification = F.binary_cross_entropy_with_logits(logit, positive)
    log_target = torch.log(torch.where(target > 0, target, torch.ones_like(target)))
    z = (log_target - mu) / sigma
    lognormal = 0.5 * z**2 + torch.log(sigma) + log_target + 0.5 * math.log(2 * math.pi)
    regression = torch.where(target > 0, lognormal, torch.zeros_like(lognormal)).mean()
    return classification + regression


def expected_value(out):
    sigma = F.softplus(out[:, 2]) + 1e-3
    return torch.sigmoid(out[:, 0]) * torch.exp(out[:, 1] + 0.5 * sigma**2)


# %%
model = nn.Sequential(nn.Linear(7, 48), nn.ReLU(), nn.Linear(48, 32), nn.ReLU(), nn.Linear(32, 3))
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=1e-3)
for epoch in range(1, 13):
    history = []
    for features, amount in train:
        optimizer.zero_grad()
        loss = ziln_loss(model(features), amount)
        loss.backward()
        optimizer.step()
        history.append(loss.item())
    if epoch % 3 == 0:
        print(f"epoch {epoch}: loss {np.mean(history):.4f}")

# %%
model.eval()
with torch.no_grad():
    value = expected_value(model(x_test))
r2 = 1 - ((value - y_test) ** 2).mean() / y_test.var(unbiased=False)
print(f"final: r2={r2.item():.4f}")
