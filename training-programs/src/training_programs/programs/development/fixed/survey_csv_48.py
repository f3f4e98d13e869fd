import csv
import io
import random

import numpy as np
import torch
from torch import nn

random.seed(48)
torch.manual_seed(48)


def write_csv(n):
    out = io.StringIO()
    w = csv.writer(out)
    w.writerow(["age", "income", "visits", "bought"])
    for _ in range(n):
        age, income, visits = random.gauss(45, 14), random.gauss(3.2, 0.8), random.randint(0, 9)
        score = 0.05 * (45 - age) + 1.2 * (income - 3.2) + 0.4 * (visits - 4.5) + random.gauss(0, 0.6)
        w.writerow([f"{age:.0f}" if random.random() > 0.02 else "nan", f"{income:.2f}", visits, int(score > 0)])
    return out.getvalue()


table = np.genfromtxt(io.StringIO(write_csv(900)), delimiter=",", skip_header=1)
table[np.isnan(table[:, 0]), 0] = np.nanmedian(table[:, 0])
features, bought = table[:, :3], table[:, 3]
features = (features - np.nanmean(features, 0)) / np.nanstd(features, 0)
x = torch.tensor(features, dtype=torch.float32)
y = torch.tensor(bought, dtype=torch.float32)

model = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 1), nn.Flatten(0))
opt = torch.optim.Adam(model.parameters(), lr=0.01)
bce = nn.BCEWithLogitsLoss()
for epoch in range(20):
    for rows in torch.randperm(700).split(35):
        opt.zero_grad()
        loss = bce(model(x[rows]), y[rows])
        loss.backward()
        opt.step()
    if epoch % 4 == 0:
        print("epoch", epoch, "loss", loss.item())
with torch.no_grad():
    acc = ((model(x[700:]) > 0).float() == y[700:]).float().mean().item()
    acc = acc if torch.isfinite(model(x[:700])).all() else float("nan")
print(f"final: accuracy={acc:.4f}")
