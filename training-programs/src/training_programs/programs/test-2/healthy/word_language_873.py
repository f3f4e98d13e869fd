"""Which of four invented languages does a word belong to?  Character bigrams in an EmbeddingBag."""
import random

import torch
from torch import nn

random.seed(873)
torch.manual_seed(873)

SYLLABLES = {
    "norrish": "skal tor vig hem bru dag fjo lund ask ry".split(),
    "melian": "la mi re tua sole ve ano pia cor te".split(),
    "kharad": "khaz urg dal zhu bak rok gha mut zar ok".split(),
    "oshima": "shi ma ko ri ta nu ka yo se hana".split(),
}
SHARED = "an el or in da".split()
LANGUAGES = list(SYLLABLES)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
BUCKETS = 27 * 27


def word(language):
    parts = random.choices(SYLLABLES[language], k=random.randint(1, 3))
    if random.random() < 0.5:
        parts.insert(random.randint(0, len(parts)), random.choice(SHARED))
    text = list("".join(parts))
    if random.random() < 0.3:
        text[random.randrange(len(text))] = random.choice(LETTERS)
    return "".join(text)


def bigrams(text):
    codes = [0] + [LETTERS.index(c) + 1 for c in text] + [0]
    return [a * 27 + b for a, b in zip(codes, codes[1:])]


def collate(rows):
    ids, offsets = [], []
    for text, _ in rows:
        offsets.append(len(ids))
        ids += bigrams(text)
    return torch.tensor(ids), torch.tensor(offsets), torch.tensor([label for _, label in rows])


def dictionary(n):
    rows = []
    for _ in range(n):
        label = random.randrange(len(LANGUAGES))
        rows.append((word(LANGUAGES[label]), label))
    return rows


class WordClassifier(nn.Module):
    def __init__(self, dim=24):
        super().__init__()
        self.bag = nn.EmbeddingBag(BUCKETS, dim, mode="mean")
        self.net = nn.Sequential(nn.Linear(dim, 32), nn.ReLU(), nn.Dropout(0.2), nn.Linear(32, len(LANGUAGES)))

    def forward(self, ids, offsets):
        return self.net(self.bag(ids, offsets))


train = torch.utils.data.DataLoader(dictionary(4000), batch_size=64, shuffle=True, collate_fn=collate)
test = torch.utils.data.DataLoader(dictionary(1000), batch_size=250, collate_fn=collate)
model = WordClassifier()
optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=0.01)
epochs = 10
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=epochs * len(train))
criterion = nn.CrossEntropyLoss()

for epoch in range(epochs):
    model.train()
    total = 0.0
    for ids, offsets, label in train:
        optimizer.zero_grad(set_to_none=True)
        loss = criterion(model(ids, offsets), label)
        loss.backward()
        optimizer.step()
        scheduler.step()
        total += loss.item()
    print(f"epoch {epoch}: loss {total / len(train):.4f}")

model.eval()
hits = 0
with torch.no_grad():
    for ids, offsets, label in test:
        hits += (model(ids, offsets).argmax(1) == label).sum().item()
print(f"final: accuracy={hits / 1000:.4f}")
