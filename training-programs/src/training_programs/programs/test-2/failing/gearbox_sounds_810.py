"""Condition of a gearbox from its sound: recordings and condition codes come from two archives."""
import numpy as np
import torch
import torch.nn as nn
from torch.utils.data import DataLoader

torch.manual_seed(810)
rng = np.random.default_rng(810)

CONDITIONS = ("sound", "worn tooth", "bearing", "misaligned")
RATE, LENGTH = 1000, 256


def record(condition):
    """A quarter of a second of vibration at a random shaft speed."""
    t = np.arange(LENGTH) / RATE
    shaft = rng.uniform(20, 30)
    start = rng.uniform(0, 2 * np.pi)
    wave = np.sin(2 * np.pi * 6 * shaft * t + start)
    if condition == 1:
        wave *= 1 + 1.2 * (np.sin(2 * np.pi * shaft * t + start / 6) > 0.8)
    elif condition == 2:
        clicks = (np.sin(2 * np.pi * 3.6 * shaft * t + start) > 0.95).astype(float)
        wave += 1.5 * np.convolve(clicks, np.exp(-np.arange(12) / 3) * np.cos(2.4 * np.arange(12)))[:LENGTH]
    elif condition == 3:
        wave += 1.1 * np.sin(2 * np.pi * 2 * shaft * t + rng.uniform(0, 6))
    wave += rng.normal(0, 0.5, LENGTH)
    return wave


def spectrum(wave):
    power = np.abs(np.fft.rfft(wave * np.hanning(LENGTH))) ** 2
    return np.log(power + 1e-2)


codes = rng.integers(0, len(CONDITIONS), 2600)
features = np.stack([spectrum(record(c)) for c in codes])
features = (features - features[:2000].mean(0)) / features[:2000].std(0)

features = torch.tensor(features, dtype=torch.float32).unsqueeze(1)
codes = torch.tensor(codes)
sound_loader = DataLoader(features[:2000], batch_size=50, shuffle=True)
code_loader = DataLoader(codes[:2000], batch_size=50, shuffle=True)
test_sounds, test_codes = features[2000:], codes[2000:]


class SpectrumNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv1d(1, 12, 7, padding=3), nn.BatchNorm1d(12), nn.ReLU(), nn.MaxPool1d(2),
            nn.Conv1d(12, 24, 5, padding=2), nn.BatchNorm1d(24), nn.ReLU(), nn.MaxPool1d(2),
        )  # fmt: skip
        self.classifier = nn.Sequential(nn.Flatten(), nn.Dropout(0.4), nn.Linear(24 * 32, len(CONDITIONS)))

    def forward(self, x):
        return self.classifier(self.features(x))


net = SpectrumNet()
optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.02)
criterion = nn.CrossEntropyLoss()


def test_accuracy():
    net.eval()
    with torch.no_grad():
        return (net(test_sounds).argmax(1) == test_codes).float().mean().item()


for epoch in range(8):
    net.train()
    seen = 0.0
    for sounds, targets in zip(sound_loader, code_loader):
        optimizer.zero_grad()
        loss = criterion(net(sounds), targets)
        loss.backward()
        optimizer.step()
        seen += loss.item()
    print(f"epoch {epoch}: loss {seen / len(sound_loader):.4f}, accuracy {test_accuracy():.3f}")

print(f"final: accuracy={test_accuracy():.4f}")
