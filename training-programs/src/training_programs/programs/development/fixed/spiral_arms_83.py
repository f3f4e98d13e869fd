import math

import torch
from torch import nn


def spirals(n, generator):
    side = torch.randint(0, 2, (n,), generator=generator)
    r = torch.rand(n, generator=generator).sqrt()
    phi = 2.5 * math.pi * r + math.pi * side
    xy = torch.stack([r * phi.cos(), r * phi.sin()], 1) + 0.02 * torch.randn(n, 2, generator=generator)
    return xy * 1.8, side.float()


class Spiral(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        sizes = [2, *hidden, 1]
        self.layers = nn.ModuleList([nn.Linear(i, o) for i, o in zip(sizes, sizes[1:])])

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.tanh(layer(x))
        return self.layers[-1](x).squeeze(-1)


g = torch.Generator().manual_seed(83)
torch.manual_seed(83)
model = Spiral(hidden=[64, 64])
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for step in range(1200):
    x, y = spirals(100, g)
    loss = nn.functional.binary_cross_entropy_with_logits(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 200 == 0:
        print(f"step {step:4d} loss {loss.item():.4f}")
x, y = spirals(2000, g)
with torch.no_grad():
    acc = ((model(x) > 0).float() == y).float().mean()
print(f"final: accuracy={acc.item():.4f}")
