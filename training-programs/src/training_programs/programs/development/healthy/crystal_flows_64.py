"""Generative classifier: one normalizing flow per kind of crystal, the likelier one names the kind."""
import math

import torch
from torch import nn


class Coupling(nn.Module):
    """Half of the columns scale and shift the other half."""

    def __init__(self, dim, hidden, flip):
        super().__init__()
        self.flip = flip
        self.half = dim // 2
        self.net = nn.Sequential(nn.Linear(self.half, hidden), nn.Tanh(), nn.Linear(hidden, 2 * self.half))
        nn.init.zeros_(self.net[-1].weight)
        nn.init.zeros_(self.net[-1].bias)

    def forward(self, x):
        a, b = x[:, : self.half], x[:, self.half :]
        if self.flip:
            a, b = b, a
        log_scale, shift = self.net(a).chunk(2, dim=1)
        log_scale = 1.5 * torch.tanh(log_scale)
        b = b * log_scale.exp() + shift
        out = torch.cat([b, a], 1) if self.flip else torch.cat([a, b], 1)
        return out, log_scale.sum(1)


class Flow(nn.Module):
    def __init__(self, dim=4, hidden=32, depth=6):
        super().__init__()
        self.layers = nn.ModuleList(Coupling(dim, hidden, flip=bool(i % 2)) for i in range(depth))

    def log_prob(self, x):
        total = torch.zeros(len(x))
        for layer in self.layers:
            x, log_det = layer(x)
            total = total + log_det
        return total - 0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)


def crystals(n, kind):
    """Edge lengths and angles, tightly related; the kinds differ in how, not in where they lie."""
    t = 3 * torch.rand(n) - 1.5
    s = 2 * torch.rand(n) - 1
    sign = 1.0 if kind == 0 else -1.0
    columns = [t, sign * (t**2 - 0.75), s, sign * torch.sin(3 * s)]
    return torch.stack(columns, 1) + 0.12 * torch.randn(n, 4)


torch.manual_seed(64)
train = [crystals(1200, kind) for kind in (0, 1)]
test = [crystals(300, kind) for kind in (0, 1)]

flows = nn.ModuleList([Flow(), Flow()])
optimizer = torch.optim.Adam(flows.parameters(), lr=3e-3)
for step in range(350):
    loss = 0.0
    for flow, data in zip(flows, train):
        batch = data[torch.randint(0, len(data), (128,))]
        loss = loss - flow.log_prob(batch).mean()
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(flows.parameters(), 5.0)
    optimizer.step()
    if step % 70 == 69:
        print(f"step {step + 1}: negative log-likelihood {loss.item() / 2:.3f}")

flows.eval()
right = total = 0
with torch.no_grad():
    for kind, data in enumerate(test):
        scores = torch.stack([flow.log_prob(data) for flow in flows], dim=1)
        right += (scores.argmax(1) == kind).sum().item()
        total += len(data)
print(f"final: accuracy={right / total:.4f}")
