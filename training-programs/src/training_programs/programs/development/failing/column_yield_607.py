"""How pure is what comes off a distillation column? A network with sine units learns a simulator's answers."""

import math

import torch
from torch import nn


class Sine(nn.Module):
    def forward(self, x):
        return torch.sin(x)


def sine_init(layer, first=False, omega=30.0):
    """Uniform weights as in 'Implicit neural representations with periodic activation functions', section 3.2."""
    n = layer.in_features
    bound = 1 / math.sqrt(n) if first else math.sqrt(6 / n) / omega
    nn.init.uniform_(layer.weight, -bound, bound)
    nn.init.zeros_(layer.bias)


class SineMLP(nn.Module):
    def __init__(self, inputs, width=64, depth=5):
        super().__init__()
        sizes = [inputs] + [width] * depth
        layers = []
        for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
            linear = nn.Linear(a, b)
            sine_init(linear, first=i == 0)
            layers += [linear, Sine()]
        self.hidden = nn.Sequential(*layers)
        self.out = nn.Linear(width, 1)
        sine_init(self.out)

    def forward(self, x):
        return self.out(self.hidden(x)).squeeze(-1)


def simulate(n, generator):
    """Six settings, each from -1 to 1: feed rate, feed composition, reflux, reboiler heat, pressure, feed stage."""
    s = 2 * torch.rand(n, 6, generator=generator) - 1
    feed, composition, reflux, heat, pressure, stage = s.unbind(dim=1)
    volatility = 1.5 - 0.4 * pressure
    plates = 1 + reflux * heat - 0.5 * (stage - 0.3 * composition) ** 2
    purity = torch.tanh(volatility * plates - 0.6 * feed) + 0.5 * composition * reflux + 0.3 * torch.sin(3 * heat)
    return s, purity + 0.05 * torch.randn(n, generator=generator)


def r2(net, x, y):
    net.eval()
    with torch.no_grad():
        left = (net(x) - y).pow(2).mean()
    net.train()
    return (1 - left / y.var(unbiased=False)).item()


def train(seed=607, epochs=30, batch=50, rate=0.02):
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    x, y = simulate(1500, generator)
    x_test, y_test = simulate(500, generator)
    mean, std = y.mean(), y.std()
    y, y_test = (y - mean) / std, (y_test - mean) / std
    x, x_test = x * math.sqrt(3), x_test * math.sqrt(3)  # a deviation of 1

    net = SineMLP(6)
    optimizer = torch.optim.SGD(net.parameters(), lr=rate, momentum=0.9)
    for epoch in range(1, epochs + 1):
        order = torch.randperm(len(x))
        for start in range(0, len(x), batch):
            rows = order[start : start + batch]
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(net(x[rows]), y[rows])
            loss.backward()
            optimizer.step()
        if epoch % 5 == 0:
            print(f"epoch {epoch:2d}: last loss {loss.item():.4f}, R2 on held-out runs {r2(net, x_test, y_test):.3f}")
    return r2(net, x_test, y_test)


if __name__ == "__main__":
    print(f"final: r2={train():.4f}")
