"""Hardness of a cured resin from its recipe. Ported from our Keras model; Dense keeps the old layer's look."""

import math

import torch
import torch.nn.functional as F
from torch import nn


class Dense(nn.Module):
    """y = x W + b with Glorot's initialization, as in Keras."""

    def __init__(self, inputs, units, trainable=True, use_bias=True):
        super().__init__()
        limit = math.sqrt(6 / (inputs + units))
        kernel = torch.empty(inputs, units).uniform_(-limit, limit)
        self.kernel = nn.Parameter(kernel, requires_grad=trainable)
        self.bias = nn.Parameter(torch.zeros(units), requires_grad=trainable) if use_bias else None

    def forward(self, x):
        y = x @ self.kernel
        return y if self.bias is None else y + self.bias


class Cure(nn.Module):
    # no bias where batch norm follows
    def __init__(self, inputs=10, units=16):
        super().__init__()
        self.dense1 = Dense(inputs, units, use_bias=False)
        self.norm1 = nn.BatchNorm1d(units)
        self.dense2 = Dense(units, units, use_bias=False)
        self.norm2 = nn.BatchNorm1d(units)
        self.dense3 = Dense(units, units, use_bias=False)
        self.norm3 = nn.BatchNorm1d(units)
        self.out = Dense(units, 1)

    def forward(self, x):
        x = F.elu(self.norm1(self.dense1(x)))
        x = F.elu(self.norm2(self.dense2(x)))
        x = F.elu(self.norm3(self.dense3(x)))
        return self.out(x)[:, 0]


def recipes(n):
    """Resin, hardener, filler, catalyst, water, pigment, temperature, hours, pressure, stirring; standardized."""
    x = torch.randn(n, 10)
    resin, hardener, filler, catalyst, water, _, temperature, hours, pressure, _ = x.unbind(dim=1)
    ratio = 1.5 * (resin - hardener)
    cure = torch.tanh(temperature + 0.7 * hours + 0.8 * catalyst)
    hardness = 2 * torch.exp(-0.5 * ratio**2) * (1 + cure) - torch.sin(1.5 * filler) * pressure - 0.3 * water**2
    return x, hardness + 0.1 * torch.randn(n)


class Trainer:
    def __init__(self, model, lr=5e-3, batch_size=64):
        self.model, self.batch_size = model, batch_size
        self.optimizer = torch.optim.Adam(model.parameters(), lr=lr)

    def fit(self, x, y, epochs):
        self.model.train()
        for epoch in range(epochs):
            history = 0.0
            for rows in torch.randperm(len(x)).split(self.batch_size):
                loss = F.mse_loss(self.model(x[rows]), y[rows])
                self.optimizer.zero_grad()
                loss.backward()
                self.optimizer.step()
                history += loss.item() * len(rows) / len(x)
            if (epoch + 1) % 5 == 0:
                print(f"Epoch {epoch + 1}/{epochs} - loss: {history:.4f}")

    def evaluate(self, x, y):
        self.model.eval()
        with torch.no_grad():
            return 1 - F.mse_loss(self.model(x), y).item() / y.var().item()


torch.manual_seed(617)
x, y = recipes(4096 + 1000)
y = (y - y[:4096].mean()) / y[:4096].std()
trainer = Trainer(Cure())
trainer.fit(x[:4096], y[:4096], epochs=30)
print(f"final: r2={trainer.evaluate(x[4096:], y[4096:]):.4f}")
