import torch
from torch import nn

torch.manual_seed(43)


class Backbone(nn.Module):
    def __init__(self, vocab=24, width=32):
        super().__init__()
        self.words, self.places = nn.Embedding(vocab, width), nn.Embedding(12, width)
        self.norm = nn.LayerNorm(width)
        layer = nn.TransformerEncoderLayer(width, 4, 64, 0.1, activation="gelu", batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 1, enable_nested_tensor=False)
        self.pooler = nn.Linear(width, width)

    def forward(self, ids):
        h = self.norm(self.words(ids) + self.places(torch.arange(ids.shape[1])))
        h = self.encoder(h)
        return h, torch.tanh(self.pooler(h[:, 0]))


class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = Backbone()
        self.dropout = nn.Dropout(0.1)
        self.classifier = nn.Linear(32, 2)

    def forward(self, ids):
        hidden, _pooled = self.backbone(ids)
        return self.classifier(self.dropout(hidden.mean(1)))


def batch(n):
    ids = torch.randint(2, 24, (n, 12))
    y = torch.randint(0, 2, (n,))
    ids[torch.arange(n), torch.randint(0, 12, (n,))] = y
    return ids, y


model = Reader()
opt = torch.optim.AdamW(model.parameters(), lr=2e-3)
for step in range(250):
    model.train()
    ids, y = batch(48)
    loss = nn.functional.cross_entropy(model(ids), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 50 == 0:
        print(step, loss.item())
model.eval()
with torch.no_grad():
    ids, y = batch(500)
    print(f"final: accuracy={(model(ids).argmax(1) == y).float().mean().item():.4f}")
