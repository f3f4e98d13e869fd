# %% [markdown]
# # Which of five secret knocks?
# A contact microphone on a door, 3 s at 64 Hz. A convolution finds knocks, a GRU hears the rhythm.

# %%
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

rng = np.random.default_rng(334)
torch.manual_seed(334)

RHYTHMS = [
    [0.0, 0.3, 0.6, 0.9, 1.2],
    [0.0, 0.15, 0.3, 0.9, 1.2],
    [0.0, 0.6, 0.75, 0.9, 1.5],
    [0.0, 0.15, 0.75, 0.9, 1.5],
    [0.0, 0.45, 0.9, 1.05, 1.2],
]

# %%
def knock_signal(rhythm):
    t = np.arange(192) / 64
    start, tempo = rng.uniform(0.1, 0.8), rng.uniform(0.85, 1.15)
    signal = 0.15 * rng.normal(size=t.size)
    for beat in rhythm:
        since = t - start - beat * tempo - rng.normal(0, 0.015)
        ring = np.exp(-since.clip(0) / 0.05) * np.cos(2 * np.pi * 14 * since)
        signal += rng.uniform(0.7, 1.3) * ring * (since >= 0)
    return signal


n = 1500
labels = rng.integers(0, len(RHYTHMS), n)
signals = np.stack([knock_signal(RHYTHMS[k]) for k in labels]).astype(np.float32)
signals = (signals - signals.mean()) / signals.std()
X, y = torch.from_numpy(signals)[:, None], torch.from_numpy(labels)
X_train, y_train, X_test, y_test = X[:1200], y[:1200], X[1200:], y[1200:]
print(X_train.shape, np.bincount(labels))

# %%
class KnockNet(nn.Module):
    def __init__(self, channels=24, hidden=48, classes=5):
        super().__init__()
        self.conv1 = nn.Conv1d(1, channels, 9, stride=2, padding=4)
        self.bn1 = nn.BatchNorm1d(channels)
        self.conv2 = nn.Conv1d(channels, channels, 7, stride=4, padding=3)
        self.bn2 = nn.BatchNorm1d(channels)
        self.gru = nn.GRU(channels, hidden)
        self.fc = nn.Linear(hidden, classes)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = F.relu(self.bn2(self.conv2(x)))
        batch, channels, steps = x.shape
        x = x.permute(2, 0, 1)
        _, h = self.gru(x)
        return self.fc(h[-1])


# %%
model = KnockNet()
optimizer = torch.optim.Adam(model.parameters(), lr=4e-3)
for epoch in range(12):
    model.train()
    running, hits = 0.0, 0
    for rows in torch.randperm(len(X_train)).split(40):
        optimizer.zero_grad()
        out = model(X_train[rows])
        loss = F.cross_entropy(out, y_train[rows])
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        running += loss.item() * len(rows)
        hits += (out.argmax(1) == y_train[rows]).sum().item()
    print(f"epoch {epoch + 1:2d}  loss {running / 1200:.3f}  acc {hits / 1200:.3f}")

# %%
model.eval()
with torch.no_grad():
    correct = sum((model(a).argmax(1) == b).sum().item() for a, b in zip(X_test.split(40), y_test.split(40)))
print(f"final: accuracy={correct / len(y_test):.4f}")
