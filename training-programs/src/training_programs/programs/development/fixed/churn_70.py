import argparse

import numpy as np
import torch
from torch import nn

ap = argparse.ArgumentParser()
ap.add_argument("--customers", type=int, default=1500)
ap.add_argument("--epochs", type=int, default=15)
ap.add_argument("--lr", type=float, default=5e-3)
args = ap.parse_args()

np.random.seed(70)
torch.manual_seed(70)
tenure = np.random.exponential(24, args.customers)
calls = np.random.poisson(2, args.customers)
fee = np.random.normal(60, 15, args.customers)
risk = 1.4 - 0.06 * tenure + 0.5 * (calls - 2) + 0.03 * (fee - 60)
churned = (risk + 0.7 * np.random.randn(args.customers) > 0).astype(np.float32)
table = np.column_stack([(tenure - 24) / 24, (calls - 2) / 1.4, (fee - 60) / 15]).astype(np.float32)
x, y = torch.from_numpy(table), torch.from_numpy(churned).view(-1, 1)
cut = int(0.75 * args.customers)

net = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1))
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(net.parameters(), lr=args.lr)
for epoch in range(args.epochs):
    for rows in torch.randperm(cut).split(45):
        loss = criterion(net(x[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    if epoch % 5 == 0:
        print(f"epoch {epoch} loss {loss.item():.4f}")
with torch.no_grad():
    print(f"final: accuracy={((net(x[cut:]) > 0).float() == y[cut:]).float().mean().item():.4f}")
