"""Triplet network with semi-hard mining: who is it, by the nearest mean embedding of the gallery?"""

import torch
import torch.nn as nn
import torch.nn.functional as F

PEOPLE, DIM, MARGIN = 20, 16, 0.3


def portraits(n, gen):
    """A face is a point; light and angle move it along directions that all people share."""
    faces = torch.randn(PEOPLE, 8, generator=gen)
    lift = torch.randn(8, 48, generator=gen) / 8**0.5
    nuisance = torch.randn(6, 48, generator=gen)
    who = torch.randint(PEOPLE, (n,), generator=gen)
    x = torch.tanh(faces[who] @ lift) + 0.5 * torch.randn(n, 6, generator=gen) @ nuisance
    x = x + 0.5 * torch.randn(n, 48, generator=gen)
    return (x - x.mean(0)) / x.std(0), who


class Embedder(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(48, 96), nn.ReLU(), nn.Linear(96, DIM))

    def forward(self, x):
        return F.normalize(self.net(x), dim=1)


def semi_hard(z, who):
    """For each anchor and positive the nearest negative that is farther than the positive, but within the margin."""
    dist = torch.cdist(z, z)
    same = who[:, None] == who[None, :]
    anchors, positives = torch.nonzero(same & ~torch.eye(len(who), dtype=torch.bool), as_tuple=True)
    d_pos = dist[anchors, positives]
    d_neg = dist[anchors].masked_fill(same[anchors], float("inf"))
    hidden = (d_neg <= d_pos[:, None]) | (d_neg >= d_pos[:, None] + MARGIN)
    d_semi = d_neg.masked_fill(hidden, float("inf")).amin(1)
    found = torch.isfinite(d_semi)
    return d_pos[found], d_semi[found]


torch.manual_seed(110)
x, who = portraits(2200, torch.Generator().manual_seed(110))
gallery, probe = slice(0, 1600), slice(1600, None)
model = Embedder()
opt = torch.optim.Adam(model.parameters(), lr=2e-3)
for epoch in range(9):
    losses, used = [], 0
    for rows in torch.randperm(1600).split(80):
        d_pos, d_neg = semi_hard(model(x[rows]), who[rows])
        if len(d_pos) == 0:
            continue
        loss = F.relu(d_pos - d_neg + MARGIN).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
        used += len(d_pos)
    print(f"epoch {epoch}: loss {sum(losses) / len(losses):.4f}, triplets {used}")

model.eval()
with torch.no_grad():
    z_gallery, z_probe = model(x[gallery]), model(x[probe])
    means = torch.stack([z_gallery[who[gallery] == p].mean(0) for p in range(PEOPLE)])
    nearest = torch.cdist(z_probe, means).argmin(1)
print(f"final: accuracy={(nearest == who[probe]).float().mean().item():.4f}")
