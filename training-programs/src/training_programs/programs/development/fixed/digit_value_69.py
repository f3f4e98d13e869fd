import torch
import torch.nn as nn
from sklearn.datasets import load_digits

torch.manual_seed(69)
bunch = load_digits()
x = torch.tensor(bunch.data / 8 - 1, dtype=torch.float32)
y = torch.tensor(bunch.target)
perm = torch.randperm(len(x))
x, y = x[perm], y[perm]

net = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10))


def objective(out, target):
    return nn.functional.cross_entropy(out, target)


def decide(out):
    return out.argmax(1)


adam = torch.optim.Adam(net.parameters(), lr=3e-3)
for epoch in range(12):
    total = 0.0
    for i in range(0, 1400, 35):
        loss = objective(net(x[i : i + 35]), y[i : i + 35])
        adam.zero_grad()
        loss.backward()
        adam.step()
        total += loss.item() / 40
    print(f"epoch {epoch + 1}: {total:.4f}")

with torch.no_grad():
    accuracy = (decide(net(x[1400:])) == y[1400:]).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
