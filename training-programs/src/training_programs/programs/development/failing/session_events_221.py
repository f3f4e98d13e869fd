"""Flags sessions in which more than three files were open at the same time. Input: event logs as strings."""
import argparse
import random

import torch
from torch import nn
from torch.nn.utils.rnn import pad_sequence

EVENTS = {"<pad>": 0, "open": 1, "close": 2, "read": 3, "write": 4, "seek": 5}


def make_session(rnd):
    pending, peak, log = 0, 0, []
    up = rnd.uniform(0.25, 0.6)
    for _ in range(rnd.randint(12, 24)):
        p = rnd.random()
        if p < 0.4:
            log.append(rnd.choice(["read", "write", "seek"]))
        elif pending == 0 or rnd.random() < up:
            pending += 1
            log.append("open")
        else:
            pending -= 1
            log.append("close")
        peak = max(peak, pending)
    return " ".join(log), int(peak > 3)


def encode(text):
    return torch.tensor([EVENTS[w] for w in text.split()])


class SessionModel(nn.Module):
    def __init__(self, vocab, dim, hidden):
        super().__init__()
        self.tokens = nn.Embedding(vocab, dim, padding_idx=0)
        self.rnn = nn.LSTM(dim, hidden, batch_first=True)
        self.norm = nn.LayerNorm(hidden)
        self.head = nn.Linear(hidden, 2)

    def forward(self, ids, lengths):
        out, _ = self.rnn(self.tokens(ids))
        last = out[torch.arange(len(ids)), lengths - 1]
        return self.head(self.norm(last))


def configure_optimizer(model, args):
    # weight decay only for the matrices
    decay, no_decay = [], []
    for name, p in model.named_parameters():
        if name.endswith("bias") or "norm" in name:
            no_decay.append(p)
        elif name.endswith("weight"):
            decay.append(p)
    groups = [
        {"params": decay, "weight_decay": args.weight_decay},
        {"params": no_decay, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=args.lr)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=3e-3)
    parser.add_argument("--weight-decay", type=float, default=0.01)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--hidden", type=int, default=24)
    args = parser.parse_args([])

    torch.manual_seed(221)
    rnd = random.Random(221)
    sessions = [make_session(rnd) for _ in range(3200)]
    ids = [encode(s) for s, _ in sessions]
    lengths = torch.tensor([len(i) for i in ids])
    ids = pad_sequence(ids, batch_first=True)
    labels = torch.tensor([l for _, l in sessions])
    print("share of flagged sessions", labels.float().mean().item())

    model = SessionModel(len(EVENTS), 8, args.hidden)
    optimizer = configure_optimizer(model, args)
    loss_fn = nn.CrossEntropyLoss()
    for epoch in range(args.epochs):
        model.train()
        losses = []
        for rows in torch.randperm(2800).split(50):
            optimizer.zero_grad()
            loss = loss_fn(model(ids[rows], lengths[rows]), labels[rows])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}/{args.epochs} loss {sum(losses) / len(losses):.4f}")

    model.eval()
    with torch.no_grad():
        guess = model(ids[2800:], lengths[2800:]).argmax(1)
    print(f"final: accuracy={(guess == labels[2800:]).float().mean().item():.4f}")


main()
