"""Predicts which share of a region's panel supports a proposal, from the proposal's wording scores and the region."""
from dataclasses import dataclass

import torch
from torch import nn


@dataclass
class Config:
    regions: int = 24
    topics: int = 7
    rows: int = 3000
    width: int = 48
    epochs: int = 20
    batch: int = 64
    lr: float = 4e-3
    seed: int = 224


def make_data(cfg):
    g = torch.Generator().manual_seed(cfg.seed)
    region = torch.randint(0, cfg.regions, (cfg.rows,), generator=g)
    topic = torch.randint(0, cfg.topics, (cfg.rows,), generator=g)
    wording = torch.randn(cfg.rows, 5, generator=g)
    mood = torch.randn(cfg.regions, cfg.topics, generator=g)
    z = 0.9 * mood[region, topic] + 0.7 * wording[:, 0] * torch.sign(mood[region, 0]) - 0.5 * wording[:, 1].abs() - 0.7
    share = torch.sigmoid(z)
    votes = torch.binomial(torch.full_like(share, 120.0), share, generator=g)
    return region, topic, wording, votes / 120.0


class SupportNet(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.region = nn.Embedding(cfg.regions, 8)
        self.topic = nn.Embedding(cfg.topics, 8)
        self.body = nn.Sequential(
            nn.Linear(21, cfg.width), nn.SiLU(),
            nn.Linear(cfg.width, cfg.width), nn.SiLU(),
        )
        self.share = nn.Sequential(nn.Linear(cfg.width, 1), nn.Sigmoid())

    def forward(self, region, topic, wording):
        h = torch.cat([self.region(region), self.topic(topic), wording], dim=1)
        return self.share(self.body(h)).squeeze(1)


class Trainer:
    def __init__(self, cfg):
        self.cfg = cfg
        torch.manual_seed(cfg.seed)
        *self.inputs, self.target = make_data(cfg)
        self.split = int(0.8 * cfg.rows)
        self.model = SupportNet(cfg)
        self.loss = nn.BCEWithLogitsLoss()
        self.opt = torch.optim.Adam(self.model.parameters(), lr=cfg.lr)

    def rows(self, idx):
        return [t[idx] for t in self.inputs], self.target[idx]

    def fit(self):
        for epoch in range(self.cfg.epochs):
            self.model.train()
            for idx in torch.randperm(self.split).split(self.cfg.batch):
                inputs, target = self.rows(idx)
                self.opt.zero_grad()
                loss = self.loss(self.model(*inputs), target)
                loss.backward()
                self.opt.step()
            if epoch % 5 == 4:
                print(f"epoch {epoch + 1}: loss {loss.item():.4f}, r2 {self.score():.3f}")

    @torch.no_grad()
    def score(self):
        self.model.eval()
        inputs, target = self.rows(torch.arange(self.split, self.cfg.rows))
        return (1 - (self.model(*inputs) - target).pow(2).mean() / target.var()).item()


trainer = Trainer(Config())
trainer.fit()
print(f"final: r2={trainer.score():.4f}")
