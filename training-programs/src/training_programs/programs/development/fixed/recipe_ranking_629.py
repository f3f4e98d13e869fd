"""ListNet (Cao et al. 2007) orders eight recipes by what a guest likes.

For each of the guest's evenings there are eight candidates and grades for all of them. The scorer looks at one recipe
at a time; the loss compares the distribution over the list with that of the grades.
"""

import argparse

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

LIST = 8


def evenings(n, rng):
    """(n, LIST, 7) features of guest and recipe, (n, LIST) grades."""
    hunger, budget, hurry = (np.repeat(rng.uniform(-1, 1, (n, 1)), LIST, axis=1) for _ in range(3))
    calories, price, minutes, spice = (rng.uniform(-1, 1, (n, LIST)) for _ in range(4))
    grade = 2.0 * hunger * calories - 2.5 * np.maximum(price - budget, 0) - 1.5 * np.maximum(minutes + hurry, 0)
    grade += 1.0 - 2.0 * (spice - 0.3) ** 2 + 0.05 * rng.normal(size=(n, LIST))
    features = np.stack([hunger, budget, hurry, calories, price, minutes, spice], axis=2)
    return torch.from_numpy(features).float(), torch.from_numpy(grade).float()


class Scorer(nn.Module):
    def __init__(self, features, width):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(features, width), nn.GELU(), nn.Linear(width, width), nn.GELU())
        self.score = nn.Linear(width, 1)

    def forward(self, lists):
        return self.score(self.body(lists))


def listnet_loss(scores, grades, temperature):
    """Cross-entropy between the distributions of 'comes first'."""
    wanted = F.softmax(grades / temperature, dim=1).view_as(scores)
    given = F.log_softmax(scores, dim=1)
    return -(wanted * given).sum(dim=1).mean()


def top_one(scorer, lists, grades):
    with torch.no_grad():
        best = scorer(lists).flatten(1).argmax(dim=1)
    return (best == grades.argmax(dim=1)).float().mean().item()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--width", type=int, default=48)
    parser.add_argument("--temperature", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=629)
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    lists, grades = evenings(2000, rng)
    test_lists, test_grades = evenings(600, rng)

    scorer = Scorer(lists.shape[-1], args.width)
    optimizer = torch.optim.Adam(scorer.parameters(), lr=3e-3)
    for epoch in range(args.epochs):
        total = 0.0
        for rows in torch.randperm(len(lists)).split(50):
            loss = listnet_loss(scorer(lists[rows]), grades[rows], args.temperature)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        if (epoch + 1) % 3 == 0:
            print(f"epoch {epoch + 1}: {total / len(lists):.4f}, first right {top_one(scorer, lists, grades):.3f}")
    print(f"final: accuracy={top_one(scorer, test_lists, test_grades):.4f}")


if __name__ == "__main__":
    main()
