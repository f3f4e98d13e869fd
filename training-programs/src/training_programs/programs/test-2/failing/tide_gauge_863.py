"""Water level at a harbour for the coming 12 hours, from the last 48 hours of the gauge and the wind."""
import numpy as np
import torch
from torch import nn


def harbour(hours, seed):
    rng = np.random.default_rng(seed)
    t = np.arange(hours)
    wind = np.zeros(hours)
    for i in range(1, hours):
        wind[i] = 0.97 * wind[i - 1] + 0.25 * rng.normal()
    surge = np.convolve(wind, np.exp(-np.arange(24) / 8) / 8)[:hours]
    tide = 1.3 * np.sin(2 * np.pi * t / 12.42) + 0.5 * np.sin(2 * np.pi * t / 12.0 + 1) + 0.3 * np.sin(2 * np.pi * t / 23.93)
    level = tide + 0.5 * surge + 0.05 * rng.normal(size=hours)
    level[rng.integers(0, hours, hours // 300)] += 2.5  # ship wakes and sensor spikes
    return np.stack([level, wind], 1).astype(np.float32)


def windows(series, past=48, ahead=12):
    starts = range(0, len(series) - past - ahead, 2)
    x = np.stack([series[s : s + past] for s in starts])
    y = np.stack([series[s + past : s + past + ahead, 0] for s in starts])
    return torch.from_numpy(x), torch.from_numpy(y)


class Forecaster(nn.Module):
    def __init__(self, past=48, ahead=12, hidden=96):
        super().__init__()
        self.body = nn.Sequential(
            nn.Flatten(),
            nn.Linear(past * 2, hidden),
            nn.SiLU(),
            nn.Linear(hidden, hidden),
            nn.SiLU(),
        )
        self.head = nn.Linear(hidden, ahead)

    def forward(self, x):
        return self.head(self.body(x))


def horizon_error(forecast, level):
    """Squared error, summed over the hours of the forecast."""
    return (forecast - level).square().sum(1).mean()


def main():
    torch.manual_seed(863)
    series = harbour(8000, seed=863)
    mean, std = series[:6400].mean(0), series[:6400].std(0)
    series = (series - mean) / std
    x, y = windows(series[:6400])
    x_test, y_test = windows(series[6400:])

    model = Forecaster()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=1e-3)
    max_size = 1.0  # spikes must not throw the model off
    for epoch in range(15):
        total = 0.0
        for rows in torch.randperm(len(x)).split(64):
            optimizer.zero_grad()
            loss = horizon_error(model(x[rows]), y[rows]).clamp(max=max_size)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        print(f"epoch {epoch + 1}: loss {total / len(x):.4f}")

    model.eval()
    with torch.no_grad():
        left = (model(x_test) - y_test).square().sum()
    r2 = 1 - left / (y_test - y_test.mean(0)).square().sum()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
