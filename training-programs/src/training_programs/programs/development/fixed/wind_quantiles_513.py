"""Day-ahead wind power as quantiles (pinball loss), one network for all quantiles."""

import math

import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


class QuantileNet(nn.Module):
    def __init__(self, inputs, hidden=48):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(inputs, hidden),
            nn.SiLU(),
            nn.Linear(hidden, hidden),
            nn.SiLU(),
            nn.Linear(hidden, len(QUANTILES)),
        )

    def forward(self, x):
        return self.net(x)


class PinballLoss(nn.Module):
    """Mean over the quantiles q of max(q * e, (q - 1) * e), e = target - prediction."""

    def __init__(self, quantiles):
        super().__init__()
        self.quantiles = quantiles

    def forward(self, preds, target):
        losses = []
        for i, q in enumerate(self.quantiles):
            errors = target - preds[:, i]
            losses.append(torch.max(q * errors, (q - 1) * errors).mean())
        return sum(losses) / len(losses)


def forecasts(n, gen):
    speed = 2 + 9 * torch.rand(n, generator=gen)
    direction = 2 * math.pi * torch.rand(n, generator=gen)
    pressure = torch.randn(n, generator=gen)
    spread = 0.3 + torch.rand(n, generator=gen)  # spread of the weather ensemble
    true_speed = speed * (1 + 0.15 * torch.cos(direction - 1)) - 0.3 * pressure
    true_speed = true_speed + spread * torch.randn(n, generator=gen)
    power = 3.0 * torch.sigmoid(0.9 * (true_speed - 7))  # MW
    x = torch.stack([speed, direction.cos(), direction.sin(), pressure, spread], 1)
    return (x - x.mean(0)) / x.std(0), power


def main():
    torch.manual_seed(513)
    x, power = forecasts(3000, torch.Generator().manual_seed(513))
    train = TensorDataset(x[:2400], power[:2400])
    x_test, p_test = x[2400:], power[2400:]
    loader = DataLoader(train, batch_size=64, shuffle=True, drop_last=True)

    model, pinball = QuantileNet(x.shape[1]), PinballLoss(QUANTILES)
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=1e-3)
    for epoch in range(10):
        total = 0.0
        for xb, pb in loader:
            optimizer.zero_grad()
            loss = pinball(model(xb), pb)
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1:2d} | pinball {total / len(loader):.4f}")

    model.eval()
    with torch.no_grad():
        preds = model(x_test)
    inside = ((p_test > preds[:, 0]) & (p_test < preds[:, -1])).float().mean().item()
    print(f"between the 10 % and the 90 % quantile: {inside:.1%}")
    r2 = 1 - (preds[:, 2] - p_test).pow(2).mean() / p_test.var(unbiased=False)
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
