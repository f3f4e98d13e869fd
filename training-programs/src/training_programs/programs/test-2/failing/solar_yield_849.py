"""Hourly yield of a solar park from time, weather and panel data."""
import math

import numpy as np
import torch
from torch import nn


def measure(n, rng):
    hour = rng.uniform(5, 21, n)
    day = rng.integers(0, 365, n)
    cloud = rng.beta(1.2, 1.5, n)
    temperature = 12 + 12 * np.sin((day - 100) / 365 * 2 * math.pi) + rng.normal(0, 4, n)
    tilt = rng.uniform(10, 50, n)
    half_day = 6 + 2 * np.sin((day - 80) / 365 * 2 * math.pi)
    height = np.clip(np.cos((hour - 13) / half_day * math.pi / 2), 0, None)
    height = np.where(np.abs(hour - 13) < half_day, height, 0)
    direct = height * (1 - 0.8 * cloud**1.5) * np.cos(np.radians(tilt - 32 + 15 * (half_day - 6)))
    yield_ = 100 * direct * (1 - 0.006 * (temperature - 20)) + rng.normal(0, 2, n)
    features = np.stack(
        [hour, np.sin(day / 365 * 2 * math.pi), np.cos(day / 365 * 2 * math.pi), cloud, temperature, tilt], axis=1
    )
    return features, yield_


def scale(train, *others):
    mean, std = train.mean(0), train.std(0)
    return [torch.tensor((part - mean) / std, dtype=torch.float32) for part in (train, *others)]


def main(epochs=40, batch=64):
    torch.manual_seed(849)
    rng = np.random.default_rng(849)
    x, y = measure(2560, rng)
    x_test, y_test = measure(800, rng)
    x, x_test = scale(x, x_test)
    y, y_test = scale(y[:, None], y_test[:, None])
    net = nn.Sequential(nn.Linear(6, 64), nn.SiLU(), nn.Linear(64, 64), nn.SiLU(), nn.Linear(64, 1))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.93)
    mse = nn.MSELoss()
    for epoch in range(1, epochs + 1):
        net.train()
        losses = []
        for rows in torch.randperm(len(x)).split(batch):
            optimizer.zero_grad()
            loss = mse(net(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
            scheduler.step()
            losses.append(loss.item())
        if epoch % 8 == 0 or epoch == 1:
            print(f"epoch {epoch:2d}: loss {np.mean(losses):.4f}")
    net.eval()
    with torch.no_grad():
        rest = mse(net(x_test), y_test).item()
    print(f"final: r2={1 - rest / y_test.var(unbiased=False).item():.4f}")


if __name__ == "__main__":
    main()
