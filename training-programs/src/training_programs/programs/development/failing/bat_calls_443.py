"""Four species of bats by their calls: band-pass filters with learned edges (as in SincNet), then a small classifier."""
import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

RATE = 200.0      # kHz
SAMPLES = 300


def calls(n, rng):
    t = np.arange(SAMPLES) / RATE
    species = rng.integers(0, 4, n)
    start = np.array([48.0, 56.0, 38.0, 80.0])[species] + rng.normal(0, 2.5, n)
    end = np.array([42.0, 50.0, 22.0, 40.0])[species] + rng.normal(0, 2.5, n)
    decay = rng.uniform(0.4, 0.8, n)[:, None]
    sweep = end[:, None] * t + (start - end)[:, None] * decay * (1 - np.exp(-t / decay))
    wave = np.sin(2 * np.pi * (sweep + rng.random((n, 1)))) * np.exp(-(((t - 0.7) / 0.4) ** 2))
    wave = wave + 0.3 * rng.normal(size=wave.shape)
    return torch.tensor(wave, dtype=torch.float32)[:, None], torch.tensor(species)


class SincBands(nn.Module):
    """Filters sin(2 pi high t) / (pi t) - sin(2 pi low t) / (pi t) under a Hamming window."""

    def __init__(self, bands=16, taps=41):
        super().__init__()
        self.low = nn.Parameter(torch.linspace(8, 80, bands) / RATE)
        self.width = nn.Parameter(torch.full((bands,), 8.0 / RATE))
        self.register_buffer("t", torch.arange(taps) - (taps - 1) / 2)
        self.register_buffer("window", torch.hamming_window(taps, periodic=False))

    def low_pass(self, edge):
        wave = torch.sin(2 * math.pi * edge[:, None] * self.t) / (math.pi * self.t)
        return torch.where(self.t == 0, 2 * edge[:, None], wave)

    def forward(self, x):
        low = self.low.abs()
        high = low + self.width.abs()
        filters = (self.low_pass(high) - self.low_pass(low)) * self.window
        return F.conv1d(x, filters[:, None], stride=2)


class BatNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.bands = SincBands()
        self.norm = nn.BatchNorm1d(16)
        self.classifier = nn.Sequential(nn.Linear(16 * 5, 48), nn.ReLU(), nn.Linear(48, 4))

    def forward(self, x):
        loud = torch.log(self.bands(x) ** 2 + 1e-3)
        loud = F.avg_pool1d(self.norm(loud), 26)
        return self.classifier(loud.flatten(1))


rng = np.random.default_rng(443)
torch.manual_seed(443)
x, y = calls(1500, rng)
x_test, y_test = calls(400, rng)
net = BatNet()
optimizer = torch.optim.Adam([
    {"params": net.bands.parameters(), "lr": 5e-4},
    {"params": net.norm.parameters()},
    {"params": net.classifier.parameters()},
], lr=2e-3)

for epoch in range(6):
    net.train()
    seen = right = 0
    for rows in torch.randperm(1500).split(50):
        logits = net(x[rows])
        loss = F.cross_entropy(logits, y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        right += (logits.argmax(1) == y[rows]).sum().item()
        seen += len(rows)
    print(f"epoch {epoch}: loss {loss.item():.4f}, right {right / seen:.3f}")

net.eval()
with torch.no_grad():
    accuracy = (net(x_test).argmax(1) == y_test).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
