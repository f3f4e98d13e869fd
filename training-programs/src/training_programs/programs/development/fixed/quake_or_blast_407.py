# 지진파 분류: 자연지진 / 발파 / 열차 / 잡음 (스펙트럼 특징 32개)
import math

import torch
import torch.nn.functional as F
from torch import nn

CLASSES = ["지진", "발파", "열차", "잡음"]
BANDS = 32


class Dense(nn.Module):
    """He 초기화를 쓰는 완전연결층"""

    def __init__(self, fan_in, fan_out):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(fan_in, fan_out) * math.sqrt(2.0 / fan_in))
        self.bias = nn.Parameter(torch.zeros(fan_out))

    def forward(self, x):
        return x @ self.weight + self.bias


class SeismicNet(nn.Module):
    def __init__(self, hidden=(64, 64, 32)):
        super().__init__()
        sizes = (BANDS, *hidden)
        self.hidden = nn.ModuleList(Dense(a, b) for a, b in zip(sizes[:-1], sizes[1:]))
        self.out = Dense(hidden[-1], len(CLASSES))

    def forward(self, x):
        for layer in self.hidden:
            x = F.relu(layer(x))
        return self.out(x)


def spectra(n, g):
    """로그 스펙트럼을 흉내 낸 자료. 종류마다 모서리 주파수와 봉우리가 다르다."""
    kind = torch.randint(0, 4, (n,), generator=g)
    f = torch.linspace(0, 1, BANDS)
    corner = 0.2 + 0.5 * torch.rand(n, 1, generator=g)
    peak = 0.2 + 0.6 * torch.rand(n, 1, generator=g)
    smooth = -2.5 * torch.relu(f - corner)
    bump = torch.exp(-((f - peak) / 0.06) ** 2)
    comb = torch.cos(2 * math.pi * f / (0.15 + 0.1 * torch.rand(n, 1, generator=g)) + 6.28 * torch.rand(n, 1, generator=g))
    shape = torch.stack([smooth, 0.6 * smooth + 1.2 * bump, 0.6 * smooth + 0.6 * comb, -0.5 * f.expand(n, -1)], 1)
    x = shape[torch.arange(n), kind] + 0.25 * torch.randn(n, BANDS, generator=g)
    return x + 0.3 * torch.randn(n, 1, generator=g), kind


torch.manual_seed(407)
g = torch.Generator().manual_seed(704)
x, y = spectra(4500, g)
mean, std = x[:4000].mean(0), x[:4000].std(0)
x = (x - mean) / std

net = SeismicNet()
optimizer = torch.optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
for epoch in range(1, 9):
    net.train()
    losses, hits = [], 0
    for rows in torch.randperm(4000, generator=g).split(80):
        logits = net(x[rows])
        loss = F.cross_entropy(logits, y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        hits += (logits.argmax(1) == y[rows]).sum().item()
    if epoch % 2 == 0:
        print(f"에폭 {epoch:2d}  손실 {sum(losses) / len(losses):.4f}  정확도 {hits / 4000:.3f}")

net.eval()
with torch.no_grad():
    accuracy = (net(x[4000:]).argmax(1) == y[4000:]).float().mean().item()
print(f"final: accuracy={accuracy:.4f}")
