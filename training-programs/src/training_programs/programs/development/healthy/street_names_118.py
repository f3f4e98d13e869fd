"""Fill the gaps in street names: a small masked model of letters."""

import random

import torch
import torch.nn as nn
from torch.utils.data import DataLoader

FIRST = "mill church station garden river castle school market bridge forest harbor meadow chapel orchard".split()
LAST = "street road lane alley square avenue court".split()
LETTERS = "_?abcdefghijklmnopqrstuvwxyz "
PAD, MASK, IGNORE = 0, 1, -100
LENGTH = 18


def names(n, seed):
    rnd = random.Random(seed)
    out = torch.full((n, LENGTH), PAD)
    for row in out:
        text = f"{rnd.choice(FIRST)} {rnd.choice(LAST)}"[:LENGTH]
        row[: len(text)] = torch.tensor([LETTERS.index(c) for c in text])
    return out


def collate(batch, gen=None):
    """Hide about one letter in seven; only hidden letters count, all others are ignored by the loss."""
    tokens = torch.stack(batch)
    hidden = (torch.rand(tokens.shape, generator=gen) < 0.15) & (tokens != PAD)
    hidden[:, 0] |= ~hidden.any(1)
    return tokens.masked_fill(hidden, MASK), tokens.masked_fill(~hidden, IGNORE)


class GapFiller(nn.Module):
    def __init__(self, dim=48):
        super().__init__()
        self.letter = nn.Embedding(len(LETTERS), dim, padding_idx=PAD)
        self.place = nn.Parameter(0.02 * torch.randn(LENGTH, dim))
        layer = nn.TransformerEncoderLayer(dim, 4, 96, dropout=0.0, batch_first=True, norm_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(dim)
        self.out = nn.Linear(dim, len(LETTERS))

    def forward(self, tokens):
        h = self.encoder(self.letter(tokens) + self.place, src_key_padding_mask=tokens == PAD)
        return self.out(self.norm(h))


if __name__ == "__main__":
    torch.manual_seed(118)
    loader = DataLoader(list(names(1600, seed=1)), batch_size=32, shuffle=True, collate_fn=collate)
    gaps, answers = collate(list(names(300, seed=2)), torch.Generator().manual_seed(3))
    model = GapFiller()
    criterion = nn.CrossEntropyLoss(ignore_index=IGNORE)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)
    for epoch in range(6):
        model.train()
        for tokens, targets in loader:
            optimizer.zero_grad()
            loss = criterion(model(tokens).flatten(0, 1), targets.flatten())
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
        print(f"epoch {epoch + 1}: loss {loss.item():.3f}")
    model.eval()
    with torch.no_grad():
        guess = model(gaps).argmax(-1)
    asked = answers != IGNORE
    print(f"final: accuracy={(guess == answers)[asked].float().mean().item():.4f}")
