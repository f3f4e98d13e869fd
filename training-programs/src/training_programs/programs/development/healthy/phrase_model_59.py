"""A word-level LSTM language model on generated sentences, trained with plain clipped SGD and an annealed rate."""
import random
import time

import torch
import torch.nn as nn

random.seed(59)
torch.manual_seed(59)

NOUNS = {"farm": ["cow", "goat", "hen"], "sea": ["crab", "whale", "gull"], "wood": ["fox", "owl", "deer"]}
VERBS = {"farm": ["grazes", "sleeps"], "sea": ["swims", "dives"], "wood": ["hides", "hunts"]}


def sentence():
    place = random.choice(list(NOUNS))
    words = ["in", "the", place, "a", random.choice(NOUNS[place]), random.choice(VERBS[place])]
    if random.random() < 0.5:
        words += ["and", "the", random.choice(NOUNS[place]), random.choice(VERBS[place]), "too"]
    return words + ["."]


def corpus(n):
    return [w for _ in range(n) for w in sentence()]


train_words, valid_words = corpus(1800), corpus(300)
vocab = {w: i for i, w in enumerate(dict.fromkeys(train_words))}


def batchify(words, columns):
    ids = torch.tensor([vocab[w] for w in words])
    rows = len(ids) // columns
    return ids[: rows * columns].view(columns, rows).t().contiguous()


class RNNModel(nn.Module):
    def __init__(self, ntoken, ninp=32, nhid=64):
        super().__init__()
        self.encoder = nn.Embedding(ntoken, ninp)
        self.rnn = nn.LSTM(ninp, nhid)
        self.drop = nn.Dropout(0.1)
        self.decoder = nn.Linear(nhid, ntoken)
        nn.init.uniform_(self.encoder.weight, -0.1, 0.1)
        nn.init.zeros_(self.decoder.bias)
        nn.init.uniform_(self.decoder.weight, -0.1, 0.1)

    def forward(self, ids, hidden):
        out, hidden = self.rnn(self.drop(self.encoder(ids)), hidden)
        return self.decoder(self.drop(out)).flatten(0, 1), hidden


BPTT, COLUMNS = 18, 20
train_data, valid_data = batchify(train_words, COLUMNS), batchify(valid_words, COLUMNS)
model = RNNModel(len(vocab))
criterion = nn.CrossEntropyLoss()
lr, best = 20.0, None


def evaluate(data):
    model.eval()
    loss = hits = count = 0
    hidden = None
    with torch.no_grad():
        for i in range(0, len(data) - 1, BPTT):
            n = min(BPTT, len(data) - 1 - i)
            target = data[i + 1 : i + 1 + n].reshape(-1)
            out, hidden = model(data[i : i + n], hidden)
            loss += criterion(out, target).item() * len(target)
            hits += (out.argmax(1) == target).sum().item()
            count += len(target)
    return loss / count, hits / count


start = time.time()
for epoch in range(1, 7):
    model.train()
    hidden = None
    for i in range(0, len(train_data) - 1, BPTT):
        n = min(BPTT, len(train_data) - 1 - i)
        if hidden is not None:
            hidden = tuple(h.detach() for h in hidden)
        model.zero_grad()
        out, hidden = model(train_data[i : i + n], hidden)
        loss = criterion(out, train_data[i + 1 : i + 1 + n].reshape(-1))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 0.25)
        with torch.no_grad():
            for p in model.parameters():
                p.add_(p.grad, alpha=-lr)
    val_loss, accuracy = evaluate(valid_data)
    print(f"| end of epoch {epoch} | lr {lr:5.2f} | valid loss {val_loss:.3f} | valid accuracy {accuracy:.3f}")
    if best is None or val_loss < best:
        best = val_loss
    else:
        lr /= 4
print(f"final: accuracy={accuracy:.4f}")
