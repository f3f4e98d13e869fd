import torch
import torch.nn as nn
from sklearn.datasets import load_digits
from sklearn.preprocessing import StandardScaler

torch.manual_seed(109)
X, y = load_digits(return_X_y=True)
X = torch.tensor(StandardScaler().fit_transform(X), dtype=torch.float32)
y = torch.tensor(y)


def weights_init(m):
    if type(m) is nn.Linear:
        m.weight.data.normal_(0, 0.005)
        m.bias.data.fill_(0)


model = nn.Sequential()
widths = [64, 80, 80, 60, 40]
for i, (a, b) in enumerate(zip(widths[:-1], widths[1:])):
    model.add_module(f"fc{i}", nn.Linear(a, b))
    model.add_module(f"act{i}", nn.LeakyReLU(0.01))
model.add_module("out", nn.Linear(40, 10))
model.apply(weights_init)

criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
idx = torch.randperm(len(X))
train_idx, test_idx = idx[:1400], idx[1400:]
for epoch in range(12):
    perm = train_idx[torch.randperm(1400)]
    for k in range(0, 1400, 28):
        b = perm[k : k + 28]
        optimizer.zero_grad()
        loss = criterion(model(X[b]), y[b])
        loss.backward()
        optimizer.step()
with torch.no_grad():
    print("final: accuracy=%.4f" % (model(X[test_idx]).argmax(1) == y[test_idx]).float().mean().item())
