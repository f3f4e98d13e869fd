"""Continual learning: fault classifier of plant A gets a second head for plant B, with distillation (LwF) against forgetting."""

import copy

import torch
import torch.nn as nn
import torch.nn.functional as F

SENSORS = 24


def plant(kind, classes, n, gen):
    """Faults show in products of sensors; each plant has its own wiring."""
    wiring = torch.Generator().manual_seed(kind)
    mix = torch.randn(SENSORS, 6, generator=wiring) / SENSORS**0.5
    x = torch.randn(n, SENSORS, generator=gen)
    z = x @ mix
    scores = torch.stack([z[:, i % 6] * z[:, (i * 2 + 1) % 6] + 0.7 * z[:, (i + 3) % 6] for i in range(classes)], 1)
    return x, scores.argmax(1)


class FaultNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Linear(SENSORS, 64), nn.ReLU(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 12), nn.ReLU()
        )
        self.heads = nn.ModuleDict()

    def add_head(self, task, classes):
        self.heads[task] = nn.Linear(12, classes)

    def forward(self, x, task):
        return self.heads[task](self.body(x))


def fit(model, task, x, y, epochs, old=None, keep=(), weight=0.3):
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=2e-3)
    for epoch in range(epochs):
        seen = 0.0
        for rows in torch.randperm(len(x)).split(100):
            loss = F.cross_entropy(model(x[rows], task), y[rows])
            for name in keep:
                with torch.no_grad():
                    soft = F.softmax(old(x[rows], name) / 2, dim=1)
                loss = loss + weight * F.cross_entropy(model(x[rows], name) / 2, soft)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            seen += loss.item()
        if epoch % 5 == 4:
            print(f"  {task} epoch {epoch + 1}: loss {seen / (len(x) // 100):.4f}")


def main():
    torch.manual_seed(507)
    gen = torch.Generator().manual_seed(507)
    xa, ya = plant(1, 4, 2000, gen)
    xb, yb = plant(2, 5, 4500, gen)

    model = FaultNet()
    model.add_head("A", 4)
    print("plant A")
    fit(model, "A", xa, ya, epochs=8)

    # the network as it is now, to distill from
    old = copy.deepcopy(model)
    for p in old.parameters():
        p.requires_grad = False

    model.add_head("B", 5)
    print("plant B")
    fit(model, "B", xb[:4000], yb[:4000], epochs=15, old=old, keep=["A"])

    with torch.no_grad():
        acc = (model(xb[4000:], "B").argmax(1) == yb[4000:]).float().mean().item()
    print(f"final: accuracy={acc:.4f}")


if __name__ == "__main__":
    main()
