"""BYOL on the 8x8 digits: learn features without labels or negatives, then read them with a linear probe."""
import copy

import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn


def augment(images):
    """Shift by up to one pixel, change the contrast, drop pixels, add noise."""
    n = len(images)
    padded = F.pad(images, (1, 1, 1, 1))
    row, column = torch.randint(0, 3, (n,)), torch.randint(0, 3, (n,))
    index = torch.arange(8)
    rows = (row[:, None] + index)[:, :, None]
    columns = (column[:, None] + index)[:, None, :]
    shifted = padded[torch.arange(n)[:, None, None], 0, rows, columns][:, None]
    contrast = 0.7 + 0.6 * torch.rand(n, 1, 1, 1)
    kept = (torch.rand_like(shifted) > 0.1).float()
    return shifted * contrast * kept + 0.1 * torch.randn_like(shifted)


def projector(n_in, n_hidden, n_out):
    return nn.Sequential(nn.Linear(n_in, n_hidden), nn.BatchNorm1d(n_hidden), nn.ReLU(), nn.Linear(n_hidden, n_out))


class Encoder(nn.Module):
    def __init__(self, features=64):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(),
            nn.Conv2d(16, 32, 3, stride=2, padding=1), nn.BatchNorm2d(32), nn.ReLU(),
            nn.Flatten(), nn.Linear(32 * 16, features),
        )  # fmt: skip

    def forward(self, x):
        return self.net(x)


class BYOL(nn.Module):
    def __init__(self, momentum=0.98):
        super().__init__()
        self.momentum = momentum
        self.online = nn.Sequential(Encoder(), projector(64, 96, 32))
        self.predictor = projector(32, 96, 32)
        self.target = copy.deepcopy(self.online)
        for p in self.target.parameters():
            p.requires_grad_(False)

    def forward(self, one, two):
        def distance(a, b):
            prediction = self.predictor(self.online(a))
            with torch.no_grad():
                wanted = self.target(b)
            return -F.cosine_similarity(prediction, wanted).mean()

        return (distance(one, two) + distance(two, one)) / 2

    @torch.no_grad()
    def follow(self):
        for slow, fast in zip(self.target.parameters(), self.online.parameters()):
            slow.lerp_(fast, 1 - self.momentum)


def main():
    torch.manual_seed(75)
    digits = load_digits()
    images = torch.tensor(digits.images, dtype=torch.float32)[:, None] / 16
    labels = torch.tensor(digits.target)
    order = torch.randperm(len(labels))
    images, labels = images[order], labels[order]
    train, test = slice(0, 1400), slice(1400, None)

    model = BYOL()
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=2e-3)
    for epoch in range(18):
        total = 0.0
        for rows in torch.randperm(1400).split(140):
            loss = model(augment(images[train][rows]), augment(images[train][rows]))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            model.follow()
            total += loss.item() / 10
        if epoch % 3 == 2:
            print(f"epoch {epoch + 1}: similarity {-total:.3f}")

    encoder = model.online[0].eval()
    with torch.no_grad():
        features = encoder(images)
    features = (features - features[train].mean(0)) / features[train].std(0)
    probe = nn.Linear(64, 10)
    optimizer = torch.optim.Adam(probe.parameters(), lr=1e-2)
    for step in range(120):
        loss = F.cross_entropy(probe(features[train]), labels[train])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    accuracy = (probe(features[test]).argmax(1) == labels[test]).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
