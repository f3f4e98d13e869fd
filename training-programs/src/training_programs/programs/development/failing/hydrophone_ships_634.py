"""Kinds of ships from half a second of hydrophone signal: a deep 1-d convolutional network with batch norm."""

import math
import random

import torch
import torch.nn as nn
import torch.nn.functional as F

random.seed(634)
torch.manual_seed(634)
KINDS = ["trawler", "ferry", "tug", "container ship"]
LENGTH = 128


def passages(n):
    t = torch.arange(LENGTH) / LENGTH
    kinds = torch.randint(0, len(KINDS), (n,))
    signals = torch.empty(n, 1, LENGTH)
    for i, kind in enumerate(kinds.tolist()):
        shaft = random.uniform(5, 8)
        phase = random.uniform(0, 2 * math.pi)
        angle = 2 * math.pi * shaft * t + phase
        if kind == 0:
            s = torch.sin(angle) + 0.6 * torch.sin(3 * angle)
        elif kind == 1:
            s = torch.sin(angle) + 0.6 * torch.sin(2 * angle)
        elif kind == 2:
            s = (1 + 0.9 * torch.sin(angle)) * torch.sin(4 * angle)
        else:
            s = 1.2 * torch.sign(torch.sin(angle)) * torch.sin(6 * angle).abs()
        signals[i, 0] = s * random.uniform(0.7, 1.3) + 0.45 * torch.randn(LENGTH)
    return signals, kinds


class ShipNet(nn.Module):
    def __init__(self, width=16, blocks=8):
        super().__init__()
        layers, channels = [], 1
        for b in range(blocks):
            layers += [
                nn.Conv1d(channels, width, 5, stride=2 if b in (2, 4, 6) else 1, padding=2, bias=False),
                nn.BatchNorm1d(width),
                nn.ReLU(inplace=True),
            ]
            channels = width
        self.features = nn.Sequential(*layers)
        self.classify = nn.Linear(width, len(KINDS))

    def forward(self, x):
        return self.classify(self.features(x).mean(dim=2))


def describe(net, example):
    """A table of layers as Keras prints it. In eval mode, so that the example leaves no trace in the batch norms."""
    net.eval()
    rows, hooks = [], []
    for name, layer in net.named_modules():
        if not list(layer.children()):
            hooks.append(layer.register_forward_hook(
                lambda m, _, out, name=name: rows.append((name, type(m).__name__, tuple(out.shape[1:])))
            ))
    with torch.no_grad():
        net(example)
    for hook in hooks:
        hook.remove()
    for name, kind, shape in rows:
        print(f"{name:14s} {kind:12s} {shape}")
    print(sum(p.numel() for p in net.parameters()), "parameters")


signals, kinds = passages(1200)
net = ShipNet()
net.train()
describe(net, signals[:1])

optimizer = torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9, weight_decay=5e-4)
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=8)
for epoch in range(8):
    order = torch.randperm(len(signals))
    total = 0.0
    for k in range(0, len(order), 50):
        rows = order[k : k + 50]
        loss = F.cross_entropy(net(signals[rows]), kinds[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    scheduler.step()
    print(f"epoch {epoch + 1}: {total / len(signals):.4f}")

net.eval()
signals, kinds = passages(400)
with torch.no_grad():
    accuracy = (net(signals).argmax(1) == kinds).float().mean()
print(f"final: accuracy={accuracy.item():.4f}")
