"""A surrogate for a damped, driven spring: displacement after time t from the parameters of the run."""
import math

import torch
from torch import nn

DTYPE = torch.float32


def displacement(p):
    """Closed solution. Columns: time, mass, stiffness, damping ratio, start position, start speed, load."""
    t, mass, stiffness, zeta, x0, v0, load = p.unbind(1)
    omega = torch.sqrt(stiffness / mass)
    rest = load / stiffness
    damped = omega * torch.sqrt(1 - zeta**2)
    a = x0 - rest
    b = (v0 + zeta * omega * a) / damped
    return rest + torch.exp(-zeta * omega * t) * (a * torch.cos(damped * t) + b * torch.sin(damped * t))


def sample(n, generator):
    low = torch.tensor([0.0, 0.8, 1.0, 0.05, -1.0, -1.0, -0.5], dtype=DTYPE)
    high = torch.tensor([4.0, 1.6, 3.0, 0.40, 1.0, 1.0, 0.5], dtype=DTYPE)
    p = low + (high - low) * torch.rand(n, 7, generator=generator)
    return 2 * (p - low) / (high - low) - 1, displacement(p)


def mlp(*sizes):
    layers = []
    for inputs, outputs in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers)


def r2(pred, true):
    return 1 - ((pred - true) ** 2).sum().item() / ((true - true.mean()) ** 2).sum().item()


def main():
    torch.manual_seed(87)
    gen = torch.Generator().manual_seed(807)
    x_train, d_train = sample(6000, gen)
    x_test, d_test = sample(1500, gen)
    mean, std = d_train.mean(), d_train.std()
    y_train = (d_train - mean) / std

    net = mlp(7, 96, 96, 96, 1)
    steps, batch = 2200, 128
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    warm = 100
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min(1.0, (k + 1) / warm) * 0.5 * (1 + math.cos(math.pi * k / steps))
    )
    average = None
    for step in range(steps):
        rows = torch.randint(0, len(x_train), (batch,), generator=gen)
        loss = nn.functional.mse_loss(net(x_train[rows]).squeeze(1), y_train[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        average = loss.item() if average is None else 0.98 * average + 0.02 * loss.item()
        if step % 300 == 299:
            with torch.no_grad():
                print(f"step {step + 1}: loss {average:.4f}, test r2 {r2(net(x_test).squeeze(1) * std + mean, d_test):.4f}")

    with torch.no_grad():
        score = r2(net(x_test).squeeze(1) * std + mean, d_test)
    print(f"final: r2={score:.4f}")


if __name__ == "__main__":
    main()
