"""Ratings of books by readers: matrix factorization with biases."""
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

READERS, BOOKS, TASTES = 200, 150, 5


def library(seed):
    """Ratings of about a third of all pairs, driven by five hidden tastes."""
    g = torch.Generator().manual_seed(seed)
    reader = torch.randn(READERS, TASTES, generator=g)
    book = torch.randn(BOOKS, TASTES, generator=g)
    full = 3.2 + 0.25 * torch.randn(READERS, 1, generator=g) + 0.3 * torch.randn(1, BOOKS, generator=g)
    full = full + 0.4 * reader @ book.T + 0.15 * torch.randn(READERS, BOOKS, generator=g)
    pairs = torch.randperm(READERS * BOOKS, generator=g)[:12000]
    rows, columns = pairs // BOOKS, pairs % BOOKS
    return rows, columns, full[rows, columns]


class Factorization(nn.Module):
    def __init__(self, factors=8, mean=0.0):
        super().__init__()
        self.reader = nn.Embedding(READERS, factors)
        self.book = nn.Embedding(BOOKS, factors)
        self.reader_bias = nn.Embedding(READERS, 1)
        self.book_bias = nn.Embedding(BOOKS, 1)
        self.mean = mean
        for table in (self.reader, self.book):
            nn.init.normal_(table.weight, std=0.1)
        for table in (self.reader_bias, self.book_bias):
            nn.init.zeros_(table.weight)

    def forward(self, reader, book):
        match = (self.reader(reader) * self.book(book)).sum(1)
        return self.mean + match + self.reader_bias(reader)[:, 0] + self.book_bias(book)[:, 0]


def main():
    torch.manual_seed(869)
    reader, book, rating = library(869)
    cut = 10000
    loader = DataLoader(TensorDataset(reader[:cut], book[:cut], rating[:cut]), batch_size=200, shuffle=True)
    model = Factorization(mean=rating[:cut].mean().item())
    optimizer = torch.optim.Adam(
        [
            {"params": [model.reader.weight, model.book.weight], "lr": 0.01},
            {"params": [model.reader_bias.weight, model.book_bias.weight], "lr": 0.01},
        ]
    )
    penalty = 2e-3
    for epoch in range(24):
        total = 0.0
        for r, b, target in loader:
            error = (model(r, b) - target).square().mean()
            size = model.reader(r).square().sum(1).mean() + model.book(b).square().sum(1).mean()
            optimizer.zero_grad()
            (error + penalty * size).backward()
            optimizer.step()
            total += error.item()
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1}: squared error {total / len(loader):.4f}")

    with torch.no_grad():
        guess = model(reader[cut:], book[cut:])
    truth = rating[cut:]
    r2 = 1 - (guess - truth).square().mean() / truth.var(unbiased=False)
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
