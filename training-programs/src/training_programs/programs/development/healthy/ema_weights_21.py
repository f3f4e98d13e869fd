import copy

import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(21)
d = load_digits()
x = torch.tensor(d.data / 8 - 1, dtype=torch.float32)
y = torch.tensor(d.target)
model = nn.Sequential(nn.Linear(64, 48), nn.ReLU(), nn.Linear(48, 10))
ema = copy.deepcopy(model).requires_grad_(False)
optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
for epoch in range(8):
    for idx in torch.randperm(1400).split(35):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x[idx]), y[idx])
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            for slow, fast in zip(ema.parameters(), model.parameters()):
                slow.lerp_(fast, 0.02)
    with torch.no_grad():
        acc = (ema(x[1400:]).argmax(1) == y[1400:]).float().mean().item()
    print(f"epoch {epoch}: loss {loss.item():.4f}, averaged {acc:.4f}")
print(f"final: accuracy={acc:.4f}")
