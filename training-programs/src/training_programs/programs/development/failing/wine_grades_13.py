import torch
import torch.nn as nn
from sklearn.datasets import load_wine
from sklearn.preprocessing import StandardScaler

torch.manual_seed(7)
wine = load_wine()
X = torch.tensor(StandardScaler().fit_transform(wine.data), dtype=torch.float32)
y = torch.tensor(wine.target)
idx = torch.randperm(len(X))
tr, te = idx[:130], idx[130:]

net = nn.Sequential(nn.Linear(13, 16), nn.ReLU(), nn.Linear(16, 3))
optim = torch.optim.SGD(net.parameters(), lr=0.05)

for epoch in range(40):
    for b in tr[torch.randperm(len(tr))].split(26):
        out = net(X[b])
        pred = out.argmax(dim=1).float().requires_grad_()
        loss = nn.functional.mse_loss(pred, y[b].float())
        optim.zero_grad()
        loss.backward()
        optim.step()
    if epoch % 10 == 9:
        right = (pred == y[b]).float().mean()
        print("epoch", epoch + 1, "loss", loss.item(), "batch accuracy", right.item())

with torch.no_grad():
    acc = (net(X[te]).argmax(1) == y[te]).float().mean().item()
print(f"final: accuracy={acc:.4f}")
