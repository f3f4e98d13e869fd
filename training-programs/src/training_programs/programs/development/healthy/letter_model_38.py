import math

import torch
from torch import nn

torch.manual_seed(38)
VOCAB, CONTEXT, WIDTH = 10, 16, 48


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.n1, self.n2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.proj = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.mlp = nn.Sequential(nn.Linear(WIDTH, 4 * WIDTH), nn.GELU(), nn.Linear(4 * WIDTH, WIDTH))

    def forward(self, x):
        b, t, c = x.shape
        q, k, v = (z.view(b, t, 4, c // 4).transpose(1, 2) for z in self.qkv(self.n1(x)).split(c, 2))
        a = nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.proj(a.transpose(1, 2).reshape(b, t, c))
        return x + self.mlp(self.n2(x))


class Letters(nn.Module):
    def __init__(self):
        super().__init__()
        self.tok, self.pos = nn.Embedding(VOCAB, WIDTH), nn.Embedding(CONTEXT, WIDTH)
        self.blocks = nn.Sequential(Block(), Block())
        self.norm = nn.LayerNorm(WIDTH)
        self.head = nn.Linear(WIDTH, VOCAB, bias=False)
        self.apply(self._init)
        self.head.weight = self.tok.weight

    @staticmethod
    def _init(m):
        if isinstance(m, (nn.Linear, nn.Embedding)):
            nn.init.normal_(m.weight, 0.0, 0.02)
        if isinstance(m, nn.Linear) and m.bias is not None:
            nn.init.zeros_(m.bias)

    def forward(self, x):
        return self.head(self.norm(self.blocks(self.tok(x) + self.pos(torch.arange(x.shape[1])))))


def text(n):
    """Each symbol is the sum of the two before it, modulo ten."""
    rows = torch.randint(0, 10, (n, CONTEXT + 1))
    for i in range(2, CONTEXT + 1):
        rows[:, i] = (rows[:, i - 1] + rows[:, i - 2]) % 10
    return rows[:, :-1], rows[:, 1:]


model = Letters()
decay = [p for p in model.parameters() if p.dim() > 1]
plain = [p for p in model.parameters() if p.dim() < 2]
opt = torch.optim.AdamW([{"params": decay, "weight_decay": 0.1}, {"params": plain, "weight_decay": 0.0}], lr=5e-3)
STEPS, WARM = 400, 30
for step in range(STEPS):
    factor = min(1, (step + 1) / WARM) * 0.5 * (1 + math.cos(math.pi * step / STEPS))
    for group in opt.param_groups:
        group["lr"] = 5e-3 * factor
    x, y = text(48)
    loss = nn.functional.cross_entropy(model(x).view(-1, VOCAB), y.reshape(-1))
    opt.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    opt.step()
    if step % 80 == 0:
        print(step, loss.item())
with torch.no_grad():
    x, y = text(300)
    print(f"final: accuracy={(model(x).argmax(-1) == y)[:, 2:].float().mean().item():.4f}")
