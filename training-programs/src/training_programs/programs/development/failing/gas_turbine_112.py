import torch
from sklearn.datasets import fetch_california_housing  # noqa: F401  (kept for the full run)
from sklearn.datasets import make_regression
from sklearn.preprocessing import scale
from torch import nn

SEED, EPOCHS, BATCH = 112, 20, 64
RATE = 1.0
torch.manual_seed(SEED)
X, y = make_regression(1600, 15, n_informative=8, noise=5.0, random_state=SEED)
X, y = torch.tensor(scale(X)).float(), torch.tensor(scale(y)).float()
y = y + 0.5 * torch.sin(3 * X[:, 0])
model = nn.Sequential(nn.Linear(15, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 1))
opt = torch.optim.Adam(model.parameters(), lr=RATE)
loss_fn = nn.MSELoss()
history = []
for e in range(EPOCHS):
    running = 0.0
    p = torch.randperm(1200)
    for i in range(0, 1200, BATCH):
        j = p[i : i + BATCH]
        loss = loss_fn(model(X[j]).ravel(), y[j])
        opt.zero_grad()
        loss.backward()
        opt.step()
        running += loss.item() * len(j)
    with torch.no_grad():
        val = loss_fn(model(X[1200:]).ravel(), y[1200:]).item()
    history.append((running / 1200, val))
    print(f"{e:3d} train {running / 1200:.4f} val {val:.4f}")
print(f"final: r2={1 - history[-1][1] / y[1200:].var().item():.4f}")
