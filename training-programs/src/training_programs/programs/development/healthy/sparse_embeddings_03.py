# Topic of a bag of tokens, large table, sparse gradients
import random

import torch
from torch import nn

random.seed(3)
torch.manual_seed(3)
VOCAB, TOPICS = 2000, 4
words_of = [random.sample(range(VOCAB), 60) for _ in range(TOPICS)]


def documents(n):
    topics = [random.randrange(TOPICS) for _ in range(n)]
    rows = [random.choices(words_of[t], k=6) + random.choices(range(VOCAB), k=4) for t in topics]
    return torch.tensor(rows), torch.tensor(topics)


table = nn.EmbeddingBag(VOCAB, 16, mode="mean", sparse=True)
head = nn.Linear(16, TOPICS)
opt_table = torch.optim.SparseAdam(list(table.parameters()), lr=0.02)
opt_head = torch.optim.Adam(head.parameters(), lr=0.005)
docs, topics = documents(2000)
for epoch in range(5):
    for idx in torch.randperm(2000).split(50):
        loss = nn.functional.cross_entropy(head(table(docs[idx])), topics[idx])
        opt_table.zero_grad()
        opt_head.zero_grad()
        loss.backward()
        opt_table.step()
        opt_head.step()
    print(f"epoch {epoch + 1}: {loss.item():.4f}")
docs, topics = documents(400)
with torch.no_grad():
    print(f"final: accuracy={(head(table(docs)).argmax(1) == topics).float().mean().item():.4f}")
