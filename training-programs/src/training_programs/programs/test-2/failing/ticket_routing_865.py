"""Which team gets a support ticket?  A deep averaging network over the words of the subject line."""
import random

import torch
import torch.nn as nn
import torch.nn.functional as F

TEAMS = {
    "billing": "invoice refund charged payment receipt card".split(),
    "network": "wifi router vpn timeout dns cable".split(),
    "accounts": "login password locked username reset token".split(),
    "printing": "toner paper scanner tray jam printer".split(),
    "phones": "voicemail headset dialtone extension call sim".split(),
}
COMMON = "please help with my the again since monday urgent problem not working office new old after update can you".split()
VOCABULARY = {word: i + 1 for i, word in enumerate(COMMON + sum(TEAMS.values(), []))}
LENGTH = 12


def ticket(rng):
    team = rng.randrange(len(TEAMS))
    telling = list(TEAMS.values())[team]
    words = rng.choices(COMMON, k=rng.randint(4, 9)) + rng.choices(telling, k=rng.choice([1, 1, 2]))
    rng.shuffle(words)
    ids = [VOCABULARY[word] for word in words]
    return ids + [0] * (LENGTH - len(ids)), team


def inbox(n, seed):
    rng = random.Random(seed)
    rows = [ticket(rng) for _ in range(n)]
    return torch.tensor([ids for ids, _ in rows]), torch.tensor([team for _, team in rows])


class AveragingNet(nn.Module):
    """Words are left out at random while training, so that no single one decides alone."""

    def __init__(self, dim=32, hidden=48, word_dropout=0.3):
        super().__init__()
        self.embedding = nn.Embedding(len(VOCABULARY) + 1, dim, padding_idx=0)
        self.hidden = nn.Linear(dim, hidden)
        self.drop = nn.Dropout(0.2)
        self.output = nn.Linear(hidden, len(TEAMS))
        self.word_dropout = word_dropout

    def forward(self, ids):
        present = (ids > 0).float()
        weight = F.dropout(present, self.word_dropout)
        mean = (self.embedding(ids) * weight[:, :, None]).sum(1) / present.sum(1, keepdim=True)
        return self.output(self.drop(F.relu(self.hidden(mean))))


def train_epoch(model, optimizer, ids, team, batch=50):
    model.train()
    total = 0.0
    for rows in torch.randperm(len(ids)).split(batch):
        loss = F.cross_entropy(model(ids[rows]), team[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(rows)
    return total / len(ids)


@torch.no_grad()
def accuracy(model, ids, team):
    model.eval()
    return (model(ids).argmax(1) == team).float().mean().item()


def main():
    torch.manual_seed(865)
    train, test = inbox(2500, seed=1), inbox(1000, seed=2)
    model = AveragingNet()
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    for epoch in range(14):
        loss = train_epoch(model, optimizer, *train)
        print(f"epoch {epoch + 1}: loss {loss:.4f}, test accuracy {accuracy(model, *test):.3f}")
    print(f"final: accuracy={accuracy(model, *test):.4f}")


if __name__ == "__main__":
    main()
