import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(128)
TOPICS, WORDS, LENGTH = 20, 200, 15
likes = torch.rand(TOPICS, WORDS) ** 6


def documents(n):
    topic = torch.randint(0, TOPICS, (n,))
    return torch.multinomial(likes[topic], LENGTH, replacement=True), topic


class BagOfWords(nn.Module):
    def __init__(self):
        super().__init__()
        self.bag = nn.EmbeddingBag(WORDS, 32, mode="mean")
        self.fc = nn.Linear(32, TOPICS)

    def forward(self, docs):
        scores = self.fc(self.bag(docs))
        return F.softmax(scores, dim=-1)


model = BagOfWords()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=1.0, momentum=0.9)
for step in range(400):
    docs, topic = documents(64)
    optimizer.zero_grad()
    loss = criterion(model(docs), topic)
    loss.backward()
    optimizer.step()
    if (step + 1) % 100 == 0:
        print(f"step {step + 1}: {loss.item():.3f}")
with torch.no_grad():
    docs, topic = documents(1000)
    print(f"final: accuracy={(model(docs).argmax(-1) == topic).float().mean().item():.4f}")
