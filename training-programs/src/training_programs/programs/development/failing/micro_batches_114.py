import torch
from sklearn.datasets import load_wine
from sklearn.preprocessing import StandardScaler
from torch import nn

torch.manual_seed(114)
wine = load_wine()
x = torch.tensor(StandardScaler().fit_transform(wine.data), dtype=torch.float32)
y = torch.tensor(wine.target)
shuffle = torch.randperm(178)
x, y = x[shuffle], y[shuffle]
net = nn.Sequential(nn.Linear(13, 20), nn.Tanh(), nn.Linear(20, 3))
optimizer = torch.optim.SGD(net.parameters(), lr=0.5, momentum=0.9)
ACCUMULATE = 4


def maybe_step(i):
    if (i + 1) % ACCUMULATE == 0:
        nn.utils.clip_grad_value_(net.parameters(), 100.0)
        optimizer.step()


count = 0
for epoch in range(60):
    for rows in torch.randperm(120).split(8):
        out = net(x[rows])
        loss = nn.functional.cross_entropy(out, y[rows]) / ACCUMULATE
        loss.backward()
        maybe_step(count)
        count += 1
    if epoch % 20 == 19:
        print("epoch", epoch + 1, "loss", ACCUMULATE * loss.item())
with torch.no_grad():
    print(f"final: accuracy={(net(x[120:]).argmax(1) == y[120:]).float().mean().item():.4f}")
