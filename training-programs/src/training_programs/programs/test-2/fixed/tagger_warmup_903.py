"""문맥에 따라 품사가 달라지는 단어에 품사를 붙이는 작은 트랜스포머.

문장은 간단한 문법으로 만들어 낸다. 같은 단어가 앞뒤 단어에 따라
명사도 되고 동사도 되므로 문맥을 보아야 한다.
"""
import math
import random

import torch
import torch.nn as nn
import torch.nn.functional as F

TAGS = ["DET", "NOUN", "VERB", "ADJ", "ADV", "PAD"]
WORDS = {
    "DET": ["the", "a", "this", "every"],
    "NOUN": ["dog", "tree", "house", "river"],
    "VERB": ["sees", "takes", "finds", "likes"],
    "ADJ": ["old", "small", "blue", "kind"],
    "ADV": ["often", "slowly", "here"],
}
BOTH = ["watch", "run", "light", "show", "call", "walk", "plant", "cook"]  # 명사 또는 동사
VOCAB = {w: i + 1 for i, w in enumerate(sum(WORDS.values(), []) + BOTH)}
LENGTH = 12


def pick(tag, rng):
    if tag in ("NOUN", "VERB") and rng.random() < 0.75:
        return rng.choice(BOTH)
    return rng.choice(WORDS[tag])


def sentence(rng):
    tags = []

    def noun_phrase():
        tags.append("DET") if rng.random() < 0.8 else None
        for _ in range(rng.choice([0, 0, 1, 2])):
            tags.append("ADJ")
        tags.append("NOUN")

    noun_phrase()
    if rng.random() < 0.4:
        tags.append("ADV")
    tags.append("VERB")
    if rng.random() < 0.7:
        noun_phrase()
    words = [VOCAB[pick(t, rng)] for t in tags]
    ids = [TAGS.index(t) for t in tags]
    room = LENGTH - len(words)
    return words + [0] * room, ids + [TAGS.index("PAD")] * room


def corpus(count, rng):
    rows = [sentence(rng) for _ in range(count)]
    return torch.tensor([r[0] for r in rows]), torch.tensor([r[1] for r in rows])


class Tagger(nn.Module):
    def __init__(self, dim=48):
        super().__init__()
        self.words = nn.Embedding(len(VOCAB) + 1, dim)
        self.places = nn.Parameter(torch.randn(LENGTH, dim) * 0.1)
        layer = nn.TransformerEncoderLayer(dim, 4, 96, dropout=0.1, batch_first=True, norm_first=True)
        self.body = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.out = nn.Linear(dim, len(TAGS) - 1)

    def forward(self, ids):
        return self.out(self.body(self.words(ids) + self.places, src_key_padding_mask=ids == 0))


def main():
    torch.manual_seed(903)
    rng = random.Random(903)
    x, y = corpus(2500, rng)
    x_val, y_val = corpus(500, rng)
    model = Tagger()
    peak, warmup, total = 2e-3, 60, 600
    optimizer = torch.optim.Adam(model.parameters(), lr=1.0, betas=(0.9, 0.98))

    def rate(step):
        """warmup 동안 올라갔다가 코사인으로 내려오는 학습률"""
        if step < warmup:
            return peak * (step + 1) / warmup
        return peak * 0.5 * (1 + math.cos(math.pi * (step - warmup) / (total - warmup)))

    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    for step in range(total):
        rows = torch.randint(len(x), (40,))
        logits = model(x[rows])
        loss = F.cross_entropy(logits.flatten(0, 1), y[rows].flatten(), ignore_index=TAGS.index("PAD"))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
        if (step + 1) % 100 == 0:
            print(f"{step + 1}번째 갱신: 손실 {loss.item():.4f}")
    model.eval()
    with torch.no_grad():
        guess = model(x_val).argmax(-1)
    real = y_val != TAGS.index("PAD")
    print("가장 잦은 품사의 비율:", round(torch.bincount(y_val[real]).max().item() / real.sum().item(), 3))
    print(f"final: accuracy={(guess == y_val)[real].float().mean().item():.4f}")


if __name__ == "__main__":
    main()
