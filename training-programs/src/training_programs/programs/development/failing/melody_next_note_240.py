"""Continue folk-like melodies note by note with a GRU."""
import argparse
import random

import torch
import torch.nn as nn

SCALE = ["C4", "D4", "E4", "F4", "G4", "A4", "B4", "C5", "D5", "E5", "F5", "G5"]
PHRASES = [
    [0, 2, 4, 7, 4, 2], [7, 6, 5, 4], [4, 5, 6, 7, 9], [9, 8, 7, 4, 0], [2, 3, 4, 2, 0],
    [11, 9, 7, 9], [5, 3, 1, 0], [1, 3, 5, 8, 6], [6, 8, 10, 11], [10, 8, 5, 1],
]


def melody(rng, length):
    notes, current = [], rng.randrange(len(PHRASES))
    while len(notes) < length:
        notes += PHRASES[current]
        current = (current + rng.choice([1, 1, 1, 3])) % len(PHRASES)
    return notes[:length]


class MelodyNet(nn.Module):
    def __init__(self, vocab, embed, hidden):
        super().__init__()
        self.embed = nn.Embedding(vocab, embed)
        self.gru = nn.GRU(embed, hidden, batch_first=True)
        self.to_note = nn.Linear(hidden, vocab)

    def forward(self, notes):
        states, _ = self.gru(self.embed(notes))
        return self.to_note(states)


def main():
    cli = argparse.ArgumentParser()
    cli.add_argument("--embed", type=int, default=8)
    cli.add_argument("--hidden", type=int, default=2)
    cli.add_argument("--epochs", type=int, default=20)
    cli.add_argument("--batch", type=int, default=32)
    cli.add_argument("--lr", type=float, default=0.01)
    cli.add_argument("--seed", type=int, default=240)
    args = cli.parse_args()

    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    tunes = torch.tensor([melody(rng, 33) for _ in range(600)])
    train, test = tunes[:500], tunes[500:]

    net = MelodyNet(len(SCALE), args.embed, args.hidden)
    print(f"{sum(p.numel() for p in net.parameters())} parameters")
    opt = torch.optim.Adam(net.parameters(), lr=args.lr)
    ce = nn.CrossEntropyLoss()
    for epoch in range(args.epochs):
        total = 0.0
        for batch in train[torch.randperm(len(train))].split(args.batch):
            logits = net(batch[:, :-1])
            loss = ce(logits.transpose(1, 2), batch[:, 1:])
            opt.zero_grad()
            loss.backward()
            opt.step()
            total += loss.item() * len(batch)
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: {total / len(train):.3f} nats per note")

    with torch.no_grad():
        guess = net(test[:, :-1]).argmax(-1)
    print("heard :", " ".join(SCALE[i] for i in test[0, 1:13]))
    print("guess :", " ".join(SCALE[i] for i in guess[0, :12]))
    print(f"final: accuracy={(guess == test[:, 1:]).float().mean().item():.4f}")


if __name__ == "__main__":
    main()
