"""How far does a trebuchet throw? Ported from a TensorFlow 1 script (tf.contrib.layers.maxout)."""
import math

import torch
import torch.nn as nn


class Maxout(nn.Module):
    """tf.contrib.layers.maxout: the channels are split into num_units groups, of each of which the largest is kept."""

    def __init__(self, num_units):
        super().__init__()
        self.num_units = num_units

    def forward(self, inputs):
        groups = inputs.reshape(*inputs.shape[:-1], self.num_units, -1)
        return groups.max(dim=-1).values


class Regressor(nn.Module):
    def __init__(self, n_inputs, hidden=64, units=64):
        super().__init__()
        self.dense_1 = nn.Linear(n_inputs, hidden)
        self.maxout_1 = Maxout(units)
        self.dense_2 = nn.Linear(units, hidden)
        self.maxout_2 = Maxout(units)
        self.logits = nn.Linear(units, 1)

    def forward(self, x):
        net = self.maxout_1(self.dense_1(x))
        net = self.maxout_2(self.dense_2(net))
        return self.logits(net).squeeze(-1)


def throws(n, generator):
    """Counterweight, arm, release angle and head wind, each from -1 to 1; the range in standard units."""
    x = torch.rand(n, 4, generator=generator) * 2 - 1
    weight, arm, angle, wind = x.unbind(1)
    speed = 1.5 + 0.3 * weight - 0.5 * arm.pow(2)
    distance = speed.pow(2) * torch.sin(2 * (math.pi / 4 + 0.6 * angle)) - 0.5 * wind * angle
    distance = distance + 0.05 * torch.randn(n, generator=generator)
    return x * math.sqrt(3), (distance - 1.45) / 0.6


def next_batch(x, y, size, generator):
    rows = torch.randint(len(x), (size,), generator=generator)
    return x[rows], y[rows]


def main():
    torch.manual_seed(721)
    generator = torch.Generator().manual_seed(721)
    x_train, y_train = throws(3000, generator)
    x_test, y_test = throws(1000, generator)

    net = Regressor(4)
    train_op = torch.optim.Adam(net.parameters(), lr=2e-3)
    for step in range(1000):
        x, y = next_batch(x_train, y_train, 64, generator)
        cost = (net(x) - y).square().mean()
        train_op.zero_grad()
        cost.backward()
        train_op.step()
        if step % 100 == 0:
            print("step", step, "cost", round(cost.item(), 4))

    with torch.no_grad():
        rest = (net(x_test) - y_test).square().mean() / y_test.var()
    print(f"final: r2={1 - rest.item():.4f}")


if __name__ == "__main__":
    main()
