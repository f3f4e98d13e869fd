# A word-level language model in the manner of the PyTorch examples: big steps of plain SGD, small clipped
# gradients, the rate divided by four when the validation loss stalls.
import argparse
import math

import torch
from torch import nn

p = argparse.ArgumentParser()
p.add_argument("--emsize", type=int, default=32)
p.add_argument("--nhid", type=int, default=64)
p.add_argument("--lr", type=float, default=20.0)
p.add_argument("--clip", type=float, default=0.25)
p.add_argument("--bptt", type=int, default=20)
p.add_argument("--batch", type=int, default=20)
p.add_argument("--epochs", type=int, default=5)
args = p.parse_args()
torch.manual_seed(119)

WHO = "cook pilot nurse miner judge clown".split()
DOES = {"sees": "tower bird", "eats": "soup pie", "hears": "drum bell", "buys": "boat hat"}
HOW = "slowly gladly again today".split()


def text(sentences):
    words = []
    for _ in range(sentences):
        verb = list(DOES)[torch.randint(4, ()).item()]
        words += ["the", WHO[torch.randint(6, ()).item()], verb, "a", DOES[verb].split()[torch.randint(2, ()).item()]]
        if torch.rand(()) < 0.4:
            words.append(HOW[torch.randint(4, ()).item()])
        words.append(".")
    return words


corpus = text(3500)
vocab = sorted(set(corpus))
ids = torch.tensor([vocab.index(w) for w in corpus])


def batchify(data, rows):
    cols = len(data) // rows
    return data[: rows * cols].view(rows, cols).t().contiguous()


cut = int(0.9 * len(ids))
train_data, val_data = batchify(ids[:cut], args.batch), batchify(ids[cut:], 10)


class RNNModel(nn.Module):
    def __init__(self, ntoken):
        super().__init__()
        self.encoder = nn.Embedding(ntoken, args.emsize)
        self.rnn = nn.LSTM(args.emsize, args.nhid)
        self.decoder = nn.Linear(args.nhid, ntoken)
        nn.init.uniform_(self.encoder.weight, -0.1, 0.1)
        nn.init.zeros_(self.decoder.bias)
        nn.init.uniform_(self.decoder.weight, -0.1, 0.1)

    def forward(self, x, hidden):
        output, hidden = self.rnn(self.encoder(x), hidden)
        return self.decoder(output), hidden


def chunks(source):
    for i in range(0, len(source) - 1, args.bptt):
        n = min(args.bptt, len(source) - 1 - i)
        yield source[i : i + n], source[i + 1 : i + 1 + n].reshape(-1)


@torch.no_grad()
def evaluate(source):
    model.eval()
    hidden, total, right = None, 0.0, 0
    for x, y in chunks(source):
        out, hidden = model(x, hidden)
        out = out.view(-1, len(vocab))
        total += nn.functional.cross_entropy(out, y, reduction="sum").item()
        right += (out.argmax(1) == y).sum().item()
    n = source[1:].numel()
    return total / n, right / n


model = RNNModel(len(vocab))
lr, best = args.lr, math.inf
for epoch in range(1, args.epochs + 1):
    model.train()
    hidden = None
    for x, y in chunks(train_data):
        if hidden is not None:
            hidden = tuple(h.detach() for h in hidden)
        model.zero_grad()
        out, hidden = model(x, hidden)
        nn.functional.cross_entropy(out.view(-1, len(vocab)), y).backward()
        nn.utils.clip_grad_norm_(model.parameters(), args.clip)
        with torch.no_grad():
            for param in model.parameters():
                param.add_(param.grad, alpha=-lr)
    val, acc = evaluate(val_data)
    print(f"| epoch {epoch} | lr {lr:05.2f} | valid loss {val:.3f} | valid ppl {math.exp(val):.2f}")
    if val < best:
        best = val
    else:
        lr /= 4.0
print(f"final: loss={val:.4f}")
