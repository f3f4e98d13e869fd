"""How late will the train be? Three quantiles (10 %, 50 %, 90 %) of the delay in minutes."""
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

LEVELS = torch.tensor([0.1, 0.5, 0.9])


def timetable(n, rng):
    hour = rng.uniform(5, 24, n)
    stops = rng.integers(2, 30, n)
    snow = rng.random(n) < 0.15
    works = rng.random(n) < 0.2
    line = rng.integers(0, 12, n)
    slow = np.array([0.0, 0.5, 1.0, 0.2, 2.0, 0.0, 0.3, 1.5, 0.7, 0.1, 3.0, 0.4])[line]
    rush = np.exp(-((hour - 8) ** 2) / 3) + np.exp(-((hour - 17.5) ** 2) / 4)
    middle = 0.5 + slow + 3 * rush + 0.12 * stops * (1 + snow) + 3.5 * works
    delay = middle + (0.4 + 0.25 * middle * snow) * rng.gumbel(size=n)
    numbers = np.stack([np.sin(hour / 24 * 2 * np.pi), np.cos(hour / 24 * 2 * np.pi), (hour - 14.5) / 5.5, (stops - 15.5) / 8, snow, works], 1)
    return torch.tensor(numbers, dtype=torch.float32), torch.tensor(line), torch.tensor(delay, dtype=torch.float32)


class Quantiles(nn.Module):
    def __init__(self):
        super().__init__()
        self.line = nn.Embedding(12, 4)
        self.body = nn.Sequential(nn.Linear(10, 64), nn.SiLU(), nn.Linear(64, 64), nn.SiLU())
        self.lowest = nn.Linear(64, 1)
        self.steps = nn.Linear(64, 2)

    def forward(self, numbers, line):
        h = self.body(torch.cat([numbers, self.line(line)], dim=1))
        low = self.lowest(h)
        return torch.cat([low, low + nn.functional.softplus(self.steps(h)).cumsum(dim=1)], dim=1)   # never cross


def pinball(quantiles, delay):
    miss = delay.unsqueeze(1) - quantiles
    return torch.maximum(LEVELS * miss, (LEVELS - 1) * miss).mean()


torch.manual_seed(73)
rng = np.random.default_rng(73)
train, test = timetable(5000, rng), timetable(1500, rng)
model = Quantiles()
optimizer = torch.optim.NAdam(model.parameters(), lr=2e-3)
for epoch in range(8):
    total = 0.0
    for numbers, line, delay in DataLoader(TensorDataset(*train), batch_size=100, shuffle=True):
        optimizer.zero_grad()
        loss = pinball(model(numbers, line), delay)
        loss.backward()
        optimizer.step()
        total += loss.item()
    print(f"epoch {epoch}: pinball {total / 50:.4f}")

with torch.no_grad():
    q = model(*test[:2])
inside = ((test[2] > q[:, 0]) & (test[2] < q[:, 2])).float().mean().item()
print(f"between the outer two: {inside:.1%}")
print(f"final: r2={1 - ((q[:, 1] - test[2]) ** 2).mean().item() / test[2].var().item():.4f}")
