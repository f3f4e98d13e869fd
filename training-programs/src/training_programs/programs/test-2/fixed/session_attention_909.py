"""Will the visitor buy? Attention over the pages seen in the session, plus a few session facts."""
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

PAGES = ["home", "search", "product", "compare", "review", "cart", "help", "returns", "blog", "delivery"]
EFFECT = torch.tensor([0.0, 0.2, 0.5, 0.7, 0.4, 1.8, -0.5, -1.2, -0.8, 0.9])
LONGEST = 15


def sessions(count, gen):
    """Pages are numbered from 1, 0 is padding; some visitors leave before a page view is logged."""
    lengths = torch.randint(1, LONGEST + 1, (count,), generator=gen)
    lengths[torch.rand(count, generator=gen) < 0.04] = 0
    pages = torch.randint(1, len(PAGES) + 1, (count, LONGEST), generator=gen)
    pages[torch.arange(LONGEST) >= lengths[:, None]] = 0
    facts = torch.randn(count, 3, generator=gen)  # time of day, price range, previous visits
    seen = pages > 0
    score = (EFFECT[(pages - 1).clamp(min=0)] * seen).sum(1) / lengths.clamp(min=1) * 4 - 0.9
    score = score + 0.9 * facts[:, 2] - 0.5 * facts[:, 1]
    bought = (score + 0.3 * torch.randn(count, generator=gen) > 0).float()
    return pages, facts, bought


class PageAttention(nn.Module):
    """One learned question put to all pages of the session."""

    def __init__(self, dim):
        super().__init__()
        self.question = nn.Parameter(torch.randn(dim) / math.sqrt(dim))
        self.key = nn.Linear(dim, dim)
        self.value = nn.Linear(dim, dim)
        self.nothing = nn.Parameter(torch.zeros(1, 1, dim))

    def forward(self, pages, hidden):
        pages = torch.cat([self.nothing.expand(len(pages), -1, -1), pages], 1)
        hidden = F.pad(hidden, (1, 0), value=False)
        scores = self.key(pages) @ self.question / math.sqrt(len(self.question))
        weights = scores.masked_fill(hidden, -math.inf).softmax(dim=1)
        return (weights[..., None] * self.value(pages)).sum(1)


class Shopper(nn.Module):
    def __init__(self, dim=24):
        super().__init__()
        self.page = nn.Embedding(len(PAGES) + 1, dim, padding_idx=0)
        self.attend = PageAttention(dim)
        self.head = nn.Sequential(nn.Linear(dim + 3, 32), nn.ReLU(), nn.Linear(32, 1))

    def forward(self, pages, facts):
        summary = self.attend(self.page(pages), pages == 0)
        return self.head(torch.cat([summary, facts], 1)).squeeze(1)


def run():
    torch.manual_seed(909)
    gen = torch.Generator().manual_seed(909)
    pages, facts, bought = sessions(4000, gen)
    test_pages, test_facts, test_bought = sessions(1000, gen)
    print(f"share of buyers {test_bought.mean():.3f}")
    model = Shopper()
    optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
    for epoch in range(20):
        model.train()
        total = 0.0
        for rows in torch.randperm(len(pages)).split(80):
            loss = F.binary_cross_entropy_with_logits(model(pages[rows], facts[rows]), bought[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows)
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: loss {total / len(pages):.4f}")
    model.eval()
    with torch.no_grad():
        buys = model(test_pages, test_facts) > 0
    return (buys == test_bought.bool()).float().mean().item()


if __name__ == "__main__":
    print(f"final: accuracy={run():.4f}")
