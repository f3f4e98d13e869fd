"""Star ratings from a two-tower model, after the shop's catalogue has grown."""
import argparse

import numpy as np
import torch
from torch import nn


class Ratings(nn.Module):
    def __init__(self, users, items, dim):
        super().__init__()
        self.user = nn.Embedding(users, dim)
        self.item = nn.Embedding(items, dim)
        self.user_bias = nn.Embedding(users, 1)
        self.item_bias = nn.Embedding(items, 1)
        self.mean = nn.Parameter(torch.zeros(()))
        for table in (self.user, self.item):
            nn.init.normal_(table.weight, std=0.3)
        for table in (self.user_bias, self.item_bias):
            nn.init.zeros_(table.weight)

    def forward(self, u, i):
        dot = (self.user(u) * self.item(i)).sum(-1)
        return dot + self.user_bias(u).squeeze(-1) + self.item_bias(i).squeeze(-1) + self.mean

    def grow(self, items):
        """Make room for new products and keep the rows of the known ones."""
        for name in ("item", "item_bias"):
            old = getattr(self, name)
            new = nn.Embedding(items, old.embedding_dim)
            nn.init.normal_(new.weight, std=0.3 if name == "item" else 0.01)
            with torch.no_grad():
                new.weight[: old.num_embeddings] = old.weight
            setattr(self, name, new)


def ratings(rng, users, items, per_user):
    taste, kind = rng.normal(size=(users, 3)), rng.normal(size=(items, 3))
    quality = rng.normal(scale=0.5, size=items)
    u = np.repeat(np.arange(users), per_user)
    i = np.concatenate([rng.choice(items, per_user, replace=False) for _ in range(users)])
    stars = (taste[u] * kind[i]).sum(1) + quality[i] + rng.normal(scale=0.3, size=len(u))
    order = rng.permutation(len(u))
    return [torch.tensor(a[order]) for a in (u, i, stars.astype("float32"))]


def fit(model, optimizer, u, i, stars, epochs, batch):
    model.train()
    for epoch in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(u)).split(batch):
            loss = nn.functional.mse_loss(model(u[rows], i[rows]), stars[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        if epoch % 5 == 4:
            print(f"  epoch {epoch + 1}: mse {total / len(u):.4f}")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--users", type=int, default=300)
    p.add_argument("--items", type=int, default=150)
    p.add_argument("--first-items", type=int, default=20)
    p.add_argument("--per-user", type=int, default=60)
    p.add_argument("--dim", type=int, default=4)
    p.add_argument("--epochs", type=int, default=20)
    p.add_argument("--batch", type=int, default=150)
    args = p.parse_args()
    torch.manual_seed(904)
    rng = np.random.default_rng(904)
    u, i, stars = ratings(rng, args.users, args.items, args.per_user)
    cut = int(0.8 * len(u))

    model = Ratings(args.users, args.first_items, args.dim)
    model.grow(args.items)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02, weight_decay=1e-5)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1, gamma=0.5)
    for phase in ("coarse", "fine", "finest"):
        print(phase)
        fit(model, optimizer, u[:cut], i[:cut], stars[:cut], args.epochs if phase == "coarse" else 5, args.batch)
        scheduler.step()

    model.eval()
    with torch.no_grad():
        error = (model(u[cut:], i[cut:]) - stars[cut:]).square().mean()
    print(f"final: r2={1 - (error / stars[cut:].var()).item():.4f}")


if __name__ == "__main__":
    main()
