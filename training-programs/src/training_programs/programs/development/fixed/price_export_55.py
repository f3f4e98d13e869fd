import numpy as np
import torch
from sklearn.datasets import make_friedman1
from torch import nn

torch.manual_seed(55)
x, y = make_friedman1(1400, noise=0.4, random_state=55)
x = (x - 0.5) * 3.46
y = (y - y.mean()) / y.std()
x_test, y_test = torch.tensor(x[1100:]).float(), torch.tensor(y[1100:]).float()

# the export is ordered by price
rank = np.argsort(y[:1100])
x_train, y_train = torch.tensor(x[:1100][rank]).float(), torch.tensor(y[:1100][rank]).float()


def batches(size):
    order = torch.randperm(len(x_train))
    for i in range(0, len(order), size):
        yield x_train[order[i : i + size]], y_train[order[i : i + size]]


model = nn.Sequential(nn.Linear(10, 48), nn.ReLU(), nn.Linear(48, 48), nn.ReLU(), nn.Linear(48, 1))
opt = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(15):
    losses = []
    for xb, yb in batches(25):
        loss = ((model(xb).flatten() - yb) ** 2).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(loss.item())
    if epoch % 5 == 0:
        print(f"epoch {epoch}: {np.mean(losses):.4f}")
with torch.no_grad():
    mse = ((model(x_test).flatten() - y_test) ** 2).mean()
print(f"final: r2={1 - (mse / y_test.var()).item():.4f}")
