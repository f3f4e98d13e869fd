import torch
import torch.nn as nn
from sklearn.datasets import load_digits

torch.manual_seed(2)
x, y = load_digits(return_X_y=True)
x, y = torch.tensor(x / 8 - 1, dtype=torch.float32), torch.tensor(y)
perm = torch.randperm(len(x))
train, test = perm[:1400], perm[1400:]

net = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10))
nn.init.zeros_(net[-1].weight)  # start from uniform probabilities
nn.init.zeros_(net[-1].bias)
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
for epoch in range(10):
    for idx in train[torch.randperm(1400)].split(50):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(x[idx]), y[idx])
        loss.backward()
        optimizer.step()
    print(epoch, loss.item())
with torch.no_grad():
    print(f"final: accuracy={(net(x[test]).argmax(1) == y[test]).float().mean().item():.4f}")
