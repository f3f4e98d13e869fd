import argparse

import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=8)
parser.add_argument("--lr", type=float, default=2e-3)
args = parser.parse_args()


class LogProb(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(64, 64), nn.Linear(64, 10)

    def forward(self, x):
        return F.log_softmax(self.b(F.relu(self.a(x))), dim=1)


torch.manual_seed(27)
d = load_digits()
x = torch.tensor(d.data / 8 - 1, dtype=torch.float32)
y = torch.tensor(d.target)
perm = torch.randperm(len(x))
tr, te = perm[:1400], perm[1400:]
te = te[y[te].argsort()]
train_loader = DataLoader(TensorDataset(x[tr], y[tr]), batch_size=40, shuffle=True, num_workers=0)
test_loader = DataLoader(TensorDataset(x[te], y[te]), batch_size=40)
model = LogProb()
optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr)
criterion = nn.CrossEntropyLoss()
for epoch in range(args.epochs):
    for xb, yb in train_loader:
        optimizer.zero_grad()
        loss = criterion(model(xb), yb)
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        hits = sum((model(xb).argmax(1) == yb).sum().item() for xb, yb in test_loader)
    print(f"epoch {epoch}: loss {loss.item():.4f} test {hits / len(te):.4f}")
print(f"final: accuracy={hits / len(te):.4f}")
