"""Fluorescence of 60 mixtures at 30 x 24 wavelengths: which four dyes are in them? (PARAFAC, one factor at a time.)

Four fifths of the readings are missing or kept back. The three factors take turns, as in alternating least squares, but with
gradient steps: whichever is not at its turn is held still.
"""

import argparse
import itertools

import torch
from torch import nn

MIXTURES, EMISSION, EXCITATION, DYES = 60, 30, 24, 4


def peaks(places, widths, n):
    at = torch.linspace(0, 1, n)
    return torch.exp(-(((at - places[:, None]) / widths[:, None]) ** 2)).T


def measure(noise):
    amounts = torch.rand(MIXTURES, DYES) ** 2
    emission = peaks(torch.tensor([0.2, 0.45, 0.6, 0.85]), torch.tensor([0.12, 0.1, 0.2, 0.1]), EMISSION)
    excitation = peaks(torch.tensor([0.7, 0.15, 0.5, 0.3]), torch.tensor([0.1, 0.15, 0.12, 0.2]), EXCITATION)
    light = torch.einsum("id,jd,kd->ijk", amounts, emission, excitation)
    light = light / light.std()
    return light + noise * torch.randn_like(light)


class Parafac(nn.Module):
    def __init__(self, sizes, rank):
        super().__init__()
        self.factors = nn.ParameterList([nn.Parameter(0.3 + 0.5 * torch.rand(size, rank)) for size in sizes])

    def forward(self, cells):
        rows = [factor[index] for factor, index in zip(self.factors, cells.unbind(dim=1))]
        return (rows[0] * rows[1] * rows[2]).sum(dim=1)

    def only(self, turn):
        for i, factor in enumerate(self.factors):
            factor.requires_grad_(i == turn)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=24)
    parser.add_argument("--steps", type=int, default=15, help="steps of one factor before the next has its turn")
    parser.add_argument("--lr", type=float, default=0.02)
    parser.add_argument("--batch", type=int, default=512)
    args = parser.parse_args()

    torch.manual_seed(135)
    light = measure(noise=0.1)
    cells = torch.tensor(list(itertools.product(range(MIXTURES), range(EMISSION), range(EXCITATION))))
    cells = cells[torch.randperm(len(cells))]
    values = light[tuple(cells.T)]
    known = len(cells) // 5
    cells, values, cells_left, values_left = cells[:known], values[:known], cells[known:], values[known:]

    model = Parafac((MIXTURES, EMISSION, EXCITATION), DYES)
    optimizers = [torch.optim.Adam([factor], lr=args.lr) for factor in model.factors]
    for turn in range(args.rounds * 3):
        model.only(turn % 3)
        total = 0.0
        for _ in range(args.steps):
            rows = torch.randint(known, (args.batch,))
            loss = nn.functional.mse_loss(model(cells[rows]), values[rows])
            optimizers[turn % 3].zero_grad()
            loss.backward()
            optimizers[turn % 3].step()
            total += loss.item() / args.steps
        if turn % 9 == 8:
            print(f"round {turn // 3 + 1:2d}: loss {total:.4f}")

    with torch.no_grad():
        left = (model(cells_left) - values_left).pow(2).mean()
    print(f"final: r2={1 - (left / values_left.var()).item():.4f}")


if __name__ == "__main__":
    main()
