"""Metric learning with batch-hard triplets: handwritten digits as identities.

The embedding is judged by a nearest-centroid classifier on held-out pictures.
"""
import torch
from sklearn.datasets import load_digits
from torch import nn


def load(seed):
    bunch = load_digits()
    x = torch.tensor(bunch.data, dtype=torch.float32).sub(5).div(6)
    y = torch.tensor(bunch.target)
    order = torch.randperm(len(x), generator=torch.Generator().manual_seed(seed))
    return x[order[:1200]], y[order[:1200]], x[order[1200:]], y[order[1200:]]


def pairwise_distance(e):
    """Euclidean distances between all rows of e."""
    square = e.pow(2).sum(1)
    d2 = square[:, None] + square[None] - 2 * e @ e.t()
    return d2.clamp(min=1e-12).sqrt()


class BatchHardTriplet(nn.Module):
    def __init__(self, margin=0.5):
        super().__init__()
        self.margin = margin

    def forward(self, e, y):
        d = pairwise_distance(e)
        same = y[:, None] == y[None]
        hardest_positive = (d * same).amax(1)
        hardest_negative = d.masked_fill(same, float("inf")).amin(1)
        return torch.relu(hardest_positive - hardest_negative + self.margin).mean()


class Sampler:
    """Batches of P identities with K pictures each."""

    def __init__(self, y, p=8, k=6):
        self.rows = [torch.nonzero(y == c).flatten() for c in range(10)]
        self.p, self.k = p, k

    def draw(self):
        chosen = torch.randperm(10)[: self.p]
        return torch.cat([self.rows[c][torch.randperm(len(self.rows[c]))[: self.k]] for c in chosen])


@torch.no_grad()
def centroid_accuracy(net, x, y, x_test, y_test):
    net.eval()
    e, e_test = net(x), net(x_test)
    centroids = torch.stack([e[y == c].mean(0) for c in range(10)])
    return (torch.cdist(e_test, centroids).argmin(1) == y_test).float().mean().item()


if __name__ == "__main__":
    torch.manual_seed(931)
    x, y, x_test, y_test = load(931)
    net = nn.Sequential(nn.Linear(64, 96), nn.ReLU(), nn.Linear(96, 48), nn.ReLU(), nn.Linear(48, 8))
    triplet, sampler = BatchHardTriplet(), Sampler(y)
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    for step in range(1, 801):
        net.train()
        rows = sampler.draw()
        loss = triplet(net(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 200 == 0:
            print(f"step {step}: triplet loss {loss.item():.4f}, "
                  f"held-out accuracy {centroid_accuracy(net, x, y, x_test, y_test):.4f}")
    print(f"final: accuracy={centroid_accuracy(net, x, y, x_test, y_test):.4f}")
