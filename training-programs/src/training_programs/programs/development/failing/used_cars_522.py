# %% [markdown]
# Asking prices of used cars: categorical columns as embeddings, the rest as they are.

# %%
import copy

import numpy as np
import torch
import torch.nn as nn

torch.manual_seed(522)
rng = np.random.default_rng(522)
MAKES, FUELS, REGIONS = 25, 4, 12

# %%
n = 3000
make = rng.integers(0, MAKES, n)
fuel = rng.integers(0, FUELS, n)
region = rng.integers(0, REGIONS, n)
age = rng.gamma(3.0, 2.2, n)
km = np.clip(age * rng.normal(14, 4, n), 0, None)
power = rng.normal(110, 35, n) + 8 * (make % 5)
prestige = rng.normal(0, 0.35, MAKES)
log_price = 10 + prestige[make] + np.array([0, 0.1, 0.25, -0.1])[fuel] + 0.05 * np.sin(region)
log_price += 0.006 * (power - 110) - 0.11 * age - 0.003 * km + 0.25 * (fuel == 2) * (age < 4)
log_price += rng.normal(0, 0.12, n)

cats = torch.tensor(np.stack([make, fuel, region], 1))
nums = np.stack([age, km, power], 1)
nums = torch.tensor((nums - nums.mean(0)) / nums.std(0), dtype=torch.float32)
target = torch.tensor((log_price - log_price.mean()) / log_price.std(), dtype=torch.float32)
train, valid, test = torch.randperm(n).split([2000, 500, 500])


# %%
class PriceNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.embeddings = nn.ModuleList([nn.Embedding(MAKES, 8), nn.Embedding(FUELS, 2), nn.Embedding(REGIONS, 4)])
        self.hidden = nn.Sequential(nn.Linear(14 + 3, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU())
        self.head = nn.Linear(32, 1)

    def forward(self, cats, nums):
        parts = [emb(cats[:, i]) for i, emb in enumerate(self.embeddings)]
        return self.head(self.hidden(torch.cat([*parts, nums], dim=1))).squeeze(1)


net = PriceNet()
criterion = nn.MSELoss()
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3, weight_decay=1e-4)


def validate(rows):
    net.eval()
    with torch.no_grad():
        return criterion(net(cats[rows], nums[rows]), target[rows]).item()


# %% Train; keep the best weights and go back to them whenever the validation gets worse.
best = 0.0
best_state = copy.deepcopy(net.state_dict())
for epoch in range(30):
    net.train()
    for rows in train[torch.randperm(len(train))].split(100):
        optimizer.zero_grad()
        loss = criterion(net(cats[rows], nums[rows]), target[rows])
        loss.backward()
        optimizer.step()
    score = validate(valid)
    print(f"epoch {epoch + 1}: train {loss.item():.3f} valid {score:.3f}")
    if score < best:
        best = score
        best_state = copy.deepcopy(net.state_dict())
    else:
        net.load_state_dict(best_state)

# %%
r2 = 1 - validate(test) / target[test].var(unbiased=False).item()
print(f"final: r2={r2:.4f}")
