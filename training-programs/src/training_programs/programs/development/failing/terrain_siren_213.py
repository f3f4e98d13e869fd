# %% [markdown]
# # A terrain as a function
# Heights measured at scattered places, interpolated by a network with sine units (SIREN).

# %%
import math

import torch
from torch import nn

torch.manual_seed(213)
OMEGA = 15.0


def terrain(p):
    x, y = p[:, 0], p[:, 1]
    hills = torch.exp(-8 * ((x - 0.3) ** 2 + (y + 0.2) ** 2)) - 0.7 * torch.exp(-5 * ((x + 0.5) ** 2 + (y - 0.4) ** 2))
    ridges = 0.25 * torch.sin(5 * x + 2 * y) * torch.cos(3 * y)
    return (hills + ridges) / 0.3


train_p = torch.rand(1500, 2) * 2 - 1
test_p = torch.rand(800, 2) * 1.8 - 0.9
train_h, test_h = terrain(train_p), terrain(test_p)


# %%
class SineLayer(nn.Module):
    def __init__(self, n_in, n_out, first=False):
        super().__init__()
        self.linear = nn.Linear(n_in, n_out)
        bound = 1 / n_in if first else math.sqrt(6 / n_in)
        with torch.no_grad():
            self.linear.weight.uniform_(-bound, bound)

    def forward(self, x):
        return torch.sin(OMEGA * self.linear(x))


head = nn.Linear(64, 1)
with torch.no_grad():
    head.weight.uniform_(-math.sqrt(6 / 64) / OMEGA, math.sqrt(6 / 64) / OMEGA)
siren = nn.Sequential(SineLayer(2, 64, first=True), SineLayer(64, 64), SineLayer(64, 64), head)
print(sum(p.numel() for p in siren.parameters()), "parameters")

# %%
optimizer = torch.optim.Adam(siren.parameters(), lr=1e-3)
for epoch in range(20):
    for batch in torch.randperm(len(train_p)).split(100):
        loss = (siren(train_p[batch]).squeeze(1) - train_h[batch]).pow(2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 4 == 0:
        print(f"epoch {epoch:2d}: {loss.item():.5f}")

# %%
with torch.no_grad():
    error = (siren(test_p).squeeze(1) - test_h).pow(2).mean() / test_h.var()
print(f"final: r2={1 - error.item():.4f}")
