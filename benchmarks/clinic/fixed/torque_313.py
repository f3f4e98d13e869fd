"""Torque of an engine from its vibration spectrum, with early stopping on a validation part."""
import copy

import torch
from torch import nn

torch.manual_seed(313)
BINS = 40


def bench_run(n):
    torque = torch.rand(n) * 2 - 1
    speed = torch.rand(n) * 2 - 1
    f = torch.linspace(0, 1, BINS)
    base = 0.3 + 0.1 * speed[:, None]
    spectrum = torch.zeros(n, BINS)
    for k, gain in ((1, 1.0), (2, 0.6)):
        height = torch.exp(0.5 * gain * torque + 0.2 * (k - 1) * torque * speed)[:, None]
        spectrum += height * torch.exp(-(((f - k * base) / 0.06) ** 2))
    spectrum = spectrum + 0.08 * torch.randn(n, BINS).abs()
    return torch.log(spectrum + 0.05), torque / 0.577


class EarlyStopping:
    """Keeps the best model so far; stop is set after `patience` epochs without an improvement."""

    def __init__(self, patience=10):
        self.patience, self.bad = patience, 0
        self.lowest, self.best = float("inf"), None

    def __call__(self, loss, model):
        if loss < self.lowest - 1e-4:
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
        loss = nn.functional.mse_loss(model(x).squeeze(-1), y).item()
    model.train()
    return loss


x, y = bench_run(2600)
mean, std = x[:1600].mean(0), x[:1600].std(0)
x = (x - mean) / std
x_train, x_val, x_test = x[:1600], x[1600:2000], x[2000:]
y_train, y_val, y_test = y[:1600], y[1600:2000], y[2000:]

model = nn.Sequential(
    nn.Dropout(0.2), nn.Linear(BINS, 48), nn.ReLU(), nn.Dropout(0.5),
    nn.Linear(48, 48), nn.ReLU(), nn.Dropout(0.5),
    nn.Linear(48, 1),
)  # fmt: skip
optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
stopper = EarlyStopping()

model.train()
for epoch in range(60):
    for rows in torch.randperm(len(x_train)).split(64):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x_train[rows]).squeeze(-1), y_train[rows])
        loss.backward()
        optimizer.step()
    val = validation_loss(model, x_val, y_val)
    stopper(val, model)
    if epoch % 10 == 0:
        print(f"epoch {epoch:2d} validation {val:.4f} (best {stopper.lowest:.4f})")
    if stopper.stop:
        print(f"stopped after epoch {epoch}")
        break

stopper.best.eval()
with torch.no_grad():
    predicted = stopper.best(x_test).squeeze(-1)
r2 = 1 - ((predicted - y_test) ** 2).sum() / ((y_test - y_test.mean()) ** 2).sum()
print(f"final: r2={r2.item():.4f}")
