import os

import torch
from sklearn.datasets import load_diabetes
from torch import nn

torch.manual_seed(33)
x, y = load_diabetes(return_X_y=True)
x = torch.tensor(x / x.std(0), dtype=torch.float32)
y = torch.tensor((y - y.mean()) / y.std(), dtype=torch.float32).unsqueeze(1)
perm = torch.randperm(len(x))
tr, va = perm[:340], perm[340:]

model = nn.Sequential(nn.Linear(10, 16), nn.ReLU(), nn.Linear(16, 1))
step_model = torch.compile(model) if os.environ.get("COMPILE") == "1" else model
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.1)
best, patience = float("inf"), 0
for epoch in range(40):
    for idx in tr[torch.randperm(340)].split(34):
        loss = nn.functional.mse_loss(step_model(x[idx]), y[idx])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        val = nn.functional.mse_loss(model(x[va]), y[va]).item()
    patience = 0 if val < best else patience + 1
    best = min(best, val)
    if epoch % 5 == 0:
        print(f"epoch {epoch}: train {loss.item():.4f} val {val:.4f}")
    if patience == 4:
        break
print(f"final: r2={1 - val / y[va].var().item():.4f}")
