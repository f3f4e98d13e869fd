# %% [markdown]
# # Plankton from the net hauls
# Four kinds, 420 specimens under the microscope. A specimen has no "up", so each picture is used in four rotations.

# %%
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(625)
rng = np.random.default_rng(625)
KINDS = ["diatom (ring)", "copepod (oval with a tail)", "chain of three", "star"]
SIZE = 16

# %%
rows, cols = np.mgrid[:SIZE, :SIZE] - (SIZE - 1) / 2


def blob(u, v, u0, v0, width):
    return np.exp(-((u - u0) ** 2 + (v - v0) ** 2) / (2 * width**2))


def specimen(kind):
    angle = rng.uniform(0, 2 * np.pi)
    dx, dy = rng.uniform(-1.5, 1.5, size=2)
    u = np.cos(angle) * (cols - dx) + np.sin(angle) * (rows - dy)
    v = -np.sin(angle) * (cols - dx) + np.cos(angle) * (rows - dy)
    r = np.hypot(u, v)
    size = rng.uniform(0.85, 1.2)
    if kind == 0:
        pic = np.exp(-((r - 4 * size) ** 2) / 1.5)
    elif kind == 1:
        pic = np.exp(-(u / (2.6 * size)) ** 2 - (v / (1.9 * size)) ** 2) + 0.9 * np.exp(-((v / 0.8) ** 2)) * ((u > 2) & (u < 7))
    elif kind == 2:
        pic = sum(blob(u, v, 3.6 * size * k, 0, 1.1) for k in (-1, 0, 1))
    else:
        pic = np.exp(-r / (1.6 * size)) + 0.9 * np.exp(-np.abs(u * v) / 1.2) * (r < 5.5 * size)
    return pic + 0.2 * rng.normal(size=pic.shape)


def haul(n):
    kinds = rng.integers(0, 4, size=n)
    return np.stack([specimen(k) for k in kinds]), kinds


# %%
pictures, kinds = haul(420)
test_pictures, test_kinds = haul(300)

views = np.concatenate([np.rot90(pictures, turns, axes=(1, 2)) for turns in range(4)])
view_kinds = np.repeat(kinds, 4)
print(views.shape, view_kinds.shape, np.bincount(view_kinds))

mean, std = views.mean(), views.std()
to_tensor = lambda a: torch.tensor((a - mean) / std, dtype=torch.float32).unsqueeze(1)
train = TensorDataset(to_tensor(views), torch.tensor(view_kinds))
loader = DataLoader(train, batch_size=60, shuffle=True)

# %%
net = nn.Sequential(
    nn.Conv2d(1, 12, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(12, 24, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(24 * 4 * 4, 40), nn.ReLU(), nn.Linear(40, 4),
)
optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=1e-2)

# %%
for epoch in range(10):
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(x)
    print(f"epoch {epoch + 1}: {total / len(train):.4f}")

# %%
with torch.no_grad():
    guess = net(to_tensor(test_pictures)).argmax(1).numpy()
for k, name in enumerate(KINDS):
    print(f"{name:28s} {(guess[test_kinds == k] == k).mean():.2f}")
print(f"final: accuracy={(guess == test_kinds).mean():.4f}")
