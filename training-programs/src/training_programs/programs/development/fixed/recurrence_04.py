"""Moving-average forecaster, recurrent cell written by hand."""
import math

import torch
import torch.nn as nn


class Cell(nn.Module):
    def __init__(self, n_in, n_hidden):
        super().__init__()
        self.U = nn.Parameter(torch.randn(n_in, n_hidden) / math.sqrt(n_in))
        self.W = nn.Parameter(0.6 * torch.eye(n_hidden) + 0.02 * torch.randn(n_hidden, n_hidden))
        self.b = nn.Parameter(torch.zeros(n_hidden))

    def forward(self, x, h):
        return torch.relu(x @ self.U + h @ self.W + self.b)


class Forecaster(nn.Module):
    def __init__(self, hidden=20):
        super().__init__()
        self.hidden = hidden
        self.cell = Cell(2, hidden)
        self.readout = nn.Linear(hidden, 1)

    def forward(self, x):
        h = x.new_zeros(x.shape[0], self.hidden)
        for t in range(x.shape[1]):
            h = self.cell(x[:, t], h)
        return self.readout(h).squeeze(-1)


def batch(n, generator):
    x = torch.randn(n, 30, 2, generator=generator)
    weights = 0.8 ** torch.arange(29, -1, -1)
    y = (x[..., 0] * weights).sum(1) - 0.5 * (x[..., 1] * weights).sum(1)
    return x, y / 1.86


def main():
    g = torch.Generator().manual_seed(1)
    torch.manual_seed(1)
    model = Forecaster()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.005)
    for it in range(600):
        x, y = batch(32, g)
        loss = ((model(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if it % 100 == 0 or it == 599:
            print(f"iter {it:4d} mse {loss.item():.4f}")
    with torch.no_grad():
        x, y = batch(1000, g)
        mse = ((model(x) - y) ** 2).mean().item()
    print(f"final: mse={mse:.4f}")


if __name__ == "__main__":
    main()
