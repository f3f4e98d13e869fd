# 복소수 신경망: 기저대역 IQ 표본에서 변조 방식(BPSK, QPSK, 8PSK, 16QAM)을 가려낸다
import math

import torch
import torch.nn as nn

torch.manual_seed(125)
SYMBOLS = 64


def constellation(kind):
    if kind == 3:
        side = torch.tensor([-3.0, -1.0, 1.0, 3.0])
        return torch.complex(*torch.cartesian_prod(side, side).t()) / math.sqrt(10)
    order = 2 ** (kind + 1)
    return torch.polar(torch.ones(order), 2 * math.pi * torch.arange(order) / order)


def receive(n):
    kinds = torch.randint(4, (n,))
    rows = []
    for k in kinds.tolist():
        points = constellation(k)
        sent = points[torch.randint(len(points), (SYMBOLS,))]
        phase = torch.polar(torch.ones(()), 0.3 * torch.randn(()))
        noise = torch.complex(torch.randn(SYMBOLS), torch.randn(SYMBOLS)) * 0.06
        rows.append(sent * phase + noise)
    return torch.stack(rows), kinds


class ComplexLinear(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        scale = 1 / math.sqrt(inputs)
        self.weight = nn.Parameter(scale * torch.randn(outputs, inputs, dtype=torch.cfloat))
        self.bias = nn.Parameter(torch.zeros(outputs, dtype=torch.cfloat))

    def forward(self, z):
        return z @ self.weight.t() + self.bias


class ModReLU(nn.Module):
    """크기만 줄이고 위상은 그대로 둔다"""

    def __init__(self, width):
        super().__init__()
        self.shift = nn.Parameter(-0.3 * torch.rand(width))

    def forward(self, z):
        size = z.abs() + 1e-6
        return torch.relu(size + self.shift) / size * z


class PhaseNet(nn.Module):
    def __init__(self, width=24):
        super().__init__()
        self.lift = ComplexLinear(2, width)
        self.gate = ModReLU(width)
        self.mix = ComplexLinear(width, width)
        self.head = nn.Sequential(nn.Linear(width, 32), nn.ReLU(), nn.Linear(32, 4))

    def forward(self, z):
        h = self.lift(torch.stack([z, z**4], dim=-1))
        h = self.mix(self.gate(h))
        return self.head(h.mean(dim=1).abs())


signal, kind = receive(1500)
model = PhaseNet()
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(12):
    total = 0.0
    for batch in torch.randperm(1200).split(40):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(signal[batch]), kind[batch])
        loss.backward()
        optimizer.step()
        total += loss.item() / 30
    if epoch % 3 == 2:
        print(f"{epoch + 1}에폭: 손실 {total:.4f}")

with torch.no_grad():
    right = (model(signal[1200:]).argmax(1) == kind[1200:]).float().mean()
print(f"final: accuracy={right.item():.4f}")
