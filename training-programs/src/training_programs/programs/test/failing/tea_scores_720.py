"""How would a taster score a tea from 1 to 10? A tower for the taster's profile, one for the tea's chemistry."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

TASTERS, TEAS = 150, 200


def panel(rng):
    """Profiles, chemistry and the scores of all pairs that were tasted."""
    profile = rng.normal(size=(TASTERS, 8))
    chemistry = rng.normal(size=(TEAS, 10))
    likes = np.tanh(profile @ rng.normal(size=(8, 4)) / 2)
    taste = np.tanh(chemistry @ rng.normal(size=(10, 4)) / 2)
    match = likes @ taste.T
    score = 5.5 + 2.2 * match / match.std() + 0.4 * rng.normal(size=match.shape)
    score = np.clip(score, 1, 10)
    who, what = np.nonzero(rng.random(match.shape) < 0.25)
    return profile[who], chemistry[what], score[who, what]


def tower(n_in, dim):
    return nn.Sequential(nn.Linear(n_in, 64), nn.ReLU(), nn.Linear(64, dim))


class TwoTowers(nn.Module):
    def __init__(self, dim=16):
        super().__init__()
        self.taster = tower(8, dim)
        self.tea = tower(10, dim)

    def forward(self, profile, chemistry):
        return F.cosine_similarity(self.taster(profile), self.tea(chemistry), dim=1)


def train(model, loader, epochs=10):
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    for epoch in range(epochs):
        model.train()
        total, n = 0.0, 0
        for profile, chemistry, score in loader:
            loss = F.mse_loss(model(profile, chemistry), score)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(score)
            n += len(score)
        print(f"epoch {epoch + 1:2d}: {total / n:.4f}")


def main():
    torch.manual_seed(720)
    rng = np.random.default_rng(720)
    data = [torch.tensor(part, dtype=torch.float32) for part in panel(rng)]
    order = torch.randperm(len(data[0]))
    cut = int(0.85 * len(order))
    train_rows, test_rows = order[:cut], order[cut:]

    model = TwoTowers()
    train(model, DataLoader(TensorDataset(*(part[train_rows] for part in data)), batch_size=64, shuffle=True))

    model.eval()
    profile, chemistry, score = (part[test_rows] for part in data)
    with torch.no_grad():
        left = F.mse_loss(model(profile, chemistry), score, reduction="sum")
    r2 = 1 - left / (score - score.mean()).pow(2).sum()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
