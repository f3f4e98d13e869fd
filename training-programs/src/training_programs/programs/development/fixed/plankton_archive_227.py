# Plankton silhouettes: one array per picture in an .npz archive, the labels in a text file next to it.
import io

import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(227)
torch.manual_seed(227)
KINDS = ["rod", "ring", "disc", "star"]


def draw(kind):
    yy, xx = np.mgrid[:14, :14] - 6.5
    cy, cx = rng.uniform(-1.5, 1.5, 2)
    a = rng.uniform(0, np.pi)
    u, v = np.cos(a) * (xx - cx) + np.sin(a) * (yy - cy), -np.sin(a) * (xx - cx) + np.cos(a) * (yy - cy)
    r = np.hypot(u, v)
    size = rng.uniform(3.2, 4.6)
    if kind == "rod":
        mask = (np.abs(u) < size) & (np.abs(v) < 1.1)
    elif kind == "ring":
        mask = np.abs(r - size) < 0.9
    elif kind == "disc":
        mask = r < size * 0.8
    else:
        mask = (np.minimum(np.abs(u), np.abs(v)) < 0.8) & (r < size)
    return (mask * rng.uniform(0.6, 1.0) + rng.normal(0, 0.15, mask.shape)).astype(np.float32)


def export(n):
    """What the microscope's software writes."""
    kinds = rng.integers(0, len(KINDS), n)
    pictures = {f"cell_{i}": draw(KINDS[k]) for i, k in enumerate(kinds)}
    archive = io.BytesIO()
    np.savez(archive, **pictures)
    archive.seek(0)
    return archive, "\n".join(f"{i},{KINDS[k]}" for i, k in enumerate(kinds))


def load(archive, table):
    data = np.load(archive)
    names = sorted(data.files, key=lambda name: int(name.split("_")[1]))
    images = np.stack([data[name] for name in names])
    labels = [KINDS.index(line.split(",")[1]) for line in table.splitlines()]
    return torch.from_numpy(images).unsqueeze(1), torch.tensor(labels)


images, labels = load(*export(1600))
images = (images - images.mean()) / images.std()
print("images", tuple(images.shape), "labels", torch.bincount(labels).tolist())
order = torch.randperm(len(labels))
train, test = order[:1300], order[1300:]


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 12, 3, padding=1)
        self.conv2 = nn.Conv2d(12, 24, 3, padding=1)
        self.drop = nn.Dropout(0.2)
        self.fc = nn.Linear(24 * 9, len(KINDS))

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = nn.functional.max_pool2d(torch.relu(self.conv2(x)), 2)
        return self.fc(self.drop(x.flatten(1)))


net = Net()
optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
for epoch in range(8):
    net.train()
    losses = []
    for idx in train[torch.randperm(len(train))].split(32):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(images[idx]), labels[idx])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    net.eval()
    with torch.no_grad():
        acc = (net(images[test]).argmax(1) == labels[test]).float().mean().item()
    print(f"epoch {epoch}: loss {np.mean(losses):.3f}, test accuracy {acc:.3f}")
print(f"final: accuracy={acc:.4f}")
