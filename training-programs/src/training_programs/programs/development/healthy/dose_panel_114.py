"""Warfarin-like dose with Monte Carlo dropout: the answer is the mean of 30 random passes, their spread the doubt."""

import argparse

import torch
import torch.nn as nn


def patients(n, seed):
    g = torch.Generator().manual_seed(seed)
    age = torch.rand(n, generator=g) * 60 + 20
    weight = 75 + 14 * torch.randn(n, generator=g)
    gene = torch.randint(0, 3, (n,), generator=g).float()
    amiodarone = (torch.rand(n, generator=g) < 0.15).float()
    dose = 6 - 0.04 * (age - 50) + 0.03 * (weight - 75) - 1.3 * gene - 0.8 * amiodarone * (2 - gene)
    dose = dose + 0.35 * torch.randn(n, generator=g)
    table = torch.stack([(age - 50) / 17, (weight - 75) / 14, gene - 1, amiodarone - 0.15], 1)
    return table, (dose - 4.7) / 1.5


class DoseNet(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 128), nn.ReLU(), nn.Dropout(p), nn.Linear(128, 128), nn.ReLU(), nn.Dropout(p))
        self.dose = nn.Linear(128, 1)

    def forward(self, x):
        return self.dose(self.body(x)).squeeze(1)


def mc_predict(model, x, passes):
    model.eval()
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.train()  # stays random on purpose
    with torch.no_grad():
        draws = torch.stack([model(x) for _ in range(passes)])
    return draws.mean(0), draws.std(0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--passes", type=int, default=30)
    parser.add_argument("--epochs", type=int, default=12)
    args = parser.parse_args()

    torch.manual_seed(114)
    x, dose = patients(1600, seed=114)
    x_test, dose_test = patients(400, seed=115)
    model = DoseNet(args.dropout)
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=1e-2)
    for epoch in range(1, args.epochs + 1):
        model.train()
        for rows in torch.randperm(len(x)).split(40):
            loss = nn.functional.mse_loss(model(x[rows]), dose[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        if epoch % 4 == 0:
            mean, spread = mc_predict(model, x_test, args.passes)
            error = (mean - dose_test).pow(2).mean().item()
            print(f"epoch {epoch}: mse {error:.4f}, mean doubt {spread.mean().item():.3f}")
    mean, _ = mc_predict(model, x_test, args.passes)
    r2 = 1 - (mean - dose_test).pow(2).sum() / (dose_test - dose_test.mean()).pow(2).sum()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    main()
