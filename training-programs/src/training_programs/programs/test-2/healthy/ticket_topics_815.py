# Topic of a support ticket, from made-up sentences, with a bag of embeddings
import random

import torch
import torch.nn as nn

random.seed(815)
torch.manual_seed(815)

TOPICS = {
    "billing": "invoice charge refund card payment price bill subscription receipt tax".split(),
    "login": "password account locked reset code email username session token browser".split(),
    "delivery": "parcel courier address late tracking box shipment depot street driver".split(),
    "hardware": "screen battery cable noise button fan broken heat power plug".split(),
}
SHARED = "the my is not please i it help since again still and on for with today cannot need thanks was".split()
NAMES = list(TOPICS)
WORDS = sorted({w for words in TOPICS.values() for w in words} | set(SHARED))
INDEX = {w: i for i, w in enumerate(WORDS)}


def ticket():
    """A ticket has mostly words of its topic, sometimes a word of another, and much filler."""
    topic = random.randrange(len(NAMES))
    words = random.choices(SHARED, k=random.randint(4, 10))
    words += random.choices(TOPICS[NAMES[topic]], k=random.randint(2, 4))
    if random.random() < 0.5:
        words.append(random.choice(TOPICS[random.choice(NAMES)]))
    random.shuffle(words)
    return torch.tensor([INDEX[w] for w in words]), topic


def collate(rows):
    flat = torch.cat([words for words, _ in rows])
    lengths = torch.tensor([0] + [len(words) for words, _ in rows[:-1]])
    return flat, lengths.cumsum(0), torch.tensor([topic for _, topic in rows])


class TopicNet(nn.Module):
    def __init__(self, dim=24):
        super().__init__()
        self.words = nn.EmbeddingBag(len(WORDS), dim, mode="mean")
        self.norm = nn.LayerNorm(dim)
        self.out = nn.Linear(dim, len(NAMES))

    def forward(self, flat, offsets):
        return self.out(self.norm(self.words(flat, offsets)))


train = torch.utils.data.DataLoader([ticket() for _ in range(6000)], batch_size=32, shuffle=True, collate_fn=collate)
test = torch.utils.data.DataLoader([ticket() for _ in range(1200)], batch_size=200, collate_fn=collate)
net = TopicNet()
opt = torch.optim.Adam(net.parameters(), lr=5e-3)
loss_fn = nn.CrossEntropyLoss()


def accuracy():
    net.eval()
    with torch.no_grad():
        return sum((net(flat, offsets).argmax(1) == topic).sum().item() for flat, offsets, topic in test) / 1200


for epoch in range(6):
    net.train()
    running = 0.0
    for flat, offsets, topic in train:
        opt.zero_grad()
        loss = loss_fn(net(flat, offsets), topic)
        loss.backward()
        opt.step()
        running += loss.item()
    print(f"epoch {epoch} loss {running / len(train):.3f} accuracy {accuracy():.3f}")
print(f"final: accuracy={accuracy():.4f}")
