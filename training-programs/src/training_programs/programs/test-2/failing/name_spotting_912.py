"""Spot person and place names in lower-cased chat messages (many names are ordinary words, too)."""
import random

import torch
from torch import nn

TAGS = ["O", "PER", "LOC"]
AMBIGUOUS = ["rose", "may", "grace", "mark", "bath", "reading", "nice", "hope"]
PER = set(AMBIGUOUS[:4]) | {"hope"}
PLAIN = ("i you we they it is was have had will can the a an and or but so then now just very really much some "
         "good bad new old big small day night week work home food time thing way car book tea coffee").split()  # fmt: skip
BEFORE = {"PER": ["with", "told", "asked", "for"], "LOC": ["in", "near", "to", "from"]}
ANY = sum(BEFORE.values(), [])
WORDS = {w: k for k, w in enumerate(sorted(set(PLAIN + AMBIGUOUS + ANY)))}
LENGTH = 14


def message(rng):
    words, tags = [], []
    while len(words) < LENGTH:
        draw = rng.random()
        if draw < 0.14:  # a preposition and an ambiguous word, now and then meant as a name
            word = rng.choice(AMBIGUOUS)
            kind = "PER" if word in PER else "LOC"
            words += [rng.choice(BEFORE[kind]), word]
            tags += ["O", kind if rng.random() < 0.3 else "O"]
        elif draw < 0.20:
            words.append(rng.choice(AMBIGUOUS))
            tags.append("O")
        else:
            words.append(rng.choice(PLAIN if rng.random() < 0.8 else ANY))
            tags.append("O")
    return [WORDS[w] for w in words[:LENGTH]], [TAGS.index(t) for t in tags[:LENGTH]]


def messages(rng, count):
    rows = [message(rng) for _ in range(count)]
    return torch.tensor([r[0] for r in rows]), torch.tensor([r[1] for r in rows])


class Spotter(nn.Module):
    def __init__(self, dim=24, hidden=24):
        super().__init__()
        self.emb = nn.Embedding(len(WORDS), dim)
        self.lstm = nn.LSTM(dim, hidden, batch_first=True, bidirectional=True)
        self.tag = nn.Linear(2 * hidden, len(TAGS))

    def forward(self, ids):
        return self.tag(self.lstm(self.emb(ids))[0])


def balanced_accuracy(guess, truth):
    return sum((guess[truth == k] == k).float().mean().item() for k in range(len(TAGS))) / len(TAGS)


def main():
    torch.manual_seed(912)
    rng = random.Random(912)
    x, y = messages(rng, 3600)
    x_test, y_test = messages(rng, 800)
    share = torch.bincount(y.flatten(), minlength=len(TAGS)) / y.numel()
    print("share of the tags:", {t: round(s.item(), 3) for t, s in zip(TAGS, share)})
    model = Spotter()
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    for epoch in range(6):
        model.train()
        for rows in torch.randperm(len(x)).split(32):
            loss = criterion(model(x[rows]).transpose(1, 2), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        model.eval()
        with torch.no_grad():
            guess = model(x_test).argmax(-1)
        plain = (guess == y_test).float().mean().item()
        print(f"epoch {epoch + 1}: accuracy {plain:.3f}, balanced {balanced_accuracy(guess, y_test):.3f}")
    print(f"final: balanced_accuracy={balanced_accuracy(guess, y_test):.4f}")


if __name__ == "__main__":
    main()
