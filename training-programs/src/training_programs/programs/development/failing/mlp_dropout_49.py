import torch
import torch.nn.functional as F
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(49)
digits = load_digits()
X = torch.tensor(digits.data, dtype=torch.float32)
y = torch.tensor(digits.target, dtype=torch.long)
idx = torch.randperm(X.shape[0])
X, y = X[idx], y[idx]
X_train, y_train, X_val, y_val = X[:1400], y[:1400], X[1400:], y[1400:]

mean, std = X_train.mean(0), X_train.std(0)
X_train = (X_train - mean) / std
X_val = (X_val - mean) / std


class MLP(nn.Module):
    def __init__(self, n_in=64, n_hidden=50, n_out=10, p=0.1):
        super().__init__()
        self.lin1 = nn.Linear(n_in, n_hidden)
        self.drop = nn.Dropout(p)
        self.lin2 = nn.Linear(n_hidden, n_out)

    def forward(self, x):
        return self.lin2(self.drop(F.relu(self.lin1(x))))


mlp = MLP()
adam = torch.optim.Adam(mlp.parameters(), lr=0.003)
best = 0.0
for epoch in range(10):
    mlp.train()
    for i in range(0, 1400, 35):
        loss = F.cross_entropy(mlp(X_train[i : i + 35]), y_train[i : i + 35])
        adam.zero_grad()
        loss.backward()
        adam.step()
    mlp.eval()
    with torch.no_grad():
        val_acc = (mlp(X_val).argmax(1) == y_val).float().mean().item()
    best = max(best, val_acc)
    print(f"epoch {epoch}: loss={loss.item():.3f} val_acc={val_acc:.3f} best={best:.3f}")
print(f"final: accuracy={val_acc:.4f}")
