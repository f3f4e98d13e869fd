"""Forecast of a river's water level (m above the mean) an hour ahead from tide, rain and discharge of the last day.

Ported from an old Keras script.
"""
import argparse
import math

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def gauge(hours, g):
    t = torch.arange(hours, dtype=torch.float32)
    tide = torch.sin(2 * math.pi * t / 12.42) * (1 + 0.4 * torch.sin(2 * math.pi * t / 354))
    rain = torch.distributions.Exponential(1.0).sample((hours,)) * (torch.rand(hours, generator=g) < 0.06)
    flow = torch.zeros(hours)
    for i in range(1, hours):
        flow[i] = 0.9 * flow[i - 1] + rain[i - 1]
    level = 2.4 * tide + 0.9 * (flow - flow.mean()) + 0.08 * torch.randn(hours, generator=g)
    inputs = torch.stack([torch.sin(2 * math.pi * t / 12.42), torch.cos(2 * math.pi * t / 12.42), rain - rain.mean(), level / 3], dim=1)
    return inputs, level


class Forecaster(nn.Module):
    def __init__(self, n_inputs, hidden=32):
        super().__init__()
        self.lstm = nn.LSTM(n_inputs, hidden, batch_first=True)
        self.last = nn.LSTM(hidden, 1, batch_first=True)

    def forward(self, x):
        h, _ = self.lstm(x)
        out, _ = self.last(h)
        return out[:, -1, 0]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=int, default=2400)
    parser.add_argument("--window", type=int, default=24)
    parser.add_argument("--epochs", type=int, default=8)
    args = parser.parse_args()

    torch.manual_seed(438)
    inputs, level = gauge(args.hours, torch.Generator().manual_seed(438))
    windows = inputs.unfold(0, args.window, 1).transpose(1, 2)[:-1].contiguous()
    target = level[args.window:]
    cut = int(0.8 * len(target))
    train = DataLoader(TensorDataset(windows[:cut], target[:cut]), batch_size=64, shuffle=True)
    print(f"levels from {level.min():.2f} to {level.max():.2f} m")

    model = Forecaster(inputs.shape[1])
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    mse = nn.MSELoss()
    for epoch in range(args.epochs):
        for x, y in train:
            loss = mse(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
        print(f"epoch {epoch + 1}: {loss.item():.4f}")

    with torch.no_grad():
        error = mse(model(windows[cut:]), target[cut:])
    print(f"final: r2={1 - (error / target[cut:].var()).item():.4f}")


if __name__ == "__main__":
    main()
