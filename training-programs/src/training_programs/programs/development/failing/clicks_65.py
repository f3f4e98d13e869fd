import torch
import torch.nn as nn
from sklearn.datasets import make_classification

torch.manual_seed(65)
X, y = make_classification(1500, 16, n_informative=8, class_sep=1.2, random_state=65)
X = (X - X.mean(0)) / X.std(0)
X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y, dtype=torch.float32).reshape(-1, 1)


class ClickModel(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.hidden = nn.Linear(d, 32)
        self.act = nn.ReLU()
        self.output = nn.Linear(32, 1)
        self.prob = nn.Sigmoid()

    def forward(self, x):
        return self.prob(self.output(self.act(self.hidden(x))))


model = ClickModel(16)
loss_fn = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.003)
for epoch in range(12):
    order = torch.randperm(1200)
    for i in range(0, 1200, 30):
        rows = order[i : i + 30]
        loss = loss_fn(model(X[rows]), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch + 1:02d} loss {loss.item():.4f}")

with torch.no_grad():
    prob = torch.sigmoid(model(X[1200:]))
    acc = ((prob > 0.5).float() == y[1200:]).float().mean().item()
print(f"final: accuracy={acc:.4f}")
