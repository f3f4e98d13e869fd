import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(38)


class Stack(nn.Module):
    def __init__(self, n_in, width, depth):
        super().__init__()
        self.inp = nn.Linear(n_in, width)
        self.hidden = nn.ModuleList([nn.Linear(width, width) for _ in range(depth)])
        self.outp = nn.Linear(width, 1)

    def forward(self, x):
        x = F.leaky_relu(self.inp(x))
        for layer in self.hidden:
            x = F.leaky_relu(layer(x))
        return self.outp(x)


def wave(n):
    x = torch.rand(n, 1) * 2 - 1
    y = torch.sin(6 * x) + 0.3 * torch.cos(15 * x)
    return x * 1.7, y


model = Stack(1, 8, 3)
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
for step in range(1, 1501):
    x, y = wave(64)
    loss = F.mse_loss(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 250 == 0:
        print(f"step {step}: {loss.item():.5f}")

x, y = wave(1000)
with torch.no_grad():
    r2 = 1 - F.mse_loss(model(x), y) / y.var()
print(f"final: r2={r2.item():.4f}")
