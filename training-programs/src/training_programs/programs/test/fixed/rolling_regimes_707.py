"""Local linear models under a softmax gate: a rolling mill's force, whose law differs from regime to regime."""

import copy

import numpy as np
import torch
from torch import nn


class Gated(nn.Module):
    """Every expert is a linear law that a mill's engineer can read; the gate says where each holds."""

    def __init__(self, inputs, experts):
        super().__init__()
        self.experts = nn.ModuleList([nn.Linear(inputs, 1) for _ in range(experts)])
        self.gate = nn.Linear(inputs, experts)
        # at first no law is preferred anywhere
        nn.init.zeros_(self.gate.weight)
        nn.init.zeros_(self.gate.bias)

    def forward(self, x):
        share = torch.softmax(self.gate(x), dim=1)
        laws = torch.cat([expert(x) for expert in self.experts], dim=1)
        return (share * laws).sum(dim=1)


def make_data(rng, n):
    x = rng.normal(size=(n, 5))
    hot, thick = x[:, 0] > 0, x[:, 1] > 0.2 * x[:, 0]
    cold_laws = [[0.2, 0.1, 2.0, -1.0, 0.5], [0.1, 0.3, -1.5, 1.5, 0.5]]
    hot_laws = [[-0.2, 0.2, 1.0, 1.5, -1.5], [0.3, 0.0, -1.2, -1.6, 0.2]]
    laws = np.array(cold_laws + hot_laws)
    offsets = np.array([1.0, -1.0, -1.5, 1.5])
    regime = 2 * hot + thick
    force = (x * laws[regime]).sum(1) + offsets[regime] + 0.1 * rng.normal(size=n)
    return x, force


def train(model, x, y, best, epochs=40, batch=64, lr=0.01):
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    kept = copy.deepcopy(model.state_dict())
    x_fit, y_fit, x_watch, y_watch = x[:-300], y[:-300], x[-300:], y[-300:]
    for epoch in range(epochs):
        for rows in torch.randperm(len(x_fit)).split(batch):
            loss = nn.functional.mse_loss(model(x_fit[rows]), y_fit[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            watched = nn.functional.mse_loss(model(x_watch), y_watch).item()
        if watched < best:
            best, kept = watched, copy.deepcopy(model.state_dict())
        if epoch % 5 == 0:
            print(f"epoch {epoch}: watched loss {watched:.4f}")
    model.load_state_dict(kept)


if __name__ == "__main__":
    torch.manual_seed(707)
    x, force = make_data(np.random.default_rng(707), 3000)
    force = (force - force[:2500].mean()) / force[:2500].std()
    x, force = torch.tensor(x, dtype=torch.float32), torch.tensor(force, dtype=torch.float32)
    model = Gated(5, 8)
    train(model, x[:2500], force[:2500], best=float("inf"))
    with torch.no_grad():
        error = (model(x[2500:]) - force[2500:]).square().sum()
        print(f"shares: {torch.softmax(model.gate(x[2500:]), 1).mean(0).numpy().round(2)}")
    spread = (force[2500:] - force[2500:].mean()).square().sum()
    print(f"final: r2={1 - (error / spread).item():.4f}")
