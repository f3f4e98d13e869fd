# Sentiment of made-up reviews
import random

import torch
import torch.nn as nn

random.seed(30)
torch.manual_seed(30)

GOOD = "great lovely superb fine warm bright".split()
BAD = "awful dull poor weak cold broken".split()
FILL = "the a movie plot actor was is and very scene music it this".split()
VOCAB = {w: i + 1 for i, w in enumerate(GOOD + BAD + FILL + ["not"])}


def review():
    label = random.random() < 0.5
    words = random.choices(FILL, k=random.randint(5, 10))
    for _ in range(2):
        if random.random() < 0.3:
            phrase = ["not", random.choice(BAD if label else GOOD)]
        else:
            phrase = [random.choice(GOOD if label else BAD)]
        at = random.randint(0, len(words))
        words[at:at] = phrase
    ids = [VOCAB[w] for w in words][:14]
    return ids + [0] * (14 - len(ids)), float(label)


def corpus(n):
    rows = [review() for _ in range(n)]
    return torch.tensor([r[0] for r in rows]), torch.tensor([r[1] for r in rows])


class Sentiment(nn.Module):
    def __init__(self, dim=16, hidden=24):
        super().__init__()
        self.emb = nn.Embedding(len(VOCAB) + 1, dim, padding_idx=0)
        self.lstm = nn.LSTM(dim, hidden, batch_first=True)
        self.fc = nn.Linear(hidden, 1)

    def forward(self, ids):
        _, (h, _) = self.lstm(self.emb(ids))
        return self.fc(h[-1]).squeeze(1)


ids, labels = corpus(1200)
ids_val, labels_val = corpus(300)
model = Sentiment()
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(8):
    model.train()
    total = 0.0
    for rows in torch.randperm(len(ids)).split(40):
        optimizer.zero_grad()
        loss = criterion(model(ids[rows]), labels[rows])
        loss.backward()
        optimizer.step()
        total += loss.item()
    model.eval()
    with torch.no_grad():
        acc = ((model(ids_val) > 0).float() == labels_val).float().mean().item()
    print(f"epoch {epoch}  loss {total / 30:.4f}  val acc {acc:.3f}")
print(f"final: accuracy={acc:.4f}")
