"""Plankton silhouettes -> genus, SGD with the linear scaling rule for the learning rate."""

import argparse

import torch
from torch import nn
from torch.nn import functional as F

GENERA = ["ring", "rod", "star", "chain", "disc", "crescent"]


def draw(count, gen):
    ax = torch.linspace(-1, 1, 20)
    yy, xx = torch.meshgrid(ax, ax, indexing="ij")
    kind = torch.randint(len(GENERA), (count,), generator=gen)
    images = torch.zeros(count, 1, 20, 20)
    for i in range(count):
        u = torch.rand(4, generator=gen)
        turn = u[0] * 6.28
        px, py = xx - 0.5 * (u[1] - 0.5), yy - 0.5 * (u[2] - 0.5)
        px, py = px * turn.cos() + py * turn.sin(), py * turn.cos() - px * turn.sin()
        size = 0.4 + 0.25 * u[3]
        r, angle = (px**2 + py**2).sqrt(), torch.atan2(py, px)
        name = GENERA[kind[i]]
        if name == "ring":
            body = (r - size).abs() < 0.13
        elif name == "rod":
            body = (px.abs() < size + 0.1) & (py.abs() < 0.14)
        elif name == "star":
            body = r < size * (0.65 + 0.5 * torch.cos(5 * angle))
        elif name == "chain":
            body = (((px / size * 1.5 + 10) % 1 - 0.5).abs() < 0.28) & (py.abs() < 0.17) & (px.abs() < 0.8)
        elif name == "disc":
            body = r < size
        else:
            body = (r < size) & ((px - 0.25).square() + py.square() > size**2)
        images[i, 0] = body.float()
    return images + 0.15 * torch.randn(images.shape, generator=gen), kind


def build(classes):
    return nn.Sequential(
        nn.Conv2d(1, 12, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(12, 24, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(24 * 25, 48),
        nn.ReLU(),
        nn.Linear(48, classes),
    )


def parse():
    p = argparse.ArgumentParser()
    p.add_argument("--batch-size", type=int, default=48)
    p.add_argument("--base-lr", type=float, default=0.06, help="for a batch of 256")
    p.add_argument("--epochs", type=int, default=10)
    p.add_argument("--momentum", type=float, default=0.9)
    return p.parse_args()


def main():
    cfg = parse()
    torch.manual_seed(505)
    gen = torch.Generator().manual_seed(505)
    x, y = draw(1600, gen)
    x = (x - x.mean()) / x.std()
    x_train, y_train, x_test, y_test = x[:1200], y[:1200], x[1200:], y[1200:]
    net = build(len(GENERA))
    lr = cfg.base_lr * cfg.batch_size / 256
    opt = torch.optim.SGD(net.parameters(), lr=lr, momentum=cfg.momentum, nesterov=True)
    sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, cfg.epochs)
    for epoch in range(cfg.epochs):
        total = 0.0
        for rows in torch.randperm(1200).split(cfg.batch_size):
            loss = F.cross_entropy(net(x_train[rows]), y_train[rows])
            opt.zero_grad()
            loss.backward()
            opt.step()
            total += loss.item() * len(rows) / 1200
        sched.step()
        print(f"{epoch:02d} loss {total:.4f}")
    with torch.no_grad():
        acc = (net(x_test).argmax(1) == y_test).float().mean()
    print(f"final: accuracy={acc.item():.4f}")


if __name__ == "__main__":
    main()
