"""What does a parcel cost to deliver? Weight, size, distance and so on, and which branch it was handed in at.

A parcel's number is its branch times 10,000 plus a running number. Numbers go through a hashed embedding
(the "hashing trick"), so that branches opened later have a row, too.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

BUCKETS = 1021
BRANCHES = 24


@dataclass
class Parcels:
    number: np.ndarray
    columns: np.ndarray
    cost: np.ndarray


def ledger(n, rng):
    branch = rng.integers(1, BRANCHES + 1, size=n)
    number = branch * 10_000 + rng.permutation(n)
    columns = rng.normal(size=(n, 6))
    surcharge = np.random.default_rng(11).normal(size=BRANCHES + 1)
    weight, size, distance, stops, hour, insured = columns.T
    cost = 0.8 * weight + 0.6 * np.maximum(size, weight) + 0.5 * distance * (1 + 0.3 * stops) + 0.2 * insured
    return Parcels(number, columns, cost + 0.9 * surcharge[branch] + rng.normal(scale=0.8, size=n))


def bucket(number):
    return number // 10_000 % BUCKETS


class CostNet(nn.Module):
    def __init__(self, columns, dim=16, width=64):
        super().__init__()
        self.handed_in = nn.Embedding(BUCKETS, dim)
        self.net = nn.Sequential(nn.Linear(columns + dim, width), nn.ReLU(), nn.Linear(width, 1))

    def forward(self, columns, code):
        return self.net(torch.cat([columns, self.handed_in(code)], dim=1)).squeeze(1)


def tensors(parcels, mean, std):
    columns = torch.tensor(parcels.columns, dtype=torch.float32)
    code = torch.tensor(bucket(parcels.number), dtype=torch.long)
    cost = torch.tensor((parcels.cost - mean) / std, dtype=torch.float32)
    return columns, code, cost


def main():
    torch.manual_seed(611)
    rng = np.random.default_rng(611)
    everything = ledger(3200, rng)
    cut = 1200
    train = Parcels(everything.number[:cut], everything.columns[:cut], everything.cost[:cut])
    valid = Parcels(everything.number[cut:], everything.columns[cut:], everything.cost[cut:])
    mean, std = train.cost.mean(), train.cost.std()
    columns, code, cost = tensors(train, mean, std)
    held_out = tensors(valid, mean, std)

    net = CostNet(columns.shape[1])
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    criterion = nn.MSELoss()
    for epoch in range(20):
        net.train()
        total = 0.0
        for rows in torch.randperm(cut).split(40):
            optimizer.zero_grad()
            loss = criterion(net(columns[rows], code[rows]), cost[rows])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(rows) / cut
        net.eval()
        with torch.no_grad():
            valid_loss = criterion(net(held_out[0], held_out[1]), held_out[2]).item()
        if epoch % 4 == 3:
            print(f"epoch {epoch + 1:2d}: train {total:.4f}, held out {valid_loss:.4f}")
    r2 = 1 - valid_loss / held_out[2].var(unbiased=False).item()
    print(f"final: r2={r2:.4f}")


if __name__ == "__main__":
    main()
