"""Tell from a line of letters which of eight (invented) languages it is written in."""
import argparse

import numpy as np
import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=12)
parser.add_argument("--lr", type=float, default=4e-3)
parser.add_argument("--hidden", type=int, default=48)
parser.add_argument("--keep-prob", type=float, default=0.9)
parser.add_argument("--seed", type=int, default=824)
args = parser.parse_args()

LETTERS, LANGUAGES, LINE = 20, 8, 30


def phonotactics(rng):
    """Each language has its own probabilities of one letter following another."""
    base = rng.dirichlet(np.full(LETTERS, 2.0))
    tables = []
    for _ in range(LANGUAGES):
        own = rng.dirichlet(np.full(LETTERS, 0.25), size=LETTERS)
        tables.append(0.35 * base + 0.65 * own)
    return np.stack(tables)


def write_lines(rng, tables, n):
    languages = rng.integers(0, LANGUAGES, n)
    steps = tables[languages].cumsum(axis=2)
    lines = np.zeros((n, LINE), dtype=np.int64)
    lines[:, 0] = rng.integers(0, LETTERS, n)
    for i in range(1, LINE):
        rows = steps[np.arange(n), lines[:, i - 1]]
        lines[:, i] = np.minimum((rng.random((n, 1)) > rows).sum(1), LETTERS - 1)
    return torch.tensor(lines), torch.tensor(languages)


class LanguageId(nn.Module):
    def __init__(self, hidden, keep_prob):
        super().__init__()
        self.letters = nn.Embedding(LETTERS, 24)
        self.bigrams = nn.Conv1d(24, hidden, 2)
        self.mix = nn.Conv1d(hidden, hidden, 1)
        self.drop = nn.Dropout(1 - keep_prob)
        self.out = nn.Linear(hidden, LANGUAGES)

    def forward(self, lines):
        x = self.letters(lines).transpose(1, 2)
        x = self.drop(torch.relu(self.bigrams(x)))
        x = torch.relu(self.mix(x)).mean(dim=2)
        return self.out(self.drop(x))


rng = np.random.default_rng(args.seed)
torch.manual_seed(args.seed)
tables = phonotactics(rng)
lines, languages = write_lines(rng, tables, 3200)
lines_test, languages_test = write_lines(rng, tables, 800)

model = LanguageId(args.hidden, args.keep_prob)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=args.lr)

for epoch in range(args.epochs):
    model.train()
    total = 0.0
    for rows in torch.randperm(len(lines)).split(64):
        optimizer.zero_grad()
        loss = criterion(model(lines[rows]), languages[rows])
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    model.eval()
    with torch.no_grad():
        train_acc = (model(lines).argmax(1) == languages).float().mean().item()
        test_acc = (model(lines_test).argmax(1) == languages_test).float().mean().item()
    print(f"epoch {epoch + 1:2d} | loss {total / len(lines):.3f} | train {train_acc:.3f} | test {test_acc:.3f}")

print(f"final: accuracy={test_acc:.4f}")
