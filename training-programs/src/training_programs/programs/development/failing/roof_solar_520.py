import argparse

import numpy as np
import torch
from torch import nn
from torch.optim.lr_scheduler import LinearLR
from torch.utils.data import DataLoader, TensorDataset

parser = argparse.ArgumentParser(description="Yield of a roof's solar panels from the weather forecast")
parser.add_argument("--lr", type=float, default=0.03)
parser.add_argument("--warmup-steps", type=int, default=300)
parser.add_argument("--epochs", type=int, default=12)
parser.add_argument("--batch-size", type=int, default=64)
parser.add_argument("--seed", type=int, default=520)
args = parser.parse_args()

torch.manual_seed(args.seed)
rng = np.random.default_rng(args.seed)


def forecast(n):
    """Hour, day of the year, cloud cover, temperature, snow on the panels -> kWh in that hour."""
    hour = rng.uniform(5, 21, n)
    day = rng.uniform(0, 365, n)
    cloud = rng.beta(0.8, 0.8, n)
    season = -np.cos(2 * np.pi * (day + 10) / 365)
    temp = 9 + 9 * season + rng.normal(0, 4, n)
    snow = (temp < 0) & (rng.random(n) < 0.7)
    height = np.clip(0.25 + 0.35 * season + 0.75 * np.cos(2 * np.pi * (hour - 13) / 24), 0, None)
    kwh = 6 * height * (1 - 0.75 * cloud**2) * (1 - 0.004 * (temp - 15)) * np.where(snow, 0.1, 1.0)
    kwh = kwh + rng.normal(0, 0.1, n)
    columns = [np.sin(2 * np.pi * hour / 24), np.cos(2 * np.pi * hour / 24), season, np.sin(2 * np.pi * day / 365)]
    columns += [2 * cloud - 1, (temp - 9) / 8, snow.astype(float)]
    return torch.tensor(np.stack(columns, 1), dtype=torch.float32), torch.tensor(kwh, dtype=torch.float32)


x_train, y_train = forecast(2400)
x_test, y_test = forecast(800)
y_mean, y_std = y_train.mean(), y_train.std()
loader = DataLoader(TensorDataset(x_train, (y_train - y_mean) / y_std), args.batch_size, shuffle=True)

model = nn.Sequential(
    nn.Linear(7, 64),
    nn.GELU(),
    nn.Linear(64, 64),
    nn.GELU(),
    nn.Linear(64, 32),
    nn.GELU(),
    nn.Linear(32, 1),
)
criterion = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=args.lr, momentum=0.9, nesterov=True)
warmup = LinearLR(optimizer, start_factor=1e-3, total_iters=args.warmup_steps)

for epoch in range(args.epochs):
    model.train()
    running = 0.0
    for xb, yb in loader:
        optimizer.zero_grad()
        loss = criterion(model(xb).squeeze(1), yb)
        loss.backward()
        optimizer.step()
        running += loss.item()
    warmup.step()
    if epoch % 3 == 0:
        print(f"epoch {epoch:02d} train loss {running / len(loader):.4f}")

model.eval()
with torch.no_grad():
    pred = model(x_test).squeeze(1) * y_std + y_mean
r2 = 1 - ((pred - y_test) ** 2).sum() / ((y_test - y_test.mean()) ** 2).sum()
print(f"final: r2={r2.item():.4f}")
