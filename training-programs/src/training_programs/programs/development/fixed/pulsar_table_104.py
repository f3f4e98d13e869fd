import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import make_blobs
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(4)
X, y = make_blobs(1500, 12, centers=3, cluster_std=4.0, random_state=104)
X = (X - X.mean(0)) / X.std(0)
train = TensorDataset(torch.tensor(X[:1100], dtype=torch.float32), torch.tensor(y[:1100]))
valid = TensorDataset(torch.tensor(X[1100:], dtype=torch.float32), torch.tensor(y[1100:]))


class SparseNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden1 = nn.Linear(12, 64)
        self.hidden2 = nn.Linear(64, 64)
        self.logits = nn.Linear(64, 3)
        for layer in (self.hidden1, self.hidden2):
            # start sparse
            nn.init.constant_(layer.bias, 0.0)

    def forward(self, x):
        x = F.relu(self.hidden1(x))
        x = F.relu(self.hidden2(x))
        return self.logits(x)


model = SparseNet()
opt = torch.optim.Adam(model.parameters(), lr=1e-3)
for epoch in range(10):
    model.train()
    for xb, yb in DataLoader(train, batch_size=50, shuffle=True):
        opt.zero_grad()
        loss = F.cross_entropy(model(xb), yb)
        loss.backward()
        opt.step()
    model.eval()
    with torch.no_grad():
        hits = [(model(xb).argmax(1) == yb).float().mean().item() for xb, yb in DataLoader(valid, batch_size=100)]
    print(f"epoch {epoch}: val acc {np.mean(hits):.3f}")
print(f"final: accuracy={np.mean(hits):.4f}")
