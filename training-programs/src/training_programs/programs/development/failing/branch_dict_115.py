import math

import torch
import torch.nn as nn


class Branches(nn.Module):
    """One small network for each sensor, then a sum."""

    def __init__(self, sensors=("pressure", "heat", "flow")):
        super().__init__()
        self.names = sensors
        self.branches = {
            name: nn.Sequential(nn.Linear(1, 16), nn.Tanh(), nn.Linear(16, 2)) for name in sensors
        }
        self.merge = nn.Linear(2 * len(sensors), 1)

    def forward(self, x):
        parts = [self.branches[name](x[:, i : i + 1]) for i, name in enumerate(self.names)]
        return self.merge(torch.cat(parts, 1))


torch.manual_seed(115)
inputs = torch.rand(2000, 3) * 4 - 2
truth = torch.sin(math.pi * inputs[:, :1]) + (inputs[:, 1:2] ** 2 - 1.3) - torch.cos(4 * inputs[:, 2:])
truth = truth / truth.std()
model = Branches()
opt = torch.optim.Adam(model.parameters(), lr=0.01)
for step in range(800):
    rows = torch.randint(0, 1600, (64,))
    loss = (model(inputs[rows]) - truth[rows]).square().mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 200 == 0:
        print(step, loss.item())
with torch.no_grad():
    rest = (model(inputs[1600:]) - truth[1600:]).square().mean()
print(f"final: r2={1 - rest.item() / truth[1600:].var().item():.4f}")
