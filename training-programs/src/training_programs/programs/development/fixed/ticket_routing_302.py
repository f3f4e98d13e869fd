"""Send support tickets to the right team: a bag of word vectors and a small classifier."""
import random

import torch
import torch.nn as nn
from torch.utils.data import DataLoader

TEAMS = ["billing", "network", "accounts", "hardware", "complaints"]
VOCAB, OWN_WORDS = 1000, 80


def write_ticket(team):
    """Word ids: mostly everyday words, now and then one that the team's tickets are full of."""
    n = random.randint(120, 300)
    words = []
    for _ in range(n):
        if random.random() < 0.08:
            words.append(600 + team * OWN_WORDS + int(OWN_WORDS * random.random() ** 1.5))
        elif random.random() < 0.08:
            words.append(600 + random.randrange(len(TEAMS) * OWN_WORDS))
        else:
            words.append(int(600 * random.random() ** 2))
    return words, team


def collate(batch):
    texts, labels, offsets = [], [], [0]
    for words, team in batch:
        texts.extend(words)
        offsets.append(offsets[-1] + len(words))
        labels.append(team)
    return torch.tensor(texts), torch.tensor(offsets[:-1]), torch.tensor(labels)


class TicketClassifier(nn.Module):
    def __init__(self, vocab_size, embed_dim=24, hidden=24):
        super().__init__()
        self.embedding = nn.EmbeddingBag(vocab_size, embed_dim, mode="mean")
        self.hidden = nn.Linear(embed_dim, hidden)
        self.fc = nn.Linear(hidden, len(TEAMS))

    def forward(self, text, offsets):
        x = torch.tanh(self.embedding(text, offsets))
        x = torch.tanh(self.hidden(x))
        return self.fc(x)


def evaluate(model, loader):
    model.eval()
    correct = count = 0
    with torch.no_grad():
        for text, offsets, label in loader:
            correct += (model(text, offsets).argmax(1) == label).sum().item()
            count += len(label)
    return correct / count


if __name__ == "__main__":
    random.seed(11)
    torch.manual_seed(11)
    tickets = [write_ticket(i % len(TEAMS)) for i in range(2000)]
    random.shuffle(tickets)
    train_loader = DataLoader(tickets[:1600], batch_size=32, shuffle=True, collate_fn=collate)
    test_loader = DataLoader(tickets[1600:], batch_size=100, collate_fn=collate)

    model = TicketClassifier(VOCAB)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)

    for epoch in range(7):
        model.train()
        running = 0.0
        for text, offsets, label in train_loader:
            optimizer.zero_grad()
            loss = criterion(model(text, offsets), label)
            loss.backward()
            optimizer.step()
            running += loss.item()
        print(f"| epoch {epoch + 1} | loss {running / len(train_loader):.3f} | test accuracy {evaluate(model, test_loader):.3f}")
    print(f"final: accuracy={evaluate(model, test_loader):.4f}")
