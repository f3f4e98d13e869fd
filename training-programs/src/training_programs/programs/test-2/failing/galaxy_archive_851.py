"""Tell spiral, elliptical and ring galaxies apart; images and catalogue come from one archive."""
import math

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, random_split

SHAPES = ("spiral", "elliptical", "ring")
SIZE = 16


def draw(shape, rng):
    y, x = np.mgrid[:SIZE, :SIZE] - (SIZE - 1) / 2 + rng.normal(0, 0.7, (2, 1, 1))
    radius, angle = np.hypot(x, y), np.arctan2(y, x)
    if shape == "spiral":
        light = np.exp(-radius / 5) * (1 + np.cos(2 * angle - radius + rng.uniform(0, 2 * math.pi)))
    elif shape == "elliptical":
        light = 1.5 * np.exp(-(radius**2) / rng.uniform(12, 24))
    else:
        light = 1.2 * np.exp(-((radius - rng.uniform(4, 6)) ** 2) / 2)
    return (light + rng.normal(0, 0.2, light.shape)).astype(np.float32)


def build_archive(n, seed):
    """Image files by name, and the catalogue: one row per galaxy, in the order of observation."""
    rng = np.random.default_rng(seed)
    catalogue = [{"galaxy": i, "shape": SHAPES[rng.integers(len(SHAPES))]} for i in range(n)]
    files = {f"galaxy_{row['galaxy']}.fits": draw(row["shape"], rng) for row in catalogue}
    return files, catalogue


class GalaxyDataset(Dataset):
    def __init__(self, files, catalogue):
        names = sorted(files)
        self.images = torch.stack([torch.from_numpy(files[name]) for name in names])[:, None]
        self.labels = torch.tensor([SHAPES.index(row["shape"]) for row in catalogue])

    def __len__(self):
        return len(self.labels)

    def __getitem__(self, i):
        return self.images[i], self.labels[i]


def accuracy(net, loader):
    net.eval()
    with torch.no_grad():
        hits = [(net(image).argmax(1) == label).float() for image, label in loader]
    return torch.cat(hits).mean().item()


torch.manual_seed(851)
dataset = GalaxyDataset(*build_archive(2000, seed=851))
train, test = random_split(dataset, [1600, 400])
train_loader = DataLoader(train, batch_size=32, shuffle=True)
test_loader = DataLoader(test, batch_size=200)

net = nn.Sequential(
    nn.Conv2d(1, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(8, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Dropout(0.2), nn.Linear(256, len(SHAPES)),
)  # fmt: skip
optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.01)
criterion = nn.CrossEntropyLoss()
for epoch in range(8):
    net.train()
    total = 0.0
    for image, label in train_loader:
        loss = criterion(net(image), label)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item()
    print(f"epoch {epoch}: loss {total / len(train_loader):.3f}, test accuracy {accuracy(net, test_loader):.3f}")
print(f"final: accuracy={accuracy(net, test_loader):.4f}")
