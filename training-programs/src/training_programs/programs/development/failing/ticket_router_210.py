# Route support tickets to one of five teams: bidirectional GRU over words of padded tickets
import random

import torch
import torch.nn as nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence
from torch.utils.data import DataLoader, Dataset

random.seed(42)
torch.manual_seed(42)

TEAMS = {
    "billing": "invoice charge refund card paid twice price receipt subscription".split(),
    "login": "password reset account locked email code signin token forgot".split(),
    "shipping": "parcel late courier address tracking box arrived delivery lost".split(),
    "app": "crash screen update button freeze android slow version install".split(),
    "returns": "return broken exchange size wrong label warranty damaged item".split(),
}
FILLER = ("hello i have a problem with my the since yesterday please help it is not and you for of to in was "
          "can thanks team again still today me this what now").split()
VOCAB = {w: i + 1 for i, w in enumerate(sorted(set(FILLER + sum(TEAMS.values(), []))))}


def write_ticket(team):
    words = []
    for _ in range(random.randint(6, 18)):
        r = random.random()
        if r < 0.22:
            words.append(random.choice(TEAMS[team]))
        elif r < 0.30:
            words.append(random.choice(TEAMS[random.choice(list(TEAMS))]))
        else:
            words.append(random.choice(FILLER))
    return " ".join(words)


class TicketDataset(Dataset):
    def __init__(self, n):
        names = list(TEAMS)
        self.rows = []
        for _ in range(n):
            label = random.randrange(len(names))
            self.rows.append((write_ticket(names[label]), label))

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        text, label = self.rows[i]
        return torch.tensor([VOCAB[w] for w in text.split()]), label


def collate(batch):
    texts, labels = zip(*batch)
    lengths = torch.tensor([len(t) for t in texts])
    return pad_sequence(texts, batch_first=True), lengths, torch.tensor(labels)


class Router(nn.Module):
    def __init__(self, vocab_size, embed=24, hidden=32, classes=5):
        super().__init__()
        self.hidden = hidden
        self.embed = nn.Embedding(vocab_size, embed, padding_idx=0)
        self.gru = nn.GRU(embed, hidden, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(2 * hidden, classes)

    def forward(self, text, lengths):
        packed = pack_padded_sequence(self.embed(text), lengths, batch_first=True, enforce_sorted=False)
        _, h = self.gru(packed)
        # last state of both directions
        h = h.view(-1, 2 * self.hidden)
        return self.fc(h)


def accuracy(model, loader):
    model.eval()
    right = total = 0
    with torch.no_grad():
        for text, lengths, labels in loader:
            right += (model(text, lengths).argmax(1) == labels).sum().item()
            total += len(labels)
    return right / total


train_loader = DataLoader(TicketDataset(2000), batch_size=40, shuffle=True, collate_fn=collate)
valid_loader = DataLoader(TicketDataset(500), batch_size=50, collate_fn=collate)
model = Router(len(VOCAB) + 1)
optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3)
criterion = nn.CrossEntropyLoss()

for epoch in range(5):
    model.train()
    running = 0.0
    for text, lengths, labels in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(text, lengths), labels)
        loss.backward()
        optimizer.step()
        running += loss.item()
    print(f"Epoch {epoch + 1}: train loss {running / len(train_loader):.3f}, valid acc {accuracy(model, valid_loader):.3f}")

print(f"final: accuracy={accuracy(model, valid_loader):.4f}")
