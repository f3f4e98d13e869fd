"""Sorts hikers' notes into five topics. Word vectors start from the words' spelling."""
import random
import re

import torch
from torch import nn

random.seed(222)
torch.manual_seed(222)

TOPICS = {
    "weather": "rain sun fog wind storm cloud heat snow drizzle thunder",
    "path": "steep rocky muddy ladder bridge roots scree marked narrow ridge",
    "food": "soup cake coffee bread cheese beer menu kitchen apple picnic",
    "hut": "bunk blanket warden dorm booking shower attic stove key porch",
    "transport": "bus parking train ticket gondola taxi station timetable shuttle ferry",
}
FILLER = "we the then after before near very quite a long short day morning evening found took was there nice old".split()
NAMES = list(TOPICS)


def write_note():
    k = random.randrange(len(NAMES))
    own = TOPICS[NAMES[k]].split()
    words = [random.choice(own) for _ in range(random.randint(2, 4))]
    words += [random.choice(FILLER) for _ in range(random.randint(8, 16))]
    if random.random() < 0.4:
        words.append(random.choice(random.choice(list(TOPICS.values())).split()))
    random.shuffle(words)
    return " ".join(words).capitalize() + ".", k


notes = [write_note() for _ in range(2000)]
tokenized = [re.findall(r"[a-z]+", text.lower()) for text, _ in notes]
vocab = {"<pad>": 0}
for words in tokenized[:1600]:
    for w in words:
        vocab.setdefault(w, len(vocab))
LENGTH = max(map(len, tokenized))
ids = torch.tensor([[vocab.get(w, 0) for w in words] + [0] * (LENGTH - len(words)) for words in tokenized])
labels = torch.tensor([k for _, k in notes])


def initial_vectors(dim):
    """Words that share letter pairs start close to each other: counts of pairs, randomly projected."""
    pairs = sorted({a + b for w in vocab for a, b in zip(w, w[1:])})
    counts = torch.zeros(len(vocab), len(pairs))
    for w, i in vocab.items():
        for a, b in zip(w, w[1:]):
            counts[i, pairs.index(a + b)] += 1
    vectors = counts @ torch.randn(len(pairs), dim)
    vectors = (vectors - vectors.mean(0)) / vectors.std(0)
    vectors[0] = 0
    return vectors


class NoteClassifier(nn.Module):
    def __init__(self, vectors, classes):
        super().__init__()
        self.words = nn.Embedding.from_pretrained(vectors, padding_idx=0)
        self.score = nn.Linear(vectors.shape[1], 1)
        self.mlp = nn.Sequential(nn.Linear(vectors.shape[1], 32), nn.ReLU(), nn.Linear(32, classes))

    def forward(self, ids):
        v = self.words(ids)
        weight = self.score(v).squeeze(2).masked_fill(ids == 0, -1e9).softmax(dim=1)
        return self.mlp((weight.unsqueeze(2) * v).sum(1))


model = NoteClassifier(initial_vectors(5), len(NAMES))
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(12):
    model.train()
    correct = 0
    for rows in torch.randperm(1600).split(40):
        logits = model(ids[rows])
        loss = nn.functional.cross_entropy(logits, labels[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        correct += (logits.argmax(1) == labels[rows]).sum().item()
    print(f"epoch {epoch + 1:2d}  loss {loss.item():.3f}  train accuracy {correct / 1600:.3f}")

model.eval()
with torch.no_grad():
    accuracy = (model(ids[1600:]).argmax(1) == labels[1600:]).float().mean()
print(f"final: accuracy={accuracy.item():.4f}")
