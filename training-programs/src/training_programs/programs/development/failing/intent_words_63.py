# 질문 의도 분류: 단어 주머니(bag of words) + 임베딩 평균
import random

import torch
import torch.nn.functional as F
from torch import nn

random.seed(63)
torch.manual_seed(63)
N_INTENTS, VOCAB = 20, 200
topics = [random.sample(range(VOCAB), 8) for _ in range(N_INTENTS)]


def question():
    intent = random.randrange(N_INTENTS)
    words = random.choices(topics[intent], k=4) + random.choices(range(VOCAB), k=4)
    random.shuffle(words)
    return words, intent


def collate(rows):
    return torch.tensor([w for w, _ in rows]), torch.tensor([i for _, i in rows])


class IntentModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.bag = nn.EmbeddingBag(VOCAB, 32, mode="mean")
        self.fc = nn.Linear(32, N_INTENTS)

    def forward(self, words):
        scores = self.fc(torch.relu(self.bag(words)))
        return F.softmax(scores, dim=-1)


train_rows, test_rows = [question() for _ in range(1600)], [question() for _ in range(400)]
model = IntentModel()
optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)
for epoch in range(8):
    random.shuffle(train_rows)
    total = 0.0
    for i in range(0, 1600, 32):
        words, intents = collate(train_rows[i : i + 32])
        loss = F.cross_entropy(model(words), intents)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() / 50
    print(f"epoch {epoch + 1}: 손실 {total:.4f}")
with torch.no_grad():
    words, intents = collate(test_rows)
    acc = (model(words).argmax(-1) == intents).float().mean().item()
print(f"final: accuracy={acc:.4f}")
