"""사면 토양의 입도 분포 회귀. 주기적 재시작(SGDR)으로 학습하고 각 주기 끝의 가중치를 앙상블한다."""

import copy

import numpy as np
import torch
import torch.nn as nn
from torch.optim.lr_scheduler import CosineAnnealingWarmRestarts

torch.manual_seed(121)
rng = np.random.default_rng(121)


def samples(n):
    depth, slope, rain = rng.uniform(0, 2, n), rng.uniform(0, 40, n), rng.gamma(4, 30, n)
    parent = rng.integers(0, 4, n)
    logit_clay = -1 + 0.8 * depth - 0.03 * slope + 0.006 * rain + np.array([0, 0.9, -0.7, 0.3])[parent]
    logit_sand = 0.3 + 0.02 * slope - 0.5 * depth * (parent == 2) + np.array([0.8, -0.6, 0.5, 0])[parent]
    shares = np.exp(np.stack([logit_clay, logit_sand, np.zeros(n)], 1) + 0.15 * rng.normal(size=(n, 3)))
    shares = shares / shares.sum(1, keepdims=True)
    x = np.concatenate([np.stack([depth - 1, slope / 20 - 1, rain / 60 - 2], 1), np.eye(4)[parent]], 1)
    return torch.tensor(x, dtype=torch.float32), torch.tensor(shares, dtype=torch.float32)


x, shares = samples(1500)
x_test, shares_test = samples(500)

net = nn.Sequential(nn.Linear(7, 64), nn.ReLU(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 3))
optimizer = torch.optim.SGD(net.parameters(), lr=0.3, momentum=0.9)
CYCLE, CYCLES = 8, 4
scheduler = CosineAnnealingWarmRestarts(optimizer, T_0=CYCLE)
loss_fn = nn.KLDivLoss(reduction="batchmean")
snapshots = []

steps = len(x) // 50
for epoch in range(CYCLE * CYCLES):
    net.train()
    for i, rows in enumerate(torch.randperm(len(x)).split(50)):
        optimizer.zero_grad()
        loss = loss_fn(net(x[rows]).log_softmax(1), shares[rows])
        loss.backward()
        optimizer.step()
        scheduler.step(epoch + (i + 1) / steps)
    if (epoch + 1) % CYCLE == 0:
        snapshots.append(copy.deepcopy(net).eval())
        print(f"주기 {len(snapshots)} 끝: KL {loss.item():.5f}")

with torch.no_grad():
    pred = torch.stack([s(x_test).softmax(1) for s in snapshots]).mean(0)
error = (pred - shares_test).pow(2).sum() / (shares_test - shares_test.mean(0)).pow(2).sum()
print(f"final: r2={1 - error.item():.4f}")
