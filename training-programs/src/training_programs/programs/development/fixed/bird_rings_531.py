"""Which of four warbler species was ringed? A soft decision tree (Frosst & Hinton, 2017) on wing, tail, bill and weight."""

import math

import numpy as np
import torch
from sklearn.model_selection import train_test_split
from torch import nn

SEED = 531
DEPTH = 4
CENTERS = {  # wing mm, tail mm, bill mm, weight g, wing point index
    "reed": (66.0, 52.0, 11.2, 11.5, 18.0),
    "marsh": (69.5, 53.5, 11.0, 12.3, 21.0),
    "garden": (78.0, 57.0, 9.8, 18.0, 16.0),
    "willow": (67.0, 51.0, 8.1, 8.9, 14.0),
}
SPREAD = np.array([1.9, 1.8, 0.5, 1.1, 2.0])


def ringing_book(rng, per_species=300):
    rows, names = [], []
    for label, center in enumerate(CENTERS.values()):
        size = rng.normal(0, 0.6, (per_species, 1))  # large birds are large everywhere
        rows.append(np.array(center) + SPREAD * (0.8 * rng.normal(size=(per_species, 5)) + size))
        names += [label] * per_species
    return np.concatenate(rows), np.array(names)


class SoftTree(nn.Module):
    """2^depth - 1 inner nodes that send a sample right with some probability, 2^depth leaves with a distribution each."""

    def __init__(self, features, classes, depth):
        super().__init__()
        self.depth = depth
        inner, leaves = 2**depth - 1, 2**depth
        self.weight = nn.Parameter(torch.randn(inner, features) / math.sqrt(features))
        self.bias = nn.Parameter(torch.zeros(inner))
        self.leaves = nn.Parameter(torch.randn(leaves, classes))

    def forward(self, x):
        right = torch.sigmoid(x @ self.weight.t() + self.bias)
        path = torch.ones(len(x), 1)
        start = 0
        for level in range(self.depth):
            p = right[:, start : start + 2**level]
            path = torch.stack([path * (1 - p), path * p], dim=2).flatten(1)
            start += 2**level
        return (path @ self.leaves.softmax(dim=1)).clamp(min=1e-6).log()


def main():
    torch.manual_seed(SEED)
    x, y = ringing_book(np.random.default_rng(SEED))
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.25, stratify=y, random_state=SEED)
    mean, std = x_train.mean(0), x_train.std(0)
    x_train, x_test = (torch.tensor((part - mean) / std, dtype=torch.float32) for part in (x_train, x_test))
    y_train, y_test = torch.tensor(y_train), torch.tensor(y_test)

    tree = SoftTree(5, len(CENTERS), DEPTH)
    optimizer = torch.optim.Adam(tree.parameters(), lr=0.02)
    for epoch in range(1, 41):
        total = 0.0
        for rows in torch.randperm(len(x_train)).split(45):
            loss = nn.functional.nll_loss(tree(x_train[rows]), y_train[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        if epoch % 10 == 0:
            print(f"epoch {epoch}: nll {total / len(x_train):.4f} (guessing: {math.log(len(CENTERS)):.4f})")

    with torch.no_grad():
        accuracy = (tree(x_test).argmax(1) == y_test).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
