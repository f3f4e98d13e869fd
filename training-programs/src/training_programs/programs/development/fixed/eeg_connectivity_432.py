# %% [markdown]
# ## Eyes open or closed? From the correlations between 10 EEG channels

# %%
import warnings

import numpy as np
import torch
import torch.nn as nn

warnings.filterwarnings("ignore")
rng = np.random.default_rng(432)
torch.manual_seed(432)
CHANNELS, SAMPLES = 10, 128

# %%
position = np.linspace(0, 1, CHANNELS)                       # from the forehead to the back
alpha_map = np.exp(-((position - 1.0) ** 2) / 0.15)
front_map = np.exp(-((position - 0.1) ** 2) / 0.05)


def session(closed):
    t = np.arange(SAMPLES) / 128
    alpha = np.sin(2 * np.pi * rng.uniform(8, 12) * t + rng.uniform(0, 6)) * (rng.uniform(0.4, 1.4) if closed else rng.uniform(0.0, 0.7))
    blink = np.convolve(rng.random(SAMPLES) < (0.01 if closed else 0.02), np.hanning(24), "same") * 3
    volts = np.outer(alpha_map, alpha) + np.outer(front_map, blink) + rng.normal(0, 0.8, (CHANNELS, SAMPLES))
    if rng.random() < 0.03:                                   # an electrode has come off
        volts[rng.integers(CHANNELS)] = 0.0
    return volts


labels = rng.integers(0, 2, 2000)
recordings = np.stack([session(closed) for closed in labels])
recordings.shape

# %%
upper = np.triu_indices(CHANNELS, k=1)
features = np.stack([np.nan_to_num(np.corrcoef(volts)[upper]) for volts in recordings])
print("features", features.shape)

x = torch.tensor(features, dtype=torch.float32) * 4
y = torch.tensor(labels, dtype=torch.float32)
x_train, y_train, x_test, y_test = x[:1500], y[:1500], x[1500:], y[1500:]

# %%
model = nn.Sequential(nn.Linear(x.shape[1], 32), nn.LeakyReLU(), nn.Dropout(0.2), nn.Linear(32, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
bce = nn.BCEWithLogitsLoss()
for epoch in range(16):
    model.train()
    for i in torch.randperm(1500).split(50):
        loss = bce(model(x_train[i])[:, 0], y_train[i])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 4 == 0:
        print(epoch, round(loss.item(), 4))

# %%
model.eval()
with torch.no_grad():
    closed = model(x_test)[:, 0] > 0
print(f"final: accuracy={(closed == y_test.bool()).float().mean().item():.4f}")
