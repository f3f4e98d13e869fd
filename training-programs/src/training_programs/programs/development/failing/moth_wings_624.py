"""Moths of seven species by the photograph of a wing, read from an archive too large for memory."""

import numpy as np
import torch
from torch import nn

SPECIES = 7
SIDE = 16


class Archive:
    """Stands for the HDF5 file of the museum; like h5py it wants the rows of a request in ascending order."""

    def __init__(self, drawers, rng):
        grid = np.linspace(-1, 1, SIDE)
        down, across = np.meshgrid(grid, grid, indexing="ij")
        wings, names = [], []
        for name, number in enumerate(drawers):
            stripes, tilt = 3 + 1.3 * (name % 4), 0.6 * name
            for _ in range(number):
                angle = tilt + rng.normal(0, 0.12)
                along = np.cos(angle) * across + np.sin(angle) * down
                wing = np.sin(stripes * rng.uniform(0.93, 1.07) * along + rng.uniform(0, 6.28))
                eye = np.exp(-((across - 0.1 * name + 0.3) ** 2 + (down + 0.3) ** 2) / 0.08)
                wings.append(wing + (name % 3) * eye + rng.normal(0, 0.5, (SIDE, SIDE)))
                names.append(name)
        self._wings = np.asarray(wings, dtype=np.float32)[:, None]
        self._names = np.asarray(names)

    def __len__(self):
        return len(self._names)

    def read(self, rows):
        if np.any(np.diff(rows) <= 0):
            raise TypeError("Indexing elements must be in increasing order")
        return torch.from_numpy(self._wings[rows]), torch.from_numpy(self._names[rows])


class WingNet(nn.Module):
    def __init__(self, width=12):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, width, 5, padding=2),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(width, 2 * width, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
        )
        self.head = nn.Linear(2 * width * (SIDE // 4) ** 2, SPECIES)

    def forward(self, x):
        return self.head(self.features(x).flatten(1))


def accuracy(net, archive):
    wings, names = archive.read(np.arange(len(archive)))
    with torch.no_grad():
        return (net(wings).argmax(dim=1) == names).float().mean().item()


torch.manual_seed(624)
rng = np.random.default_rng(624)
train = Archive([180] * SPECIES, rng)
test = Archive([50] * SPECIES, rng)
net = WingNet()
optimizer = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9)
batch_size = 30

for epoch in range(7):
    order = np.sort(rng.permutation(len(train)))
    losses = []
    for start in range(0, len(train), batch_size):
        wings, names = train.read(order[start : start + batch_size])
        loss = nn.functional.cross_entropy(net(wings), names)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}")

print(f"final: accuracy={accuracy(net, test):.4f}")
