"""FreezeOut (Brock et al. 2017): layers stop learning one after the other, the first ones first, which saves time.

Digits with a small CNN. A layer's rate falls to 0 along a cosine by its own date; then it is frozen for good.
"""
import math

import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn


class Stage(nn.Sequential):
    """Convolution, normalization, ReLU; `until` says at which share of the training it freezes."""

    def __init__(self, n_in, n_out, until, stride=1):
        conv = nn.Conv2d(n_in, n_out, 3, stride=stride, padding=1, bias=False)
        super().__init__(conv, nn.BatchNorm2d(n_out), nn.ReLU())
        self.until = until


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stages = nn.ModuleList([Stage(1, 16, 0.4), Stage(16, 24, 0.6, stride=2), Stage(24, 32, 0.8, stride=2)])
        self.head = nn.Linear(32 * 4, 10)
        self.head.until = 1.0

    def forward(self, x):
        for stage in self.stages:
            x = stage(x)
        return self.head(x.flatten(1))


def freeze_out(net, optimizer, done, base):
    for group, layer in zip(optimizer.param_groups, [*net.stages, net.head]):
        if done < layer.until:
            group["lr"] = base * 0.5 * (1 + math.cos(math.pi * done / layer.until))
        elif group["params"][0].requires_grad:
            print(f"  frozen from {done:.2f} on: {type(layer).__name__} until {layer.until}")
            group["lr"] = 0.0
            for p in group["params"]:
                p.requires_grad_(False)
                p.grad = None


torch.manual_seed(88)
digits = load_digits()
images = torch.tensor(digits.images / 8 - 1, dtype=torch.float32).unsqueeze(1)
labels = torch.tensor(digits.target)
mix = torch.randperm(len(labels))
train, test = mix[:1350], mix[1350:]

net = Net()
base = 0.05
groups = [{"params": list(layer.parameters())} for layer in [*net.stages, net.head]]
optimizer = torch.optim.SGD(groups, lr=base, momentum=0.9, nesterov=True)
steps, total = 0, 8 * math.ceil(len(train) / 45)

for epoch in range(8):
    net.train()
    running = 0.0
    for rows in train[torch.randperm(len(train))].split(45):
        freeze_out(net, optimizer, steps / total, base)
        optimizer.zero_grad()
        loss = F.cross_entropy(net(images[rows]), labels[rows])
        loss.backward()
        optimizer.step()
        steps += 1
        running += loss.item() * len(rows)
    print(f"epoch {epoch + 1}: {running / len(train):.4f}")

net.eval()
with torch.no_grad():
    right = (net(images[test]).argmax(1) == labels[test]).float().mean().item()
print(f"final: accuracy={right:.4f}")
