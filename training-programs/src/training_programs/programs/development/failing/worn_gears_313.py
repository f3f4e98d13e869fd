"""Which of ten parts of a gearbox is worn? Vibration spectra of a test bench, with early stopping."""
import copy

import torch
from torch import nn

torch.manual_seed(313)
BINS, PARTS = 48, 10


def bench_runs(n):
    """Every part rings at some bins when it is worn; how much, depends on load and run."""
    ring = torch.randn(PARTS, BINS, generator=torch.Generator().manual_seed(1))
    part = torch.randint(PARTS, (n,))
    wear = 0.7 + 0.6 * torch.rand(n, 1)
    load = torch.randn(n, 1) * torch.linspace(-1, 1, BINS)
    level = 0.55 * wear * ring[part] + 0.5 * load + torch.randn(n, BINS)
    return level, part


class EarlyStopping:
    """Keeps the best model so far; stop is set after `patience` epochs without an improvement."""

    def __init__(self, patience=8):
        self.patience, self.bad = patience, 0
        self.lowest, self.best = float("inf"), None

    def __call__(self, loss, model):
        if loss < self.lowest - 1e-3:
            self.lowest, self.bad = loss, 0
            self.best = copy.deepcopy(model)
        else:
            self.bad += 1

    @property
    def stop(self):
        return self.bad >= self.patience


def validation_loss(model, x, y):
    model.eval()
    with torch.no_grad():
        loss = nn.functional.cross_entropy(model(x), y).item()
    model.train()
    return loss


x, y = bench_runs(2200)
x = (x - x[:800].mean(0)) / x[:800].std(0)
x_train, x_val, x_test = x[:800], x[800:1200], x[1200:]
y_train, y_val, y_test = y[:800], y[800:1200], y[1200:]

model = nn.Sequential(
    nn.Dropout(0.2), nn.Linear(BINS, 64), nn.ReLU(), nn.Dropout(0.5),
    nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.5),
    nn.Linear(64, PARTS),
)  # fmt: skip
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
stopper = EarlyStopping()

model.train()
for epoch in range(60):
    for rows in torch.randperm(len(x_train)).split(40):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x_train[rows]), y_train[rows])
        loss.backward()
        optimizer.step()
    val = validation_loss(model, x_val, y_val)
    stopper(val, model)
    if epoch % 10 == 0:
        print(f"epoch {epoch:2d} validation {val:.4f} (best {stopper.lowest:.4f})")
    if stopper.stop:
        print(f"stopped after epoch {epoch}")
        break

model.eval()
with torch.no_grad():
    answer = stopper.best(x_test).argmax(1)
print(f"final: accuracy={(answer == y_test).float().mean().item():.4f}")
