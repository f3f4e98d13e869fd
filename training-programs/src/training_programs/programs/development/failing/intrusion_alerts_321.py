"""Network flow records -> kind of traffic (normal / scan / brute force / exfiltration).

Usage: python intrusion_alerts.py [--epochs 8] [--lr 2e-3]
"""
import argparse
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn as nn
from sklearn.metrics import balanced_accuracy_score, confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import QuantileTransformer
from torch.utils.data import DataLoader, TensorDataset

KINDS = ["normal", "scan", "brute", "exfil"]


@dataclass
class Flows:
    features: np.ndarray
    kind: np.ndarray


def capture(n, rng):
    kind = rng.choice(4, size=n, p=[0.95, 0.02, 0.02, 0.01])
    duration = rng.lognormal(1.0, 1.0, n)
    packets = rng.lognormal(3.0, 0.9, n)
    bytes_in = packets * rng.lognormal(5.0, 0.6, n)
    bytes_out = packets * rng.lognormal(4.5, 0.7, n)
    ports = rng.poisson(2.0, n) + 1.0
    failed = rng.poisson(0.3, n).astype(float)
    hour = rng.uniform(0, 24, n)
    scan, brute, exfil = kind == 1, kind == 2, kind == 3
    ports[scan] += rng.poisson(3.5, scan.sum())
    duration[scan] *= 0.4
    failed[brute] += rng.poisson(1.3, brute.sum())
    packets[brute] *= 1.8
    bytes_out[exfil] *= rng.lognormal(1.5, 0.6, exfil.sum())
    duration[exfil] *= 2.2
    table = np.stack([duration, packets, bytes_in, bytes_out, ports, failed, np.sin(hour * np.pi / 12)], axis=1)
    return Flows(table, kind)


class FlowNet(nn.Module):
    def __init__(self, columns, kinds, width=48):
        super().__init__()
        self.stem = nn.Linear(columns, width)
        self.mid = nn.Linear(width, width)
        self.out = nn.Linear(width, kinds)

    def forward(self, x):
        h = torch.relu(self.stem(x))
        h = torch.relu(self.mid(h))
        return self.out(h)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--lr", type=float, default=2e-3)
    parser.add_argument("--batch-size", type=int, default=256)
    args = parser.parse_args()

    torch.manual_seed(321)
    flows = capture(16000, np.random.default_rng(321))
    x_train, x_test, y_train, y_test = train_test_split(
        flows.features, flows.kind, test_size=0.25, stratify=flows.kind, random_state=0
    )
    to_normal = QuantileTransformer(output_distribution="normal", n_quantiles=500, random_state=0).fit(x_train)
    x_train = torch.tensor(to_normal.transform(x_train).clip(-4, 4), dtype=torch.float32)
    x_test = torch.tensor(to_normal.transform(x_test).clip(-4, 4), dtype=torch.float32)
    y_train = torch.tensor(y_train)
    loader = DataLoader(TensorDataset(x_train, y_train), batch_size=args.batch_size, shuffle=True)

    net = FlowNet(x_train.shape[1], len(KINDS))
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(net.parameters(), lr=args.lr)
    for epoch in range(args.epochs):
        net.train()
        total = 0.0
        for xb, yb in loader:
            loss = criterion(net(xb), yb)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(loader):.4f}")

    net.eval()
    with torch.no_grad():
        guess = net(x_test).argmax(1).numpy()
    print(confusion_matrix(y_test, guess))
    print(f"final: balanced_accuracy={balanced_accuracy_score(y_test, guess):.4f}")


if __name__ == "__main__":
    main()
