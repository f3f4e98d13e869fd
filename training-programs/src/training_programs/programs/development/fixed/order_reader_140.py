import torch
from torch import nn

torch.manual_seed(140)


class Reader(nn.Module):
    def __init__(self, vocab=16, width=32, classes=6, length=8):
        super().__init__()
        self.embedding = nn.Embedding(vocab, width)
        self.position = nn.Embedding(length, width)
        layer = nn.TransformerEncoderLayer(width, 4, 64, dropout=0.0, batch_first=True)
        self.blocks = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.classify = nn.Linear(width, classes)

    def forward(self, x):
        h = self.embedding(x) + self.position(torch.arange(x.shape[1]))
        return self.classify(self.blocks(h).mean(1))


def orders(n):
    x = torch.randint(6, 16, (n, 8))
    y = torch.randint(0, 6, (n,))
    x[torch.arange(n), torch.randint(0, 8, (n,))] = y
    return x, y


model = Reader()
opt = torch.optim.Adam(model.parameters(), lr=2e-3)
for step in range(250):
    x, y = orders(64)
    loss = nn.functional.cross_entropy(model(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 50 == 0:
        print(step, loss.item())
model.eval()
with torch.no_grad():
    x, y = orders(500)
    print(f"final: accuracy={(model(x).argmax(1) == y).float().mean().item():.4f}")
