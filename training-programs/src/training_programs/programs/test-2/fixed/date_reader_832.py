"""Read dates written in many ways and give the month and the decade: an encoder with a head of its own optimizer."""
import random

import torch
from torch import nn

random.seed(832)
torch.manual_seed(832)

MONTHS = "january february march april may june july august september october november december".split()
CHARS = {c: i + 1 for i, c in enumerate(" ,./-'0123456789abcdefghijklmnopqrstuvwxyz")}
LENGTH = 22


def written(day, month, year):
    name = MONTHS[month]
    forms = [
        f"{day} {name} {year}",
        f"{name} {day}, {year}",
        f"{day} {name[:3]} {year}",
        f"{name[:3]}. {day}, {year}",
        f"{year} {name[:3]} {day}",
        f"{day}-{name[:3]}-{year}",
    ]
    return random.choice(forms)


def sample(n):
    ids, months, decades = torch.zeros(n, LENGTH, dtype=torch.long), [], []
    for i in range(n):
        day, month, year = random.randint(1, 28), random.randrange(12), random.randint(1900, 1999)
        text = written(day, month, year)[:LENGTH]
        ids[i, LENGTH - len(text) :] = torch.tensor([CHARS[c] for c in text])
        months.append(month)
        decades.append((year - 1900) // 10)
    return ids, torch.tensor(months), torch.tensor(decades)


class Encoder(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.chars = nn.Embedding(len(CHARS) + 1, 24, padding_idx=0)
        self.conv = nn.Conv1d(24, size, 4)

    def forward(self, ids):
        return torch.relu(self.conv(self.chars(ids).transpose(1, 2))).amax(dim=2)


class Head(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.hidden = nn.Linear(size, 64)
        self.month = nn.Linear(64, 12)
        self.decade = nn.Linear(64, 10)

    def forward(self, code):
        h = torch.relu(self.hidden(code))
        return self.month(h), self.decade(h)


encoder, head = Encoder(96), Head(96)
encoder_optimizer = torch.optim.SGD(encoder.parameters(), lr=0.02, momentum=0.9)
head_optimizer = torch.optim.SGD(head.parameters(), lr=0.02, momentum=0.9)
criterion = nn.CrossEntropyLoss()


def accuracy(ids, months, decades):
    with torch.no_grad():
        m, d = head(encoder(ids))
    return ((m.argmax(1) == months).float().mean().item() + (d.argmax(1) == decades).float().mean().item()) / 2


ids, months, decades = sample(4000)
test = sample(800)
for epoch in range(1, 16):
    total = 0.0
    for rows in torch.randperm(len(ids)).split(50):
        encoder_optimizer.zero_grad()
        head_optimizer.zero_grad()
        m, d = head(encoder(ids[rows]))
        loss = criterion(m, months[rows]) + criterion(d, decades[rows])
        loss.backward()
        encoder_optimizer.step()
        head_optimizer.step()
        total += loss.item() * len(rows)
    print(f"epoch {epoch:2d}: loss {total / len(ids):.3f}, accuracy on new dates {accuracy(*test):.3f}")
print(f"final: accuracy={accuracy(*test):.4f}")
