"""Fault type of a roller bearing from short vibration recordings.

The logger of the test bench keeps one recording per file name and a table with one row per recording.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

FAULTS = ["none", "inner race", "outer race", "ball"]
RATE, LENGTH = 1000, 256


def record(kind, generator):
    """One recording: shaft rotation, noise and, for a damaged bearing, a train of decaying impacts."""
    t = torch.arange(LENGTH) / RATE
    shaft = 24 + 2 * torch.rand(1, generator=generator)
    x = 0.5 * torch.sin(2 * math.pi * shaft * t + 6 * torch.rand(1, generator=generator))
    x = x + 0.25 * torch.randn(LENGTH, generator=generator)
    if kind:
        period = {1: 22, 2: 34, 3: 50}[kind]
        ring = {1: 210, 2: 150, 3: 320}[kind]
        start = int(torch.randint(0, period, (1,), generator=generator))
        for s in range(start, LENGTH, period):
            tail = t[: LENGTH - s]
            x[s:] += 1.4 * torch.exp(-120 * tail) * torch.sin(2 * math.pi * ring * tail)
    return x


def run_bench(n, seed):
    """Returns the archive {file name: signal} and the lines of the table, in the order of recording."""
    generator = torch.Generator().manual_seed(seed)
    archive, table = {}, []
    for i in range(n):
        kind = int(torch.randint(0, len(FAULTS), (1,), generator=generator))
        archive[f"run_{i}.vib"] = record(kind, generator)
        table.append(f"{i};{FAULTS[kind]}")
    return archive, table


def load(archive, table):
    names = sorted(archive)
    signals = torch.stack([archive[name] for name in names])
    targets = torch.tensor([FAULTS.index(row.split(";")[1]) for row in table])
    signals = (signals - signals.mean(1, keepdim=True)) / signals.std(1, keepdim=True)
    return signals[:, None, :], targets


class FaultNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1 = nn.Conv1d(1, 16, 15, padding=7)
        self.c2 = nn.Conv1d(16, 32, 9, padding=4)
        self.c3 = nn.Conv1d(32, 32, 5, padding=2)
        self.out = nn.Linear(32, len(FAULTS))

    def forward(self, x):
        x = F.max_pool1d(F.relu(self.c1(x)), 2)
        x = F.max_pool1d(F.relu(self.c2(x)), 2)
        return self.out(F.relu(self.c3(x)).mean(2))


torch.manual_seed(861)
x, y = load(*run_bench(1200, seed=1))
x_test, y_test = load(*run_bench(400, seed=2))
net = FaultNet()
optimizer = torch.optim.Adam(net.parameters(), lr=3e-3)
for epoch in range(12):
    net.train()
    running = 0.0
    for rows in torch.randperm(len(x)).split(40):
        loss = F.cross_entropy(net(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        running += loss.item() * len(rows)
    print(f"epoch {epoch:2d}  loss {running / len(x):.4f}")

net.eval()
with torch.no_grad():
    accuracy = (net(x_test).argmax(1) == y_test).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
