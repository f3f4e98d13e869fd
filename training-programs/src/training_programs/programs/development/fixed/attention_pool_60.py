import math

import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
        self.attn = nn.MultiheadAttention(dim, heads, batch_first=True)
        self.mlp = nn.Sequential(nn.Linear(dim, 2 * dim), nn.GELU(), nn.Linear(2 * dim, dim))

    def forward(self, x):
        h = self.norm1(x)
        x = x + self.attn(h, h, h, need_weights=False)[0]
        return x + self.mlp(self.norm2(x))


class Lookup(nn.Module):
    """Which value stands behind the key that is asked for?"""

    def __init__(self, keys=5, values=5, pairs=3, dim=32):
        super().__init__()
        self.emb = nn.Embedding(keys * values + keys, dim)
        self.pos = nn.Parameter(0.02 * torch.randn(pairs + 1, dim))
        self.blocks = nn.Sequential(Block(dim, 2), Block(dim, 2))
        self.norm = nn.LayerNorm(dim)
        self.out = nn.Linear(dim, values)

    def forward(self, tokens):
        x = self.emb(tokens) + self.pos
        return self.out(self.norm(self.blocks(x))[:, -1])


def make(n, keys=5, values=5, pairs=3):
    chosen = torch.rand(n, keys).argsort(1)[:, :pairs]
    value = torch.randint(0, values, (n, pairs))
    which = torch.randint(0, pairs, (n, 1))
    ask = keys * values + chosen.gather(1, which)
    return torch.cat([chosen * values + value, ask], 1), value.gather(1, which).squeeze(1)


torch.manual_seed(60)
model = Lookup()
opt = torch.optim.AdamW(model.parameters(), lr=3e-3)
warm = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1.0, (s + 1) / 50))
print("loss of guessing", round(math.log(5), 3))
for step in range(500):
    tokens, answer = make(64)
    loss = F.cross_entropy(model(tokens), answer)
    opt.zero_grad(set_to_none=True)
    loss.backward()
    opt.step()
    warm.step()
    if step % 100 == 99:
        print(f"step {step + 1} loss {loss.item():.4f}")
with torch.no_grad():
    tokens, answer = make(1000)
    acc = (model(tokens).argmax(1) == answer).float().mean().item()
print(f"final: accuracy={acc:.4f}")
