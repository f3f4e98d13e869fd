"""Gas concentration from the curves of an electronic nose: densely connected 1-D convolutions."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def sniff(n, g):
    """Four metal-oxide sensors, 24 points in time; concentration from 0 to 1 of a gas, another one disturbs."""
    t = torch.linspace(0, 1, 24)
    gas = torch.rand(n, generator=g)
    other = torch.rand(n, generator=g)
    tau = torch.tensor([0.15, 0.25, 0.4, 0.1])
    rise = 1 - torch.exp(-t / tau[:, None])
    a = torch.tensor([1.5, 1.0, 0.3, 0.8])
    b = torch.tensor([0.3, 0.8, 1.2, -0.6])
    gain = a * gas[:, None] ** 0.7 + b * other[:, None] + 0.5 * (gas * other)[:, None]
    curves = gain[:, :, None] * rise + 0.1 * torch.randn(n, 4, 24, generator=g)
    return (curves - 0.8) / 0.6, (gas - 0.5) * math.sqrt(12)


class DenseStack(nn.Module):
    """Every layer sees what all layers before it have found."""

    def __init__(self, channels, depth):
        super().__init__()
        self.layers = nn.ModuleList(nn.Conv1d(channels, channels, 3, padding=1) for _ in range(depth))
        for layer in self.layers:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)

    def forward(self, x):
        found = [x]
        for layer in self.layers:
            together = torch.stack(found).sum(0)
            found.append(F.relu(layer(together)))
        return found[-1]


class Nose(nn.Module):
    def __init__(self, channels=12, depth=12):
        super().__init__()
        self.stem = nn.Conv1d(4, channels, 3, padding=1)
        self.stack = DenseStack(channels, depth)
        self.readout = nn.Linear(channels, 1)

    def forward(self, curves):
        h = self.stack(F.relu(self.stem(curves)))
        return self.readout(h.mean(2)).squeeze(1)


def main():
    torch.manual_seed(402)
    g = torch.Generator().manual_seed(20)
    x, y = sniff(1000, g)
    x_test, y_test = sniff(300, g)
    net = Nose()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9)
    for epoch in range(10):
        total = 0.0
        for rows in torch.randperm(len(x), generator=g).split(40):
            optimizer.zero_grad()
            loss = F.mse_loss(net(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        print(f"epoch {epoch + 1:2d}  loss {total / len(x):.5g}")
    with torch.no_grad():
        r2 = 1 - F.mse_loss(net(x_test), y_test) / y_test.var(unbiased=False)
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
