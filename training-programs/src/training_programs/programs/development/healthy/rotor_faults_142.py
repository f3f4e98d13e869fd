"""Faults of a rotor from the sizes of its first harmonics at two bearings.

Memory is short on the logger, so momentum has no buffers of its own: the velocity lives in .grad. After each step it is
multiplied by 0.9 and the next backward pass adds to it, which is the heavy-ball method.
"""

import numpy as np
import torch
from sklearn.preprocessing import StandardScaler
from torch import nn

FAULTS = ["none", "imbalance", "misalignment", "looseness", "rub"]


def measure(n, rng):
    fault = rng.integers(0, len(FAULTS), size=n)
    size = rng.uniform(0.6, 1.6, size=(n, 1))
    pattern = np.array([
        [0.3, 0.2, 0.1, 0.1, 0.1, 0.1],
        [1.5, 0.3, 0.1, 0.1, 0.1, 0.1],
        [0.8, 1.2, 0.3, 0.2, 0.1, 0.1],
        [0.7, 0.6, 0.6, 0.5, 0.4, 0.4],
        [0.6, 0.3, 0.7, 0.2, 0.7, 0.2],
    ])[fault]
    near = pattern * size * rng.lognormal(0, 0.3, size=(n, 6))
    far = pattern * size * rng.uniform(0.3, 0.8, size=(n, 1)) * rng.lognormal(0, 0.3, size=(n, 6))
    return np.log(np.hstack([near, far])), fault


rng = np.random.default_rng(142)
torch.manual_seed(142)
x, y = measure(1500, rng)
x_test, y_test = measure(500, rng)
scaler = StandardScaler().fit(x)
x, x_test = (torch.tensor(scaler.transform(a), dtype=torch.float32) for a in (x, x_test))
y, y_test = torch.tensor(y), torch.tensor(y_test)

net = nn.Sequential(nn.Linear(12, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, len(FAULTS)))
optimizer = torch.optim.SGD(net.parameters(), lr=0.02)
FRICTION = 0.9

for epoch in range(15):
    total = 0.0
    for rows in torch.randperm(len(x)).split(30):
        loss = nn.functional.cross_entropy(net(x[rows]), y[rows])
        loss.backward()
        optimizer.step()
        for p in net.parameters():
            p.grad.mul_(FRICTION)
        total += loss.item() * len(rows)
    if epoch % 3 == 2:
        print(f"epoch {epoch + 1}: {total / len(x):.4f}")

with torch.no_grad():
    guess = net(x_test).argmax(1)
print(f"final: accuracy={(guess == y_test).float().mean().item():.4f}")
