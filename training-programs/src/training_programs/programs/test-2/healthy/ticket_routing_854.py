# Route support tickets to one of five teams: mean of word vectors, then a small classifier.
import random

import torch
from torch import nn
from torch.utils.data import DataLoader

TOPICS = {
    "billing": "invoice refund charge card payment price receipt tax discount".split(),
    "network": "router wifi cable signal outage latency vpn dns offline".split(),
    "account": "password login email username locked reset profile verify token".split(),
    "hardware": "screen battery keyboard charger fan broken noise hinge warranty".split(),
    "shipping": "parcel courier delivery address tracking late box customs label".split(),
}
TEAMS = list(TOPICS)
COMMON = "please help my the a since yesterday again still cannot why when is not working thanks hello with for".split()


def ticket(rng):
    team = rng.randrange(len(TEAMS))
    words = rng.choices(COMMON, k=rng.randint(5, 12)) + rng.choices(TOPICS[TEAMS[team]], k=rng.randint(2, 4))
    if rng.random() < 0.5:
        words.append(rng.choice(TOPICS[rng.choice(TEAMS)]))
    rng.shuffle(words)
    return " ".join(words), team


def build_vocab(texts):
    vocab = {"<unk>": 0}
    for text in texts:
        for word in text.split():
            vocab.setdefault(word, len(vocab))
    return vocab


def collate(vocab):
    def pack(rows):
        ids, offsets = [], []
        for text, _ in rows:
            offsets.append(len(ids))
            ids += [vocab.get(word, 0) for word in text.split()]
        return torch.tensor(ids), torch.tensor(offsets), torch.tensor([team for _, team in rows])

    return pack


class Router(nn.Module):
    def __init__(self, words, dim=24):
        super().__init__()
        self.bag = nn.EmbeddingBag(words, dim, mode="mean")
        self.classify = nn.Sequential(nn.Linear(dim, 32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, len(TEAMS)))

    def forward(self, ids, offsets):
        return self.classify(self.bag(ids, offsets))


def evaluate(model, loader):
    model.eval()
    right = seen = 0
    with torch.no_grad():
        for ids, offsets, team in loader:
            right += (model(ids, offsets).argmax(1) == team).sum().item()
            seen += len(team)
    return right / seen


def main():
    torch.manual_seed(854)
    rng = random.Random(854)
    train, test = [ticket(rng) for _ in range(3000)], [ticket(rng) for _ in range(600)]
    vocab = build_vocab(text for text, _ in train)
    train_loader = DataLoader(train, batch_size=50, shuffle=True, collate_fn=collate(vocab))
    test_loader = DataLoader(test, batch_size=200, collate_fn=collate(vocab))
    model = Router(len(vocab))
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(10):
        model.train()
        total = 0.0
        for ids, offsets, team in train_loader:
            loss = criterion(model(ids, offsets), team)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch}: loss {total / len(train_loader):.4f} test {evaluate(model, test_loader):.3f}")
    print(f"final: accuracy={evaluate(model, test_loader):.4f}")


if __name__ == "__main__":
    main()
