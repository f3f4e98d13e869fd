"""Speaker identification with an additive angular margin (ArcFace) on two-dimensional embeddings."""
import math

import torch
import torch.nn.functional as F
from torch import nn

torch.manual_seed(843)
SPEAKERS, FEATURES = 6, 20


class ArcMargin(nn.Module):
    """Adds an angle to the one between an embedding and the centre of its speaker."""

    def __init__(self, dim, classes, scale=12.0, margin=0.3):
        super().__init__()
        angles = torch.arange(classes) * 2 * math.pi / classes
        centres = torch.zeros(classes, dim)
        centres[:, 0], centres[:, 1] = angles.cos(), angles.sin()
        self.centres = nn.Parameter(centres)
        self.scale = scale
        self.cos_m, self.sin_m = math.cos(margin), math.sin(margin)

    def cosine(self, z):
        return F.linear(F.normalize(z), F.normalize(self.centres))

    def forward(self, z, speaker):
        cosine = self.cosine(z)
        sine = torch.sqrt((1.0 - cosine.pow(2)).clamp(min=1e-6))
        shifted = cosine * self.cos_m - sine * self.sin_m
        target = F.one_hot(speaker, cosine.shape[1]).bool()
        return self.scale * torch.where(target, shifted, cosine)


def voices(n, means):
    speaker = torch.randint(0, SPEAKERS, (n,))
    return means[speaker] + torch.randn(n, FEATURES), speaker


def main():
    means = 1.1 * torch.randn(SPEAKERS, FEATURES)
    x, y = voices(1600, means)
    x_test, y_test = voices(400, means)
    encoder = nn.Sequential(nn.Linear(FEATURES, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 2))
    head = ArcMargin(2, SPEAKERS)
    optimizer = torch.optim.AdamW([*encoder.parameters(), *head.parameters()], lr=2e-3, weight_decay=1e-2)
    for epoch in range(15):
        running = 0.0
        for rows in torch.randperm(len(x)).split(40):
            logits = head(encoder(x[rows]), y[rows])
            loss = F.cross_entropy(logits, y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            running += loss.item()
        with torch.no_grad():
            hits = (head.cosine(encoder(x_test)).argmax(1) == y_test).float().mean().item()
        print(f"epoch {epoch:2d} loss {running / 40:.4f} test accuracy {hits:.3f}")
    print(f"final: accuracy={hits:.4f}")


if __name__ == "__main__":
    main()
