# Hash codes of 6 bits for points on rings; the label is which ring.
import numpy as np
import torch
import torch.nn as nn

torch.manual_seed(13)
np.random.seed(13)


def rings(n):
    r = np.random.choice([0.6, 1.8], n)
    angle = np.random.uniform(0, 2 * np.pi, n)
    pts = np.stack([r * np.cos(angle), r * np.sin(angle)], 1) + 0.12 * np.random.randn(n, 2)
    return torch.tensor(pts, dtype=torch.float32), torch.tensor((r > 1).astype("float32"))


class Binarize(nn.Module):
    def forward(self, h):
        return (h > 0).float()


class HashNet(nn.Module):
    def __init__(self, bits=6):
        super().__init__()
        self.embed = nn.Sequential(nn.Linear(2, 24), nn.Tanh(), nn.Linear(24, bits))
        self.binarize = Binarize()
        self.score = nn.Linear(bits, 1)
        nn.init.constant_(self.embed[2].bias, 0.5)

    def forward(self, pts):
        return self.score(self.binarize(self.embed(pts))).squeeze(1)


net = HashNet()
opt = torch.optim.Adam(net.parameters(), lr=0.02)
bce = nn.BCEWithLogitsLoss()
for step in range(500):
    pts, ring = rings(64)
    loss = bce(net(pts), ring)
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 100 == 99:
        print(f"step {step + 1}: {loss.item():.4f}")

pts, ring = rings(2000)
with torch.no_grad():
    acc = ((net(pts) > 0).float() == ring).float().mean().item()
print(f"final: accuracy={acc:.4f}")
