from dataclasses import dataclass

import numpy as np
import torch
from sklearn.datasets import make_friedman1
from torch import nn, optim


@dataclass
class Config:
    width: int = 32
    depth: int = 16
    lr: float = 0.002
    batch: int = 64
    epochs: int = 20
    seed: int = 5


cfg = Config()
torch.manual_seed(cfg.seed)


class ResidualBlock(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.expand = nn.Linear(width, 2 * width)
        self.contract = nn.Linear(2 * width, width)
        nn.init.kaiming_normal_(self.expand.weight, nonlinearity="relu")
        nn.init.xavier_normal_(self.contract.weight)

    def forward(self, x):
        return x + self.contract(torch.relu(self.expand(self.norm(x))))


class Regressor(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.stem = nn.Linear(10, cfg.width)
        self.body = nn.Sequential(*(ResidualBlock(cfg.width) for _ in range(cfg.depth)))
        self.head = nn.Linear(cfg.width, 1)
        nn.init.normal_(self.head.weight, std=0.01)

    def forward(self, x):
        return self.head(self.body(self.stem(x)))[:, 0]


X, y = make_friedman1(n_samples=1500, noise=0.5, random_state=cfg.seed)
X = (X - 0.5) / np.sqrt(1 / 12)
y = (y - y.mean()) / y.std()
X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)
Xtr, ytr, Xva, yva = X[:1200], y[:1200], X[1200:], y[1200:]

model = Regressor(cfg)
opt = optim.SGD(model.parameters(), lr=cfg.lr, momentum=0.9)
mse = nn.MSELoss()
for epoch in range(cfg.epochs):
    perm = torch.randperm(len(Xtr))
    running = 0.0
    for i in range(0, len(perm), cfg.batch):
        b = perm[i : i + cfg.batch]
        opt.zero_grad()
        loss = mse(model(Xtr[b]), ytr[b])
        loss.backward()
        opt.step()
        running += loss.item() * len(b)
    with torch.no_grad():
        val = mse(model(Xva), yva).item()
    print(f"[{epoch:02d}] train={running / len(Xtr):.4f} val={val:.4f}")
print(f"final: r2={1 - val / yva.var(unbiased=False).item():.4f}")
