"""Tiny GPT on recipe sentences (generated), next-word prediction."""

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass
class Config:
    vocab: int = 72
    block: int = 16
    width: int = 96
    heads: int = 4
    layers: int = 2
    lr: float = 6e-4
    steps: int = 160
    batch: int = 32


class Block(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.ln1 = nn.LayerNorm(cfg.width)
        self.qkv = nn.Linear(cfg.width, 3 * cfg.width)
        self.proj = nn.Linear(cfg.width, cfg.width)
        self.ln2 = nn.LayerNorm(cfg.width)
        self.mlp = nn.Sequential(nn.Linear(cfg.width, 4 * cfg.width), nn.GELU(), nn.Linear(4 * cfg.width, cfg.width))
        self.heads = cfg.heads

    def forward(self, x):
        b, t, c = x.shape
        q, k, v = (z.view(b, t, self.heads, -1).transpose(1, 2) for z in self.qkv(self.ln1(x)).chunk(3, dim=-1))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.proj(y.transpose(1, 2).reshape(b, t, c))
        return x + self.mlp(self.ln2(x))


class GPT(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.tok = nn.Embedding(cfg.vocab, cfg.width)
        self.pos = nn.Embedding(cfg.block, cfg.width)
        self.blocks = nn.ModuleList([Block(cfg) for _ in range(cfg.layers)])
        self.ln_f = nn.LayerNorm(cfg.width)
        self.head = nn.Linear(cfg.width, cfg.vocab, bias=False)
        self.apply(self._init)
        nn.init.normal_(self.pos.weight, std=0.02)
        self.head.weight = self.tok.weight  # weight tying

    def _init(self, module):
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=0.02)
            if module.bias is not None:
                nn.init.zeros_(module.bias)

    def forward(self, idx, targets=None):
        x = self.tok(idx) + self.pos(torch.arange(idx.shape[1]))
        for block in self.blocks:
            x = block(x)
        logits = self.head(self.ln_f(x))
        loss = None if targets is None else F.cross_entropy(logits.flatten(0, 1), targets.flatten())
        return logits, loss


def write_recipes(cfg, count, gen):
    """Each verb asks for a kind of ingredient, each ingredient for a kind of tool; 'and' refers back to the verb."""
    verbs, things = torch.randint(0, 12, (count, 4), generator=gen), torch.randint(0, 3, (count, 4, 2), generator=gen)
    rows = torch.zeros(count, cfg.block + 1, dtype=torch.long)
    for part in range(4):
        verb = verbs[:, part]
        first, second = 12 + 3 * verb + things[:, part, 0], 12 + 3 * verb + things[:, part, 1]
        rows[:, 4 * part] = verb
        rows[:, 4 * part + 1] = first
        rows[:, 4 * part + 2] = 48 + (5 * verb + 7 * things[:, part, 0]) % 24
        rows[:, 4 * part + 3] = second
    rows[:, -1] = 48 + (5 * verbs[:, 0]) % 24
    return rows


def main():
    torch.manual_seed(504)
    gen = torch.Generator().manual_seed(504)
    cfg = Config()
    train, test = write_recipes(cfg, 3000, gen), write_recipes(cfg, 500, gen)
    model = GPT(cfg)
    opt = torch.optim.AdamW(model.parameters(), lr=cfg.lr, weight_decay=0.01)
    for step in range(cfg.steps):
        rows = train[torch.randint(len(train), (cfg.batch,))]
        _, loss = model(rows[:, :-1], rows[:, 1:])
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        if step % 20 == 0:
            print(f"step {step}: loss {loss.item():.3f}")
    model.eval()
    with torch.no_grad():
        guesses = model(test[:, :-1])[0].argmax(-1)
    # the last word follows from the first verb, so it can be known for sure
    print(f"final: accuracy={(guesses[:, -1] == test[:, -1]).float().mean().item():.4f}")


if __name__ == "__main__":
    main()
