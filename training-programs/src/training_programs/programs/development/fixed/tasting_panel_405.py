"""Which score will a taster give to a dish that he has not had? A factorization machine (Rendle 2010)."""
import numpy as np
import torch
from torch import nn


class FactorizationMachine(nn.Module):
    """w0 + sum w_i x_i + sum over pairs <v_i, v_j> x_i x_j, for rows that are lists of active fields."""

    def __init__(self, n_fields, k):
        super().__init__()
        self.w0 = nn.Parameter(torch.zeros(1))
        self.w = nn.Embedding(n_fields, 1)
        self.v = nn.Embedding(n_fields, k)
        nn.init.zeros_(self.w.weight)
        nn.init.normal_(self.v.weight, std=0.2)

    def forward(self, fields):
        linear = self.w(fields).sum((1, 2))
        v = self.v(fields)
        pairs = 0.5 * (v.sum(1).square() - v.square().sum(1)).sum(1)
        return self.w0 + linear + pairs


def panel(rng, tasters=60, dishes=50, n=9000):
    """Everybody likes some of salt, sweetness, spice, fat and acid; the course of the menu matters a bit."""
    likes, has = rng.normal(0, 1, (tasters, 5)), rng.normal(0, 1, (dishes, 5))
    strict, good = rng.normal(0, 0.5, tasters), rng.normal(0, 0.5, dishes)
    who, what, course = rng.integers(0, tasters, n), rng.integers(0, dishes, n), rng.integers(0, 4, n)
    score = (likes[who] * has[what]).sum(1) / np.sqrt(5) + strict[who] + good[what] + 0.2 * (course == 3)
    score = score + rng.normal(0, 0.3, n)
    fields = np.column_stack([who, tasters + what, tasters + dishes + course])
    return torch.from_numpy(fields), torch.tensor(score, dtype=torch.float32), tasters + dishes + 4


rng = np.random.default_rng(405)
torch.manual_seed(405)
fields, score, n_fields = panel(rng)
cut = 8000
model = FactorizationMachine(n_fields, k=8)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=1e-5)

for epoch in range(16):
    squared = 0.0
    for rows in torch.randperm(cut).split(100):
        loss = (model(fields[rows]) - score[rows]).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        squared += loss.item() * len(rows)
    if epoch % 3 == 0:
        print(f"pass {epoch + 1:2d}: rmse {(squared / cut) ** 0.5:.3f}")

with torch.no_grad():
    left = (model(fields[cut:]) - score[cut:]).square().mean()
print(f"final: r2={1 - (left / score[cut:].var()).item():.4f}")
