"""State of a machine from its motor current: off, idle, cutting or jammed.

Statistics pooling over time: mean and spread of each channel go to the classifier.
"""
import math

import torch
from torch import nn

STATES = ["off", "idle", "cutting", "jammed"]


def currents(n, length=120):
    """Current of one phase in ampere; the sensor does not report less than 0.2 A and reads 0 then."""
    t = torch.arange(length) / 100
    signals, states = [], []
    for _ in range(n):
        state = int(torch.randint(0, 4, (1,)))
        noise = torch.randn(length)
        if state == 0:
            x = 0.02 * noise
        elif state == 1:
            x = 1.0 + 0.3 * torch.rand(1) + 0.15 * noise
        elif state == 2:
            tooth = torch.sin(2 * math.pi * (8 + 4 * torch.rand(1)) * t + 6 * torch.rand(1))
            x = 1.2 + 0.3 * torch.rand(1) + 0.25 * tooth + 0.15 * noise
        else:
            drift = torch.sin(2 * math.pi * (1 + torch.rand(1)) * t + 6 * torch.rand(1))
            x = 1.2 + 0.3 * torch.rand(1) + 0.25 * drift + 0.15 * noise
        signals.append(torch.where(x < 0.2, torch.zeros(1), x))
        states.append(state)
    return torch.stack(signals)[:, None], torch.tensor(states)


class StatsPool(nn.Module):
    def forward(self, h):
        mean = h.mean(2, keepdim=True)
        spread = (h - mean).square().mean(2).sqrt()
        return torch.cat([mean[:, :, 0], spread], 1)


class StateNet(nn.Module):
    def __init__(self, width=24):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv1d(1, width, 9),
            nn.ReLU(),
            nn.Conv1d(width, width, 9),
            nn.ReLU(),
        )
        self.pool = StatsPool()
        self.head = nn.Linear(2 * width, len(STATES))

    def forward(self, x):
        return self.head(self.pool(self.features(x)))


def main():
    torch.manual_seed(872)
    x, y = currents(1200)
    x_test, y_test = currents(400)
    shift, scale = x.mean(), x.std()
    x, x_test = (x - shift) / scale, (x_test - shift) / scale
    model = StateNet()
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    for epoch in range(15):
        model.train()
        total = 0.0
        for rows in torch.randperm(len(x)).split(40):
            loss = nn.functional.cross_entropy(model(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            total += loss.item() * len(rows)
        model.eval()
        with torch.no_grad():
            accuracy = (model(x_test).argmax(1) == y_test).float().mean().item()
        print(f"epoch {epoch}: loss {total / len(x):.4f}, test accuracy {accuracy:.3f}")
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
