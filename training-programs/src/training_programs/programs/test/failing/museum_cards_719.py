"""Sort a museum's index cards into five departments by their words."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader

PAD, CLS, FIRST = 0, 1, 2
WORDS, DEPARTMENTS = 200, 5


def cards(n: int, rng: np.random.Generator) -> list[tuple[Tensor, int]]:
    """Each department has twelve words of its own; a card has a few of them among common words."""
    made = []
    for _ in range(n):
        kind = int(rng.integers(DEPARTMENTS))
        words = rng.integers(FIRST + 12 * DEPARTMENTS, WORDS, size=rng.integers(6, 20))
        own = rng.choice(len(words), size=3, replace=False)
        words[own] = FIRST + 12 * kind + rng.integers(12, size=3)
        stray = rng.integers(len(words))
        words[stray] = rng.integers(FIRST, WORDS)
        made.append((torch.tensor(words), kind))
    return made


def collate(batch: list[tuple[Tensor, int]]) -> tuple[Tensor, Tensor, Tensor]:
    """Words with a leading CLS and at least one PAD, which of them are words, departments."""
    rows = [torch.cat([torch.tensor([CLS]), words, torch.tensor([PAD])]) for words, _ in batch]
    tokens = pad_sequence(rows, batch_first=True, padding_value=PAD)
    return tokens, tokens != PAD, torch.tensor([kind for _, kind in batch])


class Layer(nn.Module):
    def __init__(self, dim: int, heads: int) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
        self.attend = nn.MultiheadAttention(dim, heads, batch_first=True)
        self.feed = nn.Sequential(nn.Linear(dim, 2 * dim), nn.GELU(), nn.Linear(2 * dim, dim))

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        seen = self.norm1(x)
        x = x + self.attend(seen, seen, seen, key_padding_mask=mask, need_weights=False)[0]
        return x + self.feed(self.norm2(x))


class CardReader(nn.Module):
    def __init__(self, dim: int = 32, depth: int = 2, heads: int = 4) -> None:
        super().__init__()
        self.words = nn.Embedding(WORDS, dim, padding_idx=PAD)
        self.layers = nn.ModuleList(Layer(dim, heads) for _ in range(depth))
        self.head = nn.Sequential(nn.LayerNorm(dim), nn.Linear(dim, DEPARTMENTS))

    def forward(self, tokens: Tensor, mask: Tensor) -> Tensor:
        x = self.words(tokens)
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(x[:, 0])


def evaluate(model: CardReader, loader: DataLoader) -> float:
    model.eval()
    right = total = 0
    with torch.no_grad():
        for tokens, mask, kind in loader:
            right += (model(tokens, mask).argmax(1) == kind).sum().item()
            total += len(kind)
    return right / total


def main() -> None:
    torch.manual_seed(719)
    rng = np.random.default_rng(719)
    train = DataLoader(cards(2000, rng), batch_size=32, shuffle=True, collate_fn=collate)
    test = DataLoader(cards(600, rng), batch_size=100, collate_fn=collate)
    model = CardReader()
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    for epoch in range(5):
        model.train()
        total = 0.0
        for tokens, mask, kind in train:
            loss = nn.functional.cross_entropy(model(tokens, mask), kind)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(train):.4f}")
    print(f"final: accuracy={evaluate(model, test):.4f}")


if __name__ == "__main__":
    main()
