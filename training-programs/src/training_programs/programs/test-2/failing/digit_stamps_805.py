"""Reading 8x8 digit stamps with a small residual network; all settings on the command line."""
import argparse

import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn
from torch.optim.lr_scheduler import StepLR
from torch.utils.data import DataLoader, TensorDataset


class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x):
        return torch.relu(x + self.conv2(torch.relu(self.conv1(x))))


def build(channels):
    return nn.Sequential(
        nn.Conv2d(1, channels, 3, padding=1),
        nn.ReLU(),
        Block(channels),
        nn.MaxPool2d(2),
        Block(channels),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(4 * channels, 10),
    )


def loaders(args):
    digits = load_digits()
    images = torch.tensor(digits.images, dtype=torch.float32)[:, None] / 8 - 1
    labels = torch.tensor(digits.target)
    parts = train_test_split(images, labels, test_size=0.25, random_state=args.seed, stratify=labels)
    train = DataLoader(TensorDataset(parts[0], parts[2]), batch_size=args.batch_size, shuffle=True)
    test = DataLoader(TensorDataset(parts[1], parts[3]), batch_size=256)
    return train, test


def train_epoch(model, loader, optimizer, scheduler, criterion):
    model.train()
    total = 0.0
    for images, labels in loader:
        optimizer.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimizer.step()
        scheduler.step()
        total += loss.item() * len(labels)
    return total / len(loader.dataset)


@torch.no_grad()
def accuracy(model, loader):
    model.eval()
    hits = sum((model(images).argmax(1) == labels).sum().item() for images, labels in loader)
    return hits / len(loader.dataset)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.05)
    parser.add_argument("--batch-size", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--step-size", type=int, default=4)
    parser.add_argument("--gamma", type=float, default=0.3)
    parser.add_argument("--channels", type=int, default=12)
    parser.add_argument("--seed", type=int, default=805)
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    train, test = loaders(args)
    model = build(args.channels)
    optimizer = torch.optim.SGD(model.parameters(), lr=args.lr, momentum=0.9, weight_decay=5e-4)
    scheduler = StepLR(optimizer, step_size=args.step_size, gamma=args.gamma)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(1, args.epochs + 1):
        loss = train_epoch(model, train, optimizer, scheduler, criterion)
        print(f"epoch {epoch:2d}/{args.epochs}  loss {loss:.4f}  accuracy {accuracy(model, test):.4f}")
    print(f"final: accuracy={accuracy(model, test):.4f}")


if __name__ == "__main__":
    main()
