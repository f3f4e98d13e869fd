# %% [markdown]
# # Dolphin whistles
# Contours (rising, falling, rise-fall, fall-rise, sine) on small spectrograms: 16 bands x 48 frames.
# The GPU at the institute has little memory, so activations of the blocks are recomputed in the backward pass.

# %%
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.checkpoint import checkpoint

np.random.seed(536)
torch.manual_seed(536)

BANDS, FRAMES, KINDS = 16, 48, 5


def contour(kind, t):
    if kind == 0:
        return t
    if kind == 1:
        return 1 - t
    if kind == 2:
        return 1 - np.abs(2 * t - 1)
    if kind == 3:
        return np.abs(2 * t - 1)
    return 0.5 + 0.5 * np.sin(4 * np.pi * t)


def whistle(kind):
    length = np.random.randint(24, 40)
    start = np.random.randint(0, FRAMES - length)
    low, span = np.random.uniform(1, 5), np.random.uniform(6, 9)
    pitch = low + span * contour(kind, np.linspace(0, 1, length))
    picture = 0.35 * np.random.randn(BANDS, FRAMES)
    bands = np.arange(BANDS)[:, None]
    picture[:, start : start + length] += np.random.uniform(1.2, 2) * np.exp(-0.5 * (bands - pitch) ** 2)
    return picture


kinds = np.random.randint(0, KINDS, 1500)
x = torch.tensor(np.stack([whistle(k) for k in kinds]), dtype=torch.float32)
y = torch.tensor(kinds)
x = (x - x[:1200].mean()) / x[:1200].std()


# %%
class Block(nn.Module):
    def __init__(self, c_in, c_out, stride):
        super().__init__()
        self.conv = nn.Conv1d(c_in, c_out, 5, stride=stride, padding=2)
        self.norm = nn.GroupNorm(4, c_out)

    def forward(self, x):
        return F.relu(self.norm(self.conv(x)))


class WhistleNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Block(BANDS, 16, 1), Block(16, 16, 2), Block(16, 16, 2)])
        self.head = nn.Linear(16, KINDS)

    def forward(self, x):
        for block in self.blocks:
            x = checkpoint(block, x, use_reentrant=True)
        return self.head(x.mean(dim=2))


model = WhistleNet()
print(sum(p.numel() for p in model.parameters()), "parameters")
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)

# %%
for epoch in range(14):
    hits, total = 0, 0.0
    for idx in torch.randperm(1200).split(40):
        out = model(x[idx])
        loss = F.cross_entropy(out, y[idx])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        hits += (out.argmax(1) == y[idx]).sum().item()
        total += loss.item() / 30
    if epoch % 2 == 1:
        print(f"epoch {epoch + 1:2d}: loss {total:.3f}, {hits / 12:.1f} % right")

# %%
with torch.no_grad():
    right = (model(x[1200:]).argmax(1) == y[1200:]).float().mean()
print(f"final: accuracy={right.item():.4f}")
