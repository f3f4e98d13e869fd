# %% [markdown]
# # Recognizing people by their gait
# A network maps two strides of a hip sensor to a point on a sphere, so that strides of one person lie together.
# New people are enrolled by a few strides each; a stride belongs to whoever's center is nearest.

# %%
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, Dataset

rng = np.random.default_rng(413)
torch.manual_seed(413)

# %%
T, HARMONICS = 48, 6


class Person:
    def __init__(self):
        self.size = rng.normal(0, 1, (2, HARMONICS)) * np.array([1, 0.9, 0.7, 0.5, 0.4, 0.3])
        self.lag = rng.uniform(0, 2 * np.pi, (2, HARMONICS))

    def stride(self):
        """Speed, place of the sensor and the moment at which the recording starts differ each time."""
        start = rng.uniform(0, 2 * np.pi)
        phase = np.linspace(0, 4 * np.pi, T) * rng.uniform(0.95, 1.05) + start
        k = np.arange(1, HARMONICS + 1)
        axes = (self.size[:, :, None] * np.sin(k[:, None] * phase + self.lag[:, :, None])).sum(1)
        return rng.uniform(0.6, 1.5) * axes + 0.25 * rng.normal(size=(2, T))


known = [Person() for _ in range(40)]
strides = torch.tensor(np.array([[p.stride() for _ in range(20)] for p in known]), dtype=torch.float32)


# %%
class Triplets(Dataset):
    """An anchor, a stride of somebody else, and another one of the same person."""

    def __init__(self, strides, n):
        self.strides, self.n = strides, n

    def __len__(self):
        return self.n

    def __getitem__(self, _):
        person, other = torch.randperm(len(self.strides))[:2]
        first, second = torch.randperm(self.strides.shape[1])[:2]
        third = torch.randint(self.strides.shape[1], ())
        return self.strides[person, first], self.strides[other, third], self.strides[person, second]


class GaitNet(nn.Module):
    def __init__(self, dim=16):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv1d(2, 24, 7, padding=3), nn.ReLU(), nn.MaxPool1d(2),
            nn.Conv1d(24, 32, 5, padding=2), nn.ReLU(), nn.MaxPool1d(2),
            nn.Conv1d(32, 32, 3, padding=1), nn.ReLU(),
        )  # fmt: skip
        self.fc = nn.Linear(32, dim)

    def forward(self, x):
        return F.normalize(self.fc(self.conv(x).mean(2)), dim=1)


# %%
model = GaitNet()
loader = DataLoader(Triplets(strides, 1600), batch_size=64)
criterion = nn.TripletMarginLoss(margin=0.5)
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
for epoch in range(5):
    total = 0.0
    for anchor, negative, positive in loader:
        loss = criterion(model(anchor), model(positive), model(negative))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
    print(f"epoch {epoch + 1}  triplet loss {total / len(loader):.4f}")

# %% twelve people that the network has never met
model.eval()
newcomers = [Person() for _ in range(12)]
with torch.no_grad():
    enrolled = [model(torch.tensor(np.array([p.stride() for _ in range(8)]), dtype=torch.float32)) for p in newcomers]
    centers = torch.stack([F.normalize(e.mean(0), dim=0) for e in enrolled])
    tries = torch.tensor(np.array([[p.stride() for _ in range(25)] for p in newcomers]), dtype=torch.float32)
    answer = (model(tries.flatten(0, 1)) @ centers.T).argmax(1).view(12, 25)
accuracy = (answer == torch.arange(12)[:, None]).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
