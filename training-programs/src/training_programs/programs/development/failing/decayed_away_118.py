import torch
from sklearn.datasets import load_wine
from sklearn.preprocessing import StandardScaler
from torch import nn

torch.manual_seed(118)
X, y = load_wine(return_X_y=True)
X = torch.tensor(StandardScaler().fit_transform(X)).float()
y = torch.tensor(y)
p = torch.randperm(178)
X, y = X[p], y[p]
HYPER = dict(
    lr=0.02,
    weight_decay=45.0,
)
net = nn.Sequential(nn.Linear(13, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 3))
opt = torch.optim.AdamW(net.parameters(), **HYPER)
for epoch in range(50):
    for i in range(0, 130, 26):
        loss = nn.functional.cross_entropy(net(X[i : i + 26]), y[i : i + 26])
        opt.zero_grad()
        loss.backward()
        opt.step()
    if epoch % 10 == 0:
        print(f"{epoch:3d} {loss.item():.4f}")
with torch.no_grad():
    print(f"final: accuracy={(net(X[130:]).argmax(1) == y[130:]).float().mean().item():.4f}")
