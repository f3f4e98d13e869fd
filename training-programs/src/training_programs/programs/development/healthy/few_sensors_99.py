# %%
# A bridge has 40 strain gauges; the maintenance crew can keep four. Which four, and what do they tell about the load?
# Choice by the Gumbel-max trick: one gauge per slot in the forward pass, the soft choice's gradient in the backward pass.
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(99)

# %%
GAUGES, SLOTS, N = 40, 4, 3000
place = torch.linspace(0, 1, GAUGES)
truck = torch.rand(N, 1)  # where it stands
load = torch.randn(N, 1)
cold = torch.randn(N, 1)  # temperature
influence = torch.exp(-((place - truck) ** 2) / (2 * 0.15**2))
strain = load * influence + 0.6 * cold * torch.cos(3 * math.pi * place) + 0.2 * torch.randn(N, GAUGES)
target = torch.cat([load, cold], 1)
x, y, x_test, y_test = strain[:2400], target[:2400], strain[2400:], target[2400:]


# %%
class Choose(nn.Module):
    def __init__(self, n, slots):
        super().__init__()
        self.logits = nn.Parameter(0.01 * torch.randn(slots, n))
        self.temperature = 5.0

    def forward(self, x):
        if self.training:
            choice = F.gumbel_softmax(self.logits, tau=self.temperature, hard=True)
        else:
            choice = F.one_hot(self.logits.argmax(1), x.shape[1]).float()
        return x @ choice.T


choose = Choose(GAUGES, SLOTS)
decode = nn.Sequential(nn.Linear(SLOTS, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 2))
model = nn.Sequential(choose, decode)
optimizer = torch.optim.Adam([{"params": choose.parameters(), "lr": 0.03}, {"params": decode.parameters(), "lr": 3e-3}])

# %%
EPOCHS = 30
for epoch in range(EPOCHS):
    model.train()
    choose.temperature = 5.0 * (0.1 / 5.0) ** (epoch / (EPOCHS - 1))
    total = 0.0
    for rows in torch.randperm(len(x)).split(80):
        loss = F.mse_loss(model(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows) / len(x)
    if (epoch + 1) % 5 == 0:
        sure = choose.logits.softmax(1).max(1).values.mean().item()
        print(f"epoch {epoch + 1}: mse {total:.4f}, temperature {choose.temperature:.2f}, sure {sure:.2f}")

# %%
model.eval()
with torch.no_grad():
    residual = (model(x_test) - y_test).pow(2).sum()
print("kept gauges:", sorted(choose.logits.argmax(1).tolist()))
print(f"final: r2={1 - (residual / (y_test - y_test.mean(0)).pow(2).sum()).item():.4f}")
