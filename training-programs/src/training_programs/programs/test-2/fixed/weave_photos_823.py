"""Sort photos of woven fabric into four weaves.

The photos come as a folder of numbered files, the weaves as one column of a sheet whose row i
belongs to photo i.
"""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(823)
WEAVES = ("plain", "twill", "satin", "rib")
SIZE = 20
COUNT = 1500


def draw(kind):
    """Grey photo of a piece of fabric."""
    v, u = torch.meshgrid(torch.arange(SIZE), torch.arange(SIZE), indexing="ij")
    s = 2 * math.pi / (4 + 1.5 * torch.rand(()))
    a, b = torch.rand(2) * 2 * math.pi
    if kind == 0:
        img = torch.sin(s * u + a) * torch.sin(s * v + b)
    elif kind == 1:
        img = torch.sin(s * (u + v) * 0.8 + a)
    elif kind == 2:
        img = torch.sin(s * (u - 2 * v) * 0.5 + a)
    else:
        img = torch.sin(s * v + b)
    return 0.5 + 0.2 * img + 0.12 * torch.randn(SIZE, SIZE)


def shoot():
    """The folder (file name -> photo) and the sheet (a list of weaves)."""
    folder, sheet = {}, []
    for number in range(COUNT):
        kind = int(torch.randint(4, ()))
        folder[f"fabric_{number}.png"] = draw(kind)
        sheet.append(WEAVES[kind])
    return folder, sheet


def load(folder, sheet):
    names = sorted(folder, key=lambda name: int(name[7:-4]))
    photos = torch.stack([folder[name] for name in names]).unsqueeze(1)
    weaves = torch.tensor([WEAVES.index(w) for w in sheet])
    return (photos - photos.mean()) / photos.std(), weaves


class WeaveNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 12, 5, padding=2)
        self.conv2 = nn.Conv2d(12, 24, 3, padding=1)
        self.norm = nn.BatchNorm2d(24)
        self.out = nn.Linear(24, len(WEAVES))

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.relu(self.norm(self.conv2(x)))
        return self.out(x.mean(dim=(2, 3)))


photos, weaves = load(*shoot())
order = torch.randperm(COUNT)
train_rows, test_rows = order[:1200], order[1200:]

net = WeaveNet()
opt = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-3)
for epoch in range(12):
    net.train()
    running = 0.0
    for rows in train_rows[torch.randperm(len(train_rows))].split(40):
        loss = F.cross_entropy(net(photos[rows]), weaves[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
        running += loss.item() * len(rows)
    net.eval()
    with torch.no_grad():
        right = (net(photos[test_rows]).argmax(1) == weaves[test_rows]).float().mean()
    print(f"{epoch + 1:2d}: training loss {running / len(train_rows):.3f}, test accuracy {right:.3f}")

print(f"final: accuracy={right.item():.4f}")
