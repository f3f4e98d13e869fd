"""Metric learning on handwritten digits: an embedding in which equal digits lie close together.

Trained with pairs and a margin, judged by the nearest class centre among held-out digits.
"""
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(812)
MARGIN = 1.0


class Embedding(nn.Module):
    def __init__(self, dim=8):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(64, 96), nn.ReLU(), nn.Linear(96, 64), nn.ReLU(), nn.Linear(64, dim))

    def forward(self, x):
        return self.net(x)


class PairSampler:
    """Yields index pairs, half of them of the same digit."""

    def __init__(self, labels, batch):
        self.labels, self.batch = labels, batch
        self.by_class = [torch.nonzero(labels == c).flatten() for c in range(10)]

    def draw(self):
        left = torch.randint(len(self.labels), (self.batch,))
        right = torch.randint(len(self.labels), (self.batch,))
        for i in range(self.batch // 2):
            mates = self.by_class[int(self.labels[left[i]])]
            right[i] = mates[torch.randint(len(mates), (1,))]
        same = (self.labels[left] == self.labels[right]).float()
        return left, right, same


def distance(a, b):
    return torch.sqrt((a - b).pow(2).sum(1))


def contrastive(a, b, same):
    d = distance(a, b)
    pull = same * d.pow(2)
    push = (1 - same) * torch.relu(MARGIN - d).pow(2)
    return (pull + push).mean()


def centre_accuracy(model, x, y, x_new, y_new):
    with torch.no_grad():
        known, new = model(x), model(x_new)
    centres = torch.stack([known[y == c].mean(0) for c in range(10)])
    guess = torch.cdist(new, centres).argmin(1)
    return (guess == y_new).float().mean().item()


def main():
    digits = load_digits()
    x = torch.tensor(digits.data, dtype=torch.float32) / 16
    y = torch.tensor(digits.target)
    order = torch.randperm(len(x))
    x, y = x[order], y[order]
    x_train, y_train, x_test, y_test = x[:1300], y[:1300], x[1300:], y[1300:]

    model = Embedding()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, weight_decay=1e-4)
    sampler = PairSampler(y_train, batch=64)
    for step in range(1, 801):
        left, right, same = sampler.draw()
        loss = contrastive(model(x_train[left]), model(x_train[right]), same)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 200 == 0:
            accuracy = centre_accuracy(model, x_train, y_train, x_test, y_test)
            print(f"step {step}: loss {loss.item():.4f}, nearest centre {accuracy:.4f}")

    print(f"final: accuracy={centre_accuracy(model, x_train, y_train, x_test, y_test):.4f}")


if __name__ == "__main__":
    main()
