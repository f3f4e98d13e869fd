"""Recognize the weave of a fabric from small grey patches with a convolutional network."""
import math

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(845)
SIZE, WEAVES = 16, 6


def patches(n):
    weave = torch.randint(0, WEAVES, (n,))
    rows, cols = torch.meshgrid(torch.arange(SIZE), torch.arange(SIZE), indexing="ij")
    angle = (weave % 3) * math.pi / 3 + 0.12 * torch.randn(n)
    pitch = torch.where(weave < 3, 4.0, 6.5)
    along = rows * angle.cos()[:, None, None] + cols * angle.sin()[:, None, None]
    phase = 2 * math.pi * torch.rand(n)
    image = torch.sin(2 * math.pi * along / pitch[:, None, None] + phase[:, None, None])
    return (image + 0.7 * torch.randn(n, SIZE, SIZE))[:, None], weave


def block(cin, cout):
    return nn.Sequential(nn.Conv2d(cin, cout, 3, padding=1, bias=False), nn.BatchNorm2d(cout), nn.ReLU())


class FabricNet(nn.Module):
    def __init__(self, width=12):
        super().__init__()
        self.stem = block(1, width)
        self.fine = nn.Sequential(*[block(width, width) for _ in range(3)])
        self.coarse = nn.Sequential(*[block(width, width) for _ in range(4)])
        self.out = nn.Linear(width, WEAVES)

    def forward(self, x):
        x = F.max_pool2d(self.fine(self.stem(x)), 2)
        return self.out(self.coarse(x).mean((2, 3)))


class Trainer:
    def __init__(self, net, train, valid, lr=0.05):
        self.net, self.valid = net, valid
        self.loader = DataLoader(train, batch_size=50, shuffle=True)
        self.optimizer = torch.optim.SGD(net.parameters(), lr=lr, momentum=0.9, weight_decay=1e-4)
        self.schedule = torch.optim.lr_scheduler.CosineAnnealingLR(self.optimizer, T_max=8)

    def validate(self):
        self.net.eval()
        images, weave = self.valid.tensors
        with torch.no_grad():
            return (self.net(images).argmax(1) == weave).float().mean().item()

    def epoch(self):
        self.net.train()
        total = 0.0
        for images, weave in self.loader:
            self.optimizer.zero_grad()
            loss = F.cross_entropy(self.net(images), weave)
            loss.backward()
            self.optimizer.step()
            total += loss.item()
        return total / len(self.loader)

    def fit(self, epochs):
        print(f"untrained: valid {self.validate():.3f}")
        for number in range(epochs):
            loss = self.epoch()
            self.schedule.step()
            print(f"epoch {number}: loss {loss:.4f} valid {self.validate():.3f}")


trainer = Trainer(FabricNet(), TensorDataset(*patches(1200)), TensorDataset(*patches(400)))
trainer.fit(8)
print(f"final: accuracy={trainer.validate():.4f}")
