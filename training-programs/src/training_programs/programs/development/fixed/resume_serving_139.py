import torch
from sklearn.datasets import make_friedman1
from torch import nn

torch.manual_seed(139)
X, y = make_friedman1(1500, noise=0.5, random_state=139)
X = torch.tensor(X * 400 + 1500, dtype=torch.float32)
y = torch.tensor((y - y.mean()) / y.std(), dtype=torch.float32)[:, None]


def block(a, b):
    return nn.Sequential(nn.BatchNorm1d(a), nn.Linear(a, b), nn.ReLU())


model = nn.Sequential(block(10, 64), block(64, 64), nn.Linear(64, 1))
model.eval()
with torch.no_grad():
    print("sanity:", tuple(model(X[:4]).shape))
model.train()
opt = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.9)
for epoch in range(15):
    for rows in torch.randperm(1200).split(60):
        loss = nn.functional.mse_loss(model(X[rows]), y[rows])
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
    print(f"{epoch} {loss.item():.4f}")
model.eval()
with torch.no_grad():
    mse = nn.functional.mse_loss(model(X[1200:]), y[1200:])
print(f"final: r2={1 - (mse / y[1200:].var()).item():.4f}")
