# Forecast hourly bike rentals for the next 12 hours
import argparse

import numpy as np
import torch
import torch.nn as nn

HISTORY, AHEAD = 36, 12


def simulate(days, rng):
    hours = np.arange(24 * days)
    clock, weekday = hours % 24, hours // 24 % 7
    warm = 0.6 + 0.4 * np.sin(2 * np.pi * hours / (24 * 90))
    weather = np.zeros(len(hours))
    for h in range(1, len(hours)):
        weather[h] = 0.97 * weather[h - 1] + rng.normal(scale=0.08)
    commute = np.exp(-((clock - 8) ** 2) / 3) + np.exp(-((clock - 18) ** 2) / 5)
    leisure = np.exp(-((clock - 14) ** 2) / 18)
    level = np.where(weekday < 5, commute + 0.4 * leisure, 1.2 * leisure)
    rate = 150 * level * warm * np.exp(0.7 * weather) + 6
    return rng.poisson(rate).astype(np.float32), clock, weekday


def calendar(clock, weekday):
    angle = 2 * np.pi * clock / 24
    return np.stack([np.sin(angle), np.cos(angle), np.sin(2 * angle), np.cos(2 * angle), weekday >= 5], 1).astype(np.float32)


class Forecaster(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.encoder = nn.GRU(6, hidden, batch_first=True)
        self.decoder = nn.GRU(5, hidden, batch_first=True)
        self.out = nn.Linear(hidden, 1)

    def forward(self, past, coming):
        _, state = self.encoder(past)
        return self.out(self.decoder(coming, state)[0]).squeeze(-1)


def main(args):
    torch.manual_seed(914)
    rng = np.random.default_rng(914)
    count, clock, weekday = simulate(args.days, rng)
    value = np.log1p(count)
    cut = int(0.8 * len(value))
    mean, std = value[:cut].mean(), value[:cut].std()
    value = (value - mean) / std
    features = np.concatenate([value[:, None], calendar(clock, weekday)], 1).astype(np.float32)

    starts = np.arange(len(value) - HISTORY - AHEAD)
    past = torch.tensor(np.stack([features[s : s + HISTORY] for s in starts]))
    coming = torch.tensor(np.stack([features[s + HISTORY : s + HISTORY + AHEAD, 1:] for s in starts]))
    target = torch.tensor(np.stack([features[s + HISTORY : s + HISTORY + AHEAD, 0] for s in starts]))
    train = np.flatnonzero(starts + HISTORY + AHEAD <= cut)
    test = np.flatnonzero(starts >= cut)

    model = Forecaster(args.hidden)
    optimizer = torch.optim.Adam(model.parameters(), lr=args.lr)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, args.epochs)
    for epoch in range(args.epochs):
        model.train()
        losses = []
        for rows in torch.tensor(rng.permutation(train)).split(args.batch):
            loss = nn.functional.smooth_l1_loss(model(past[rows], coming[rows]), target[rows])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(loss.item())
        scheduler.step()
        model.eval()
        with torch.no_grad():
            forecast = model(past[test], coming[test])
            held_out = nn.functional.smooth_l1_loss(forecast, target[test]).item()
        print(f"epoch {epoch + 1:2d}  train {np.mean(losses):.4f}  test {held_out:.4f}")
    actual = target[test]
    r2 = 1 - ((forecast - actual) ** 2).mean() / actual.var()
    print(f"final: r2={r2.item():.4f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--days", type=int, default=120)
    parser.add_argument("--hidden", type=int, default=32)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--lr", type=float, default=4e-3)
    main(parser.parse_args())
