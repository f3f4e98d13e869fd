"""What does a ship do (steam, trawl, set lines, drift), from two hours of positions? Half-precision weights, float32 masters."""

import numpy as np
import torch
from torch import nn

POINTS = 24


def track(kind, rng):
    """Speed and turn of each five minutes."""
    speed = {0: 10.0, 1: 4.0, 2: 6.0, 3: 1.0}[kind] + rng.normal(0, 0.8)
    t = np.arange(POINTS)
    if kind == 1:
        turn = 0.5 * np.sin(2 * np.pi * t / rng.uniform(5, 9) + rng.uniform(0, 6))
        speeds = speed + 0.8 * rng.normal(size=POINTS)
    elif kind == 2:
        turn = np.where(t % 8 < 1, rng.choice([-1, 1]) * 1.2, 0.0)
        speeds = speed + 3.0 * np.sign(np.sin(2 * np.pi * t / 8 + rng.uniform(0, 6)))
    else:
        turn = np.zeros(POINTS)
        speeds = speed + 1.5 * rng.normal(size=POINTS)
    turn = turn + (0.6 if kind == 3 else 0.2) * rng.normal(size=POINTS)
    return np.stack([(np.maximum(speeds, 0) - 5.5) / 4, turn / 0.5])


def tracks(n, rng):
    kinds = rng.integers(4, size=n)
    x = np.stack([track(k, rng) for k in kinds])
    return torch.tensor(x, dtype=torch.float32), torch.tensor(kinds)


class MasterWeights:
    """Keeps a float32 copy of each parameter and lets the optimizer work on the copies."""

    def __init__(self, model, make_optimizer):
        self.model = [p for p in model.parameters() if p.requires_grad]
        self.master = [p.detach().clone().float().requires_grad_() for p in self.model]
        self.optimizer = make_optimizer(self.master)

    def zero_grad(self):
        for p in self.model:
            p.grad = None

    def step(self):
        for master, p in zip(self.master, self.model):
            master.grad = p.grad.detach().float()
        self.optimizer.step()
        with torch.no_grad():
            for master, p in zip(self.master, self.model):
                p.copy_(master)


def build():
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(2 * POINTS, 64), nn.ReLU(),
        nn.Linear(64, 64), nn.ReLU(),
        nn.Linear(64, 4),
    )


def fit(model, x, y, epochs=12, batch=32):
    master = MasterWeights(model, lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9))
    for epoch in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(x)).split(batch):
            master.zero_grad()
            logits = model(x[rows].bfloat16())
            loss = nn.functional.cross_entropy(logits.float(), y[rows])
            loss.backward()
            master.step()
            total += loss.item() * len(rows)
        print(f"epoch {epoch + 1}: {total / len(x):.4f}")


if __name__ == "__main__":
    torch.manual_seed(717)
    rng = np.random.default_rng(717)
    x, y = tracks(2400, rng)
    model = build().bfloat16()
    fit(model, x[:2000], y[:2000])
    with torch.no_grad():
        guess = model(x[2000:].bfloat16()).argmax(dim=1)
    print(f"final: accuracy={(guess == y[2000:]).float().mean().item():.4f}")
