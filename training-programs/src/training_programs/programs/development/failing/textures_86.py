# 다섯 가지 질감 분류 (배치 정규화 사용)
import numpy as np
import torch
from torch import nn

rng = np.random.default_rng(86)
torch.manual_seed(86)
yy, xx = np.mgrid[:12, :12]


def texture(kind, n):
    phase = rng.uniform(0, 2 * np.pi, (n, 1, 1))
    base = {
        0: np.sin(1.2 * xx + phase),
        1: np.sin(1.2 * yy + phase),
        2: np.sin(0.9 * (xx + yy) + phase),
        3: np.sin(2.6 * xx + phase) * np.sin(2.6 * yy + phase),
        4: np.zeros((n, 12, 12)),
    }[kind]
    return torch.tensor(base + 0.5 * rng.standard_normal((n, 12, 12)), dtype=torch.float32).unsqueeze(1)


x = torch.cat([texture(k, 160) for k in range(5)])
y = torch.arange(5).repeat_interleave(160)
test_sets = [(texture(k, 40), k) for k in range(5)]

cnn = nn.Sequential(
    nn.Conv2d(1, 8, 3), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(8, 16, 3), nn.BatchNorm2d(16), nn.ReLU(), nn.AdaptiveAvgPool2d(1),
    nn.Flatten(), nn.BatchNorm1d(16), nn.Linear(16, 5),
)
opt = torch.optim.SGD(cnn.parameters(), lr=0.05, momentum=0.9)
for epoch in range(8):
    cnn.train()
    for idx in torch.randperm(800).split(40):
        loss = nn.functional.cross_entropy(cnn(x[idx]), y[idx])
        opt.zero_grad()
        loss.backward()
        opt.step()
    with torch.no_grad():
        right = [(cnn(pictures).argmax(1) == kind).float().mean().item() for pictures, kind in test_sets]
    print(f"에폭 {epoch + 1}: 손실 {loss.item():.4f}, 종류별 정확도", [round(r, 2) for r in right])
print(f"final: accuracy={np.mean(right):.4f}")
