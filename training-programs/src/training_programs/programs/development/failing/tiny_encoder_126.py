import torch
from torch import nn

torch.manual_seed(126)
VOCAB, LENGTH = 12, 10


def sentences(n):
    tokens = torch.randint(4, VOCAB, (n, LENGTH))
    label = torch.randint(0, 4, (n,))
    place = torch.randint(0, LENGTH, (n,))
    tokens[torch.arange(n), place] = label
    return tokens, label


class Tagger(nn.Module):
    def __init__(self, width=32):
        super().__init__()
        self.tokens = nn.Embedding(VOCAB, width)
        self.places = nn.Parameter(0.1 * torch.randn(LENGTH, width))
        block = nn.TransformerEncoderLayer(width, 4, 64, dropout=0.0)
        self.encoder = nn.TransformerEncoder(block, 1, enable_nested_tensor=False)
        self.answer = nn.Linear(width, 4)

    def forward(self, tokens):
        h = self.encoder(self.tokens(tokens) + self.places)
        return self.answer(h[:, 0])


model = Tagger()
opt = torch.optim.Adam(model.parameters(), lr=2e-3)
for step in range(300):
    x, y = sentences(64)
    loss = nn.functional.cross_entropy(model(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 60 == 0:
        print(step, round(loss.item(), 4))
model.eval()
with torch.no_grad():
    x, y = sentences(600)
    print(f"final: accuracy={(model(x).argmax(1) == y).float().mean().item():.4f}")
