"""Land use from satellite bands: a mixture of experts whose class probabilities are averaged.

Each expert ends in a softmax, the gate ends in a softmax, and the mixture is scored by the logarithm
of the averaged probability. Batches are tiny, with gradients gathered over four of them per update.
"""
import argparse

import torch
import torch.nn as nn
import torch.nn.functional as F

CLASSES, BANDS = 6, 8


def scenes(count, generator, spectra, seasons):
    """Pixels of six land uses, seen in one of three seasons that change the spectra."""
    land = torch.randint(0, CLASSES, (count,), generator=generator)
    season = torch.randint(0, 3, (count,), generator=generator)
    bands = spectra[season, land] + seasons[season] + 0.5 * torch.randn(count, BANDS, generator=generator)
    return bands, land


class Mixture(nn.Module):
    def __init__(self, experts=3, hidden=24):
        super().__init__()
        self.gate = nn.Sequential(nn.Linear(BANDS, hidden), nn.ReLU(), nn.Linear(hidden, experts))
        self.experts = nn.ModuleList(
            nn.Sequential(nn.Linear(BANDS, hidden), nn.ReLU(), nn.Linear(hidden, CLASSES)) for _ in range(experts)
        )

    def forward(self, x):
        share = F.softmax(self.gate(x), dim=1)
        chances = torch.stack([F.softmax(expert(x), dim=1) for expert in self.experts], dim=1)
        return (share.unsqueeze(2) * chances).sum(1)


def train(model, x, y, args, generator):
    optimizer = torch.optim.Adam(model.parameters(), lr=args.lr)
    for epoch in range(args.epochs):
        order = torch.randperm(len(x), generator=generator)
        total = 0.0
        for number, rows in enumerate(order.split(args.batch), start=1):
            loss = F.nll_loss(torch.log(model(x[rows]) + 1e-9), y[rows])
            (loss / args.gather).backward()
            if number % args.gather == 0:
                optimizer.step()
                optimizer.zero_grad()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / number:.4f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=5e-3)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--gather", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=8)
    args = parser.parse_args()

    torch.manual_seed(818)
    generator = torch.Generator().manual_seed(818)
    spectra = torch.randn(3, CLASSES, BANDS, generator=generator)
    seasons = 1.5 * torch.randn(3, BANDS, generator=generator)
    x, y = scenes(3200, generator, spectra, seasons)
    x_new, y_new = scenes(1000, generator, spectra, seasons)
    mean, std = x.mean(0), x.std(0)

    model = Mixture()
    train(model, (x - mean) / std, y, args, generator)
    with torch.no_grad():
        guess = model((x_new - mean) / std).argmax(1)
    print(f"final: accuracy={(guess == y_new).float().mean().item():.4f}")


if __name__ == "__main__":
    main()
