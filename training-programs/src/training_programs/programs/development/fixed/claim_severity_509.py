"""Motor insurance: will a policy have no claim, a minor or a major one this year? Embeddings for the categorical columns."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn as nn
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


@dataclass
class Config:
    policies: int = 9000
    seed: int = 509
    batch: int = 100
    epochs: int = 6
    lr: float = 2e-3
    dropout: float = 0.1


def policies(cfg):
    rng = np.random.default_rng(cfg.seed)
    n = cfg.policies
    region, brand = rng.integers(0, 12, n), rng.integers(0, 8, n)
    age = rng.uniform(18, 80, n)
    power = rng.gamma(6, 18, n)
    mileage = rng.gamma(4, 4, n)
    bonus = rng.beta(2, 3, n)
    risk_of_region = np.linspace(-1.2, 1.2, 12)[rng.permutation(12)]
    risk_of_brand = np.linspace(-1.0, 1.0, 8)[rng.permutation(8)]
    risk = risk_of_region[region] + 0.05 * mileage + 1.5 * (age < 25) - 1.5 * bonus + 0.25 * rng.normal(size=n)
    damage = risk_of_brand[brand] + 0.02 * (power - 108) + 0.25 * rng.normal(size=n)
    claim = risk > np.quantile(risk, 0.95)
    severity = np.where(claim, np.where(damage > np.quantile(damage[claim], 0.6), 2, 1), 0)
    return np.stack([region, brand], 1), np.stack([age, power, mileage, bonus], 1), severity


class ClaimNet(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.region, self.brand = nn.Embedding(12, 4), nn.Embedding(8, 4)
        self.body = nn.Sequential(
            nn.Linear(12, 48), nn.ReLU(), nn.Dropout(cfg.dropout), nn.Linear(48, 24), nn.ReLU(), nn.Linear(24, 3)
        )

    def forward(self, cats, nums):
        return self.body(torch.cat([self.region(cats[:, 0]), self.brand(cats[:, 1]), nums], dim=1))


def run(cfg):
    torch.manual_seed(cfg.seed)
    cats, nums, severity = policies(cfg)
    parts = train_test_split(cats, nums, severity, test_size=0.25, stratify=severity, random_state=cfg.seed)
    c_tr, c_te, n_tr, n_te, y_tr, y_te = parts
    scaler = StandardScaler().fit(n_tr)
    n_tr, n_te = (torch.tensor(scaler.transform(part), dtype=torch.float32) for part in (n_tr, n_te))
    c_tr, c_te, y_tr = torch.from_numpy(c_tr), torch.from_numpy(c_te), torch.from_numpy(y_tr)

    model = ClaimNet(cfg)
    counts = torch.bincount(y_tr)
    criterion = nn.CrossEntropyLoss(weight=len(y_tr) / (3 * counts))
    optimizer = torch.optim.Adam(model.parameters(), lr=cfg.lr, weight_decay=1e-4)
    for epoch in range(cfg.epochs):
        model.train()
        losses = []
        for rows in torch.randperm(len(y_tr)).split(cfg.batch):
            loss = criterion(model(c_tr[rows], n_tr[rows]), y_tr[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}")

    model.eval()
    with torch.no_grad():
        named = model(c_te, n_te).argmax(1).numpy()
    print("named:", np.bincount(named, minlength=3), "true:", np.bincount(y_te))
    return balanced_accuracy_score(y_te, named)


if __name__ == "__main__":
    print(f"final: balanced_accuracy={run(Config()):.4f}")
