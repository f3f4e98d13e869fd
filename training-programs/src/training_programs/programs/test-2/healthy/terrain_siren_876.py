# %% [markdown]
# # Height map of a terrain as a network of sines
# The network takes a position and gives the height there. A third of the points is kept for the test.

# %%
import math

import torch
from torch import nn

torch.manual_seed(876)


def terrain(p):
    x, y = p[:, 0], p[:, 1]
    ridge = torch.sin(9 * x + 2 * torch.sin(4 * y))
    hills = torch.cos(7 * y - 3 * x * y) * torch.exp(-(x**2))
    return ridge + 0.8 * hills + 0.3 * torch.sin(16 * (x + y))


# %%
class SineLayer(nn.Module):
    """sin(omega * (W x + b)); the weights are drawn so that every layer sees about a standard normal phase."""

    def __init__(self, inside, outside, omega, first=False):
        super().__init__()
        self.omega = omega
        self.linear = nn.Linear(inside, outside)
        bound = 1 / inside if first else math.sqrt(6 / inside) / omega
        nn.init.uniform_(self.linear.weight, -bound, bound)

    def forward(self, x):
        return torch.sin(self.omega * self.linear(x))


OMEGA = 15.0
siren = nn.Sequential(
    SineLayer(2, 48, OMEGA, first=True),
    SineLayer(48, 48, OMEGA),
    SineLayer(48, 48, OMEGA),
    nn.Linear(48, 1),
)
with torch.no_grad():
    bound = math.sqrt(6 / 48) / OMEGA
    siren[-1].weight.uniform_(-bound, bound)
    siren[-1].bias.zero_()

# %%
points = torch.rand(3600, 2) * 2 - 1
heights = terrain(points) + 0.05 * torch.randn(len(points))
train_p, test_p = points[:2400], points[2400:]
train_h, test_h = heights[:2400], heights[2400:]

optimizer = torch.optim.Adam(siren.parameters(), lr=5e-4)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=40)
for epoch in range(40):
    total = 0.0
    for rows in torch.randperm(len(train_p)).split(100):
        loss = (siren(train_p[rows])[:, 0] - train_h[rows]).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    schedule.step()
    if epoch % 8 == 7:
        print(f"epoch {epoch + 1}: train error {total / len(train_p):.4f}")

# %%
with torch.no_grad():
    error = (siren(test_p)[:, 0] - test_h).square().mean()
r2 = 1 - error / test_h.var(unbiased=False)
print(f"final: r2={r2.item():.4f}")
