"""Scanned digits: the net grows. It starts with one hidden layer; a block is added every few epochs."""

import argparse

import torch
from sklearn.datasets import load_digits
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=2e-3)
parser.add_argument("--blocks", type=int, default=3)
parser.add_argument("--epochs-between", type=int, default=4)
args = parser.parse_args()


class Block(nn.Module):
    """x + f(x); f starts at 0, so that adding a block changes nothing at first."""

    def __init__(self, width):
        super().__init__()
        self.up = nn.Linear(width, width)
        self.down = nn.Linear(width, width)
        nn.init.zeros_(self.down.weight)
        nn.init.zeros_(self.down.bias)

    def forward(self, x):
        return x + self.down(torch.relu(self.up(x)))


class Growing(nn.Module):
    def __init__(self, width=40):
        super().__init__()
        self.width = width
        self.stem = nn.Sequential(nn.Linear(64, width), nn.ReLU())
        self.blocks = nn.ModuleList()
        self.head = nn.Linear(width, 10)

    def grow(self):
        self.blocks.append(Block(self.width))
        return self.blocks[-1].parameters()

    def forward(self, x):
        x = self.stem(x)
        for block in self.blocks:
            x = block(x)
        return self.head(x)


torch.manual_seed(128)
digits = load_digits()
x = torch.tensor(digits.data / 8 - 1, dtype=torch.float32)
y = torch.tensor(digits.target)
order = torch.randperm(len(x))
train, test = order[:1400], order[1400:]

net = Growing()
optimizer = torch.optim.AdamW(net.parameters(), lr=args.lr, weight_decay=1e-3)
for stage in range(args.blocks + 1):
    if stage:
        optimizer.add_param_group({"params": list(net.grow()), "lr": args.lr / 2})
    for _ in range(args.epochs_between):
        total = 0.0
        for rows in train[torch.randperm(len(train))].split(50):
            loss = nn.functional.cross_entropy(net(x[rows]), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() / 28
    print(f"{len(net.blocks)} blocks: loss {total:.4f}, {sum(p.numel() for p in net.parameters())} parameters")

with torch.no_grad():
    accuracy = (net(x[test]).argmax(1) == y[test]).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
