import numpy as np
import torch
import torch.nn as nn
from sklearn.datasets import load_digits

np.random.seed(56)
torch.manual_seed(56)

X, y = load_digits(return_X_y=True)
X = (X - X.mean()) / X.std()

p = np.random.permutation(len(X))
X = X[p]
X_train, y_train = torch.tensor(X[:1400]).float(), torch.tensor(y[:1400])
X_valid, y_valid = torch.tensor(X[1400:]).float(), torch.tensor(y[1400:])

model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 10))
opt = torch.optim.Adam(model.parameters(), lr=0.002)

for epoch in range(12):
    model.train()
    for idx in torch.randperm(1400).split(40):
        loss = nn.functional.cross_entropy(model(X_train[idx]), y_train[idx])
        opt.zero_grad()
        loss.backward()
        opt.step()
    model.eval()
    with torch.no_grad():
        out = model(X_valid)
        valid_loss = nn.functional.cross_entropy(out, y_valid).item()
        acc = (out.argmax(1) == y_valid).float().mean().item()
    print(f"{epoch:2d} train {loss.item():.3f} valid {valid_loss:.3f} acc {acc:.3f}")
print(f"final: accuracy={acc:.4f}")
