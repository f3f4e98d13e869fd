# Card payments, 2 % of them fraud
import torch
import torch.nn as nn
from sklearn.metrics import balanced_accuracy_score
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(52)


def payments(n):
    fraud = (torch.rand(n) < 0.02).float()
    x = torch.randn(n, 6)
    x[:, 0] += 1.3 * fraud
    x[:, 1] -= 1.1 * fraud
    x[:, 2] += 0.8 * fraud * x[:, 3].sign()
    return x, fraud


x, fraud = payments(4000)
x_new, fraud_new = payments(4000)
loader = DataLoader(TensorDataset(x, fraud), batch_size=100, shuffle=True)
model = nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Linear(16, 1))
criterion = nn.BCEWithLogitsLoss(pos_weight=(1 - fraud).sum() / fraud.sum())
optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
for epoch in range(8):
    running = 0.0
    for xb, yb in loader:
        optimizer.zero_grad()
        loss = criterion(model(xb).squeeze(1), yb)
        loss.backward()
        optimizer.step()
        running += loss.item() / len(loader)
    print(f"epoch {epoch + 1}  loss {running:.4f}")
with torch.no_grad():
    flagged = (model(x_new).squeeze(1) > 0).numpy()
print(f"flagged {flagged.sum()} of {int(fraud_new.sum())}")
print(f"final: balanced_accuracy={balanced_accuracy_score(fraud_new.numpy(), flagged):.4f}")
