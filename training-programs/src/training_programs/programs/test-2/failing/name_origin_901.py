"""Guess from which of four invented tongues a name comes, letter by letter."""
import random

import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

SEED = 901
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TONGUES = {
    "velish": (["va", "le", "mi", "ro", "na"], ["sh", "nn", "l"]),
    "korrak": (["ka", "ro", "ta", "gu", "do"], ["kk", "rg", "x"]),
    "isuan": (["i", "su", "a", "nu", "hi"], ["a", "o", "u"]),
    "menneth": (["me", "ne", "ga", "ro", "ta"], ["th", "dd", "l"]),
}
WIDTH = 12


def make_name(rng, tongue):
    syllables, endings = TONGUES[tongue]
    name = "".join(rng.choice(syllables) for _ in range(rng.randint(2, 3)))
    if rng.random() < 0.1:
        at = rng.randrange(len(name))
        name = name[:at] + rng.choice(LETTERS) + name[at + 1 :]
    return (name + rng.choice(endings))[:WIDTH]


def encode(name):
    return [0] * (WIDTH - len(name)) + [LETTERS.index(c) + 1 for c in name]


def build(rng, count):
    tongues = sorted(TONGUES)
    rows, labels = [], []
    for _ in range(count):
        label = rng.randrange(len(tongues))
        rows.append(encode(make_name(rng, tongues[label])))
        labels.append(label)
    return TensorDataset(torch.tensor(rows), torch.tensor(labels))


class NameReader(nn.Module):
    def __init__(self, emb=16, hidden=32):
        super().__init__()
        self.emb = nn.Embedding(len(LETTERS) + 1, emb, padding_idx=0)
        self.lstm = nn.LSTM(emb, hidden, batch_first=True, bidirectional=True)
        self.out = nn.Linear(2 * hidden, len(TONGUES))

    def forward(self, letters):
        _, (h, _) = self.lstm(self.emb(letters))
        both = h.view(letters.size(0), -1)
        return self.out(both)


def evaluate(model, loader):
    model.eval()
    right = total = 0
    with torch.no_grad():
        for letters, label in loader:
            right += (model(letters).argmax(1) == label).sum().item()
            total += len(label)
    return right / total


def main():
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    train = DataLoader(build(rng, 2400), batch_size=48, shuffle=True)
    test = DataLoader(build(rng, 800), batch_size=80)
    model = NameReader()
    opt = torch.optim.Adam(model.parameters(), lr=4e-3)
    for epoch in range(10):
        model.train()
        running = 0.0
        for letters, label in train:
            opt.zero_grad()
            loss = nn.functional.cross_entropy(model(letters), label)
            loss.backward()
            opt.step()
            running += loss.item()
        print(f"epoch {epoch + 1:2d} | loss {running / len(train):.4f} | test {evaluate(model, test):.3f}")
    print(f"final: accuracy={evaluate(model, test):.4f}")


if __name__ == "__main__":
    main()
