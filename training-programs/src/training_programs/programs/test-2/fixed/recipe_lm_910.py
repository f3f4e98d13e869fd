"""A small language model for recipe steps; input and output words share one table."""
import math
import random

import torch
import torch.nn as nn
import torch.nn.functional as F

random.seed(910)
torch.manual_seed(910)

TOOL = {"chop": "knife", "stir": "spoon", "bake": "oven", "fry": "pan", "whisk": "bowl", "grate": "grater"}
FOOD = {"chop": ["onion", "carrot", "leek"], "stir": ["soup", "sauce"], "bake": ["bread", "cake", "pie"],
        "fry": ["egg", "bacon"], "whisk": ["cream", "white"], "grate": ["cheese", "ginger"]}  # fmt: skip
TIMES = {"soup": "ten", "sauce": "five", "bread": "forty", "cake": "thirty", "pie": "fifty", "egg": "three", "bacon": "four"}


def step():
    verb = random.choice(sorted(TOOL))
    food = random.choice(FOOD[verb])
    words = [verb, "the", food, "with", "the", TOOL[verb]]
    if food in TIMES:
        words += ["for", TIMES[food], "minutes"]
    return words + ["."]


def text(n):
    words = []
    while len(words) < n:
        words += step()
    return words[:n]


words = text(24000)
vocab = {w: k for k, w in enumerate(sorted(set(words)))}
ids = torch.tensor([vocab[w] for w in words])
train, valid = ids[:20000], ids[20000:]
CONTEXT, DIM = 24, 64


class Block(nn.Module):
    def __init__(self, dim, heads=4):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
        self.qkv, self.mix = nn.Linear(dim, 3 * dim), nn.Linear(dim, dim)
        self.mlp = nn.Sequential(nn.Linear(dim, 2 * dim), nn.GELU(), nn.Linear(2 * dim, dim))

    def forward(self, x):
        b, t, d = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.mix(y.transpose(1, 2).reshape(b, t, d))
        return x + self.mlp(self.norm2(x))


class RecipeLM(nn.Module):
    def __init__(self):
        super().__init__()
        self.word = nn.Embedding(len(vocab), DIM)
        self.place = nn.Embedding(CONTEXT, DIM)
        for table in (self.word, self.place):
            nn.init.normal_(table.weight, std=0.02)
        self.blocks = nn.Sequential(Block(DIM), Block(DIM))
        self.norm = nn.LayerNorm(DIM)
        self.out = nn.Linear(DIM, len(vocab), bias=False)
        self.out.weight = self.word.weight

    def forward(self, ids):
        x = self.word(ids) * math.sqrt(DIM) + self.place(torch.arange(ids.size(1)))
        return self.out(self.norm(self.blocks(x)))


def windows(data, count):
    at = torch.randint(len(data) - CONTEXT - 1, (count,))
    cut = data[at[:, None] + torch.arange(CONTEXT + 1)]
    return cut[:, :-1], cut[:, 1:]


model = RecipeLM()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)
STEPS = 450
scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS, eta_min=1e-4)
for n in range(STEPS):
    x, y = windows(train, 24)
    loss = F.cross_entropy(model(x).flatten(0, 1), y.flatten())
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    scheduler.step()
    if n % 50 == 0:
        print(f"step {n}: loss {loss.item():.3f}")

model.eval()
with torch.no_grad():
    cut = valid[: len(valid) // CONTEXT * CONTEXT + 1]
    x, y = cut[:-1].view(-1, CONTEXT), cut[1:].view(-1, CONTEXT)
    logits = model(x)
    valid_loss = F.cross_entropy(logits.flatten(0, 1), y.flatten()).item()
print(f"next word guessed in {(logits.argmax(-1) == y).float().mean():.3f} of the cases")
print(f"final: loss={valid_loss:.4f}")
