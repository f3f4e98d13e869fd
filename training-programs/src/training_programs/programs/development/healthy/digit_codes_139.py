"""An autoencoder of handwritten digits with the heavy-ball method, which needs no second set of buffers.

After a step the gradients are not thrown away: they fade to nine tenths, and backward() adds the next ones to them.
"""

import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(139)

digits = torch.tensor(load_digits().data, dtype=torch.float32) / 16
digits = digits[torch.randperm(len(digits))]
train, test = digits[:1440], digits[1440:]
center = train.mean(dim=0)


class HeavyBall:
    def __init__(self, parameters, lr, keep=0.9):
        self.parameters = list(parameters)
        self.lr, self.keep = lr, keep

    @torch.no_grad()
    def step(self):
        for p in self.parameters:
            p.sub_(self.lr * p.grad)
            p.grad.mul_(self.keep)


class Coder(nn.Module):
    def __init__(self, code=16):
        super().__init__()
        self.encode = nn.Sequential(nn.Linear(64, 48), nn.Tanh(), nn.Linear(48, code))
        self.decode = nn.Sequential(nn.Linear(code, 48), nn.Tanh(), nn.Linear(48, 64))

    def forward(self, x):
        return self.decode(self.encode(x - center)) + center


coder = Coder()
optimizer = HeavyBall(coder.parameters(), lr=0.04)
for epoch in range(25):
    total = 0.0
    for batch in train[torch.randperm(len(train))].split(24):
        loss = (coder(batch) - batch).square().sum(dim=1).mean()
        loss.backward()
        optimizer.step()
        total += loss.item() / 60
    if epoch % 5 == 4:
        print(f"epoch {epoch + 1}: squared error a picture {total:.4f}")

with torch.no_grad():
    left = (coder(test) - test).square().sum()
    r2 = 1 - left / (test - test.mean(dim=0)).square().sum()
print(f"final: r2={r2.item():.4f}")
