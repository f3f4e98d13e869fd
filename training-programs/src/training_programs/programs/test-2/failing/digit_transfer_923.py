"""Feature extraction: a small CNN learns the digits 0-4, its features are reused for 5-9."""
import argparse

import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn


class SmallCNN(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 24, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(24, 48, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        )
        self.classifier = nn.Linear(48 * 4, classes)

    def forward(self, x):
        return self.classifier(self.features(x))


class Trainer:
    def __init__(self, model, lr, weight_decay=0.0):
        self.model = model
        params = [p for p in model.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(params, lr=lr, weight_decay=weight_decay)

    def fit(self, x, y, epochs, batch):
        for epoch in range(epochs):
            self.model.train()
            losses = []
            for rows in torch.randperm(len(x)).split(batch):
                self.optimizer.zero_grad()
                loss = F.cross_entropy(self.model(x[rows]), y[rows])
                loss.backward()
                self.optimizer.step()
                losses.append(loss.item())
            if epoch % 5 == 4:
                print(f"  epoch {epoch + 1:3d}: loss {sum(losses) / len(losses):.4f}")

    @torch.no_grad()
    def accuracy(self, x, y):
        self.model.eval()
        return (self.model(x).argmax(1) == y).float().mean().item()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=923)
    parser.add_argument("--lr", type=float, default=3e-3)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--source-epochs", type=int, default=10)
    parser.add_argument("--target-epochs", type=int, default=30)
    args = parser.parse_args([])
    torch.manual_seed(args.seed)

    digits = load_digits()
    x = torch.tensor(digits.images, dtype=torch.float32)[:, None] / 8 - 1
    y = torch.tensor(digits.target)
    source = y < 5

    model = SmallCNN(5)
    print("source task: 0-4")
    Trainer(model, args.lr).fit(x[source], y[source], args.source_epochs, args.batch)

    x, y = x[~source], y[~source] - 5
    order = torch.randperm(len(x))
    train, test = order[:600], order[600:]

    print("target task: 5-9, only the classifier is new")
    model.features.requires_grad_(False)
    trainer = Trainer(model, args.lr, weight_decay=1e-3)
    model.classifier = nn.Linear(model.classifier.in_features, 5)
    trainer.fit(x[train], y[train], args.target_epochs, args.batch)
    print(f"training accuracy {trainer.accuracy(x[train], y[train]):.4f}")
    print(f"final: accuracy={trainer.accuracy(x[test], y[test]):.4f}")


if __name__ == "__main__":
    main()
