"""Is a review of a gadget positive? Word frequencies and a few simple statistics of the text, one hidden layer."""

import random

import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

GOOD = "great solid bright crisp smooth reliable comfy fast neat sturdy".split()
BAD = "broken flimsy dim noisy laggy useless cheap slow wobbly dead".split()
PLAIN = "the a it box phone lamp cable case screen battery after week day used bought gift color size very quite".split()
MAX_LEN = 300
PAD, UNK = "<pad>", "<unk>"


def write_review(rnd):
    positive = rnd.random() < 0.5
    n = rnd.randint(40, 280)
    words = []
    for _ in range(n):
        roll = rnd.random()
        if roll < 0.16:
            words.append(rnd.choice(GOOD if positive else BAD))
        elif roll < 0.26:
            words.append(rnd.choice(BAD if positive else GOOD))
        else:
            words.append(rnd.choice(PLAIN))
    if rnd.random() < 0.1:
        words.append("refund" if not positive else "recommended")
    return words, int(positive)


def pad(words):
    return words[:MAX_LEN] + [PAD] * (MAX_LEN - len(words))


class Reviews(Dataset):
    def __init__(self, n, vocab, seed):
        rnd = random.Random(seed)
        self.vocab = vocab
        self.rows = [self.features(*write_review(rnd)) for _ in range(n)]

    def features(self, words, label):
        words = pad(words)
        ids = torch.tensor([self.vocab.get(word, self.vocab[UNK]) for word in words])
        counts = torch.bincount(ids, minlength=len(self.vocab)).float()
        counts[self.vocab[PAD]] = 0
        freq = 10 * counts / counts.sum()
        extra = torch.tensor([sum(map(len, words)) / len(words) - 4.0, float(len(words))])
        return torch.cat([freq, extra]), torch.tensor(float(label))

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        return self.rows[i]


def main():
    torch.manual_seed(523)
    vocab = {word: i for i, word in enumerate([PAD, UNK, *GOOD, *BAD, *PLAIN])}
    train, test = Reviews(1000, vocab, seed=5), Reviews(400, vocab, seed=6)
    model = nn.Sequential(nn.Linear(len(train[0][0]), 32), nn.ReLU(), nn.Linear(32, 1), nn.Flatten(0))
    criterion = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    for epoch in range(10):
        total = 0.0
        for x, y in DataLoader(train, batch_size=32, shuffle=True):
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
        print(f"epoch {epoch}: loss {total / len(train):.4f}")

    x, y = map(torch.stack, zip(*(test[i] for i in range(len(test))), strict=True))
    with torch.no_grad():
        accuracy = ((model(x) > 0) == (y > 0.5)).float().mean().item()
    print(f"final: accuracy={accuracy:.4f}")


if __name__ == "__main__":
    main()
